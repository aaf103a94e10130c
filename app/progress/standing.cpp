// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress/standing.h"

#include <algorithm>

#include "app/catalogue/plugin_shelf.h"
#include "app/progress/progress.h"
#include "app/tutorial/tutorial.h"
#include "core/base/error.h"

namespace gradarium::app {

Standing standingIn(const LessonPlugin& lesson, const Progress& progress) {
  Standing standing;
  standing.step = progress.step(lesson.id);
  const bool here = progress.lastLesson() == lesson.id;
  if (standing.step == 0 && !here) return standing;
  standing.kind = Standing::Kind::Begun;
  try {
    const Tutorial tutorial = Tutorial::read(lesson.folder + "/tutorial.md");
    standing.steps = static_cast<int>(tutorial.steps.size());
    for (const TutorialStep& step : tutorial.steps) {
      for (const TutorialPart& part : step.parts) {
        if (part.kind != TutorialPart::Kind::Exercise) continue;
        ++standing.exercises;
        standing.solved += progress.solved(lesson.id + "/" + part.text) ? 1 : 0;
      }
    }
  } catch (const base::Error&) {
    return standing;  // its page tells what is wrong with it
  }
  standing.step = std::min(standing.step, std::max(0, standing.steps - 1));
  if (standing.step + 1 >= standing.steps && standing.solved == standing.exercises) standing.kind = Standing::Kind::Done;
  return standing;
}

}  // namespace gradarium::app
