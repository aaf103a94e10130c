// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "core/lab/command.h"

namespace gradarium::app {

/// A piece of a tutorial step: prose, code to read, a block that drives the laboratory, or an exercise of the experiment.
struct TutorialPart {
  enum class Kind { Prose, Code, Block, Exercise };
  Kind kind = Kind::Prose;
  QString text;        // Markdown; code; a block's label; an exercise's id
  lab::Script script;  // of a block
  QString more;        // the language of code; an exercise's hint, in Markdown
  int line = 1;        // of the file, where the text begins
};

struct TutorialStep {
  QString topic, title;
  std::vector<TutorialPart> parts;
};

/// A lesson's tutorial.md: "# topic", "## step", prose, and fenced blocks
///
///     ```lab Set this up        ```exercise
///     set k=3; run              break-it
///     ```                       Try the other initialisation first.     (a hint, if there is one)
///                               ```
///
/// The text before the first heading is what the lesson is about, in a sentence or two.
struct Tutorial {
  QString folder;  // where its figures and formulas.svg lie
  QString lead;
  int leadLine = 1;
  std::vector<TutorialStep> steps;

  /// Throws base::Error that names the file and the line.
  static Tutorial read(const QString& file);
  static Tutorial parse(const QString& markdown, const QString& name);
};

}  // namespace gradarium::app
