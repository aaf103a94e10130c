// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/lab/command.h"

namespace gradarium::app {

/// A laboratory exactly as it stands, as text that can be kept or sent: the lesson, the experiment, and the journal
/// that leads there from the defaults, in journal grammar.
///
///     gradarium:2.2.1/kmeans#set%20k=4;%20run%206
struct StateLink {
  QString lesson, experiment;
  lab::Script script;

  QString text() const;
  /// Throws base::BadCall that says what is wrong with it.
  static StateLink parse(const QString& text);
};

/// Whether it means to be one.
bool isStateLink(const QString& text);

}  // namespace gradarium::app
