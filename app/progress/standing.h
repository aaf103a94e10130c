// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gradarium::app {

class Progress;
struct LessonPlugin;

/// How far the learner is in a lesson.
struct Standing {
  enum class Kind { Untouched, Begun, Done };
  Kind kind = Kind::Untouched;
  int step = 0, steps = 0;          // where they are of the tutorial's steps, from 0
  int solved = 0, exercises = 0;    // of those the tutorial asks
};

/// From what is kept between runs; reads the tutorial only of a lesson that was begun. Done is one whose last step
/// was reached with every exercise solved.
Standing standingIn(const LessonPlugin& lesson, const Progress& progress);

}  // namespace gradarium::app
