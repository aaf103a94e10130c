// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/catalogue/plugin_shelf.h"
#include "core/lab/engine.h"
#include "widgets/lesson.h"

namespace gradarium::tests {

/// The shelf of the build tree, shared by all cases of a process.
app::PluginShelf& shelf();

/// A fixture over every plugin that is found: no lesson can forget to be tested.
class EveryLesson : public testing::TestWithParam<std::string> {
 protected:
  const app::LessonPlugin& plugin() const;
  const widgets::Lesson& lesson() const;

  struct Experiment {
    std::unique_ptr<lab::Experiment> schema;
    std::function<std::unique_ptr<lab::Experiment>()> make;
    std::unique_ptr<lab::Engine> engine(lab::HistoryLimits limits = {}) const;
  };
  /// Each experiment once.
  std::vector<Experiment> experiments() const;
};

std::vector<std::string> lessonIds();
std::string caseName(const testing::TestParamInfo<std::string>& info);

/// Up to `count` steps; the status reached.
lab::Status walk(lab::Engine& engine, int count);

/// The unmeasured observables of two snapshots are equal bit for bit; the name of the first that is not.
std::string difference(const lab::Experiment& schema, const lab::Snapshot& a, const lab::Snapshot& b);

}  // namespace gradarium::tests
