// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "widgets/lesson_factory.h"

/// Defined by each lesson's panel.cpp.
gradarium::widgets::Lesson lesson();

/// Compiled into every plugin: its metadata, readable without loading it, and its entry.
class LessonPlugin final : public QObject, public gradarium::widgets::LessonFactory {
  Q_OBJECT
  Q_PLUGIN_METADATA(IID GRADARIUM_INTERFACE_ID FILE "lesson.json")
  Q_INTERFACES(gradarium::widgets::LessonFactory)
 public:
  gradarium::widgets::Lesson lesson() const override;
};
