// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>
#include <memory>

#include "core/lab/experiment.h"
#include "widgets/formula/formula_sheet.h"

namespace gradarium::app {

class ProseFormulas;

/// What a stretch of prose may draw on besides its text.
struct ProseSource {
  QString folder;  // of figures
  std::shared_ptr<const widgets::FormulaSheet> sheet;
};

/// Markdown with formulas, as high as its text: it can be chosen and copied, formulas as TeX, and its live numbers
/// follow the snapshots. The page scrolls, not the text.
class ProseView final : public QTextBrowser {
  Q_OBJECT
 public:
  enum class Role { Body, Lead };
  ProseView(QString markdown, ProseSource source, Role role = Role::Body, QWidget* parent = nullptr);

  /// Repaints the numbers that are others now. The schema must outlive the view.
  void show(const lab::Experiment& schema, const lab::Snapshot& snapshot);
  using QTextBrowser::show;

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  QVariant loadResource(int type, const QUrl& name) override;
  /// The text as a screen reader should say it, formulas in words.
  QString spokenText() const;

 protected:
  QMimeData* createMimeDataFromSelection() const override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void fill();
  void fitFigures();
  QString textOf(int from, int to, bool spoken) const;
  QString markdown_;
  ProseSource source_;
  Role role_;
  ProseFormulas* formulas_ = nullptr;
  const lab::Experiment* schema_ = nullptr;
  bool filling_ = false;
  mutable int measuredWidth_ = -1, measuredHeight_ = 0;
};

}  // namespace gradarium::app
