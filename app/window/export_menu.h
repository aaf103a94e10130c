// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace gradarium::app {

class LessonPage;

/// All that can leave the lesson in front: its pictures and their numbers, models and data, the state itself.
void fillExportMenu(QMenu& menu, LessonPage& page);

}  // namespace gradarium::app
