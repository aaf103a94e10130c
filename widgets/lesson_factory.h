// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtPlugin>

#include "widgets/interface_id.h"
#include "widgets/lesson.h"

namespace gradarium::widgets {

/// The one thing a plugin exports. Only lesson_plugin.h and what loads plugins include this.
class LessonFactory {
 public:
  virtual ~LessonFactory() = default;
  virtual Lesson lesson() const = 0;
};

}  // namespace gradarium::widgets

Q_DECLARE_INTERFACE(gradarium::widgets::LessonFactory, GRADARIUM_INTERFACE_ID)
