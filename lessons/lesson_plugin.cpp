// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson_plugin.h"

gradarium::widgets::Lesson LessonPlugin::lesson() const { return ::lesson(); }

#include "moc_lesson_plugin.cpp"
