// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lesson.h"

gradarium::widgets::Lesson lesson() { return {}; }
