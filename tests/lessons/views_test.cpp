// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>
#include <algorithm>

#include "core/base/error.h"
#include "tests/lessons/every_lesson.h"

namespace gradarium::tests {
namespace {

QImage picture(widgets::View& view, const lab::Snapshot& snapshot, const widgets::Theme& theme) {
  QImage image(720, 480, QImage::Format_ARGB32_Premultiplied);
  image.fill(theme.card);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  view.paint({painter, QRectF(0, 0, 720, 480), theme, snapshot, false});
  return image;
}

std::shared_ptr<const lab::Snapshot> after(const widgets::Topic& topic, const lab::Script& script) {
  lab::Engine engine(topic.make());
  for (const auto& command : script) engine.apply(command);
  walk(engine, 4);
  return engine.snapshot();
}

TEST_P(EveryLesson, EveryViewDrawsInBothThemes) {
  for (const auto& topic : lesson().topics()) {
    const auto schema = topic.make();
    widgets::Bench bench;
    topic.arrange(bench, *schema);
    const auto snapshot = after(topic, {});
    for (const auto& placed : bench.views())
      for (const auto* theme : {&widgets::lightTheme(), &widgets::darkTheme()}) {
        const QImage image = picture(*placed.view, *snapshot, *theme);
        QImage blank = image;
        blank.fill(theme->card);
        EXPECT_NE(image, blank) << placed.view->name();
        EXPECT_FALSE(placed.view->title(*snapshot).isEmpty()) << placed.view->name();
        EXPECT_FALSE(placed.view->describe(*snapshot).isEmpty()) << placed.view->name();
      }
  }
}

/// Another picture for at least one probe of the parameter.
bool changes(widgets::View& view, const widgets::Topic& topic, const lab::Experiment& schema, const std::string& name) {
  const QImage before = picture(view, *after(topic, {}), widgets::lightTheme());
  const lab::Parameter& parameter = schema.parameter(name);
  const auto probes = parameter.probes();
  return std::any_of(probes.begin(), probes.end(), [&](const std::string& probe) {
    try {
      return picture(view, *after(topic, {lab::Command::set(name, probe)}), widgets::lightTheme()) != before;
    } catch (const base::Error&) {
      return false;  // refused in words: tested elsewhere
    }
  });
}

TEST_P(EveryLesson, ViewsAnswerToTheParametersTheyName) {
  for (const auto& topic : lesson().topics()) {
    const auto schema = topic.make();
    widgets::Bench bench;
    topic.arrange(bench, *schema);
    for (const auto& placed : bench.views()) {
      widgets::View& view = *placed.view;
      EXPECT_FALSE(view.responds().empty()) << view.name() << " names no parameter that must change it";
      for (const std::string& name : view.responds()) EXPECT_TRUE(changes(view, topic, *schema, name)) << view.name() << " does not answer to " << name;
      for (const std::string& name : view.ignores()) EXPECT_FALSE(changes(view, topic, *schema, name)) << view.name() << " answers to " << name;
    }
  }
}

}  // namespace
}  // namespace gradarium::tests
