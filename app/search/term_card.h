// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace gradarium::app {

class PluginShelf;
struct GlossaryTerm;

/// A term's meaning, over the window until one clicks elsewhere, with the lessons that teach it.
class TermCard final : public QFrame {
  Q_OBJECT
 public:
  TermCard(const GlossaryTerm& term, const PluginShelf& shelf, QWidget* parent);
  /// Its upper right corner at this place of the screen.
  void openAt(const QPoint& corner);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::app
