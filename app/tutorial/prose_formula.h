// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTextObjectInterface>
#include <memory>
#include <optional>
#include <vector>

#include "widgets/formula/formula_layout.h"
#include "widgets/formula/live_number.h"

namespace gradarium::app {

/// A formula where it stands in a text.
struct ProseFormula {
  QString tex;
  bool display = false;
  QString tail;  // the comma or full stop after it, which would wrap alone
  const widgets::Formula* typeset = nullptr;  // null: its TeX is shown, as an error
  std::vector<widgets::LiveNumber> live;      // one a slot; empty until an experiment is there
  QStringList numbers;
  std::optional<widgets::FormulaLayout> layout;  // as it was measured last
  double room = -1, em = 0;

  /// "$x^2$", without the tail.
  QString source() const;
};

/// Draws the formulas of a QTextDocument: each is one object replacement character with its index as a property.
class ProseFormulas final : public QObject, public QTextObjectInterface {
  Q_OBJECT
  Q_INTERFACES(QTextObjectInterface)
 public:
  static constexpr int type = QTextFormat::UserObject + 1;
  static constexpr int indexProperty = QTextFormat::UserProperty + 1;

  ProseFormulas(std::shared_ptr<const widgets::FormulaSheet> sheet, QObject* parent) : QObject(parent), sheet_(std::move(sheet)) {}

  std::vector<ProseFormula>& all() { return formulas_; }
  const widgets::FormulaSheet& sheet() const { return *sheet_; }
  /// Looks the formula up.
  void add(const QString& tex, bool display);
  /// Binds the slots to the experiment, which must outlive this. One that names nothing of it stays empty.
  void bind(const lab::Experiment& schema);
  /// Null where the format is not a formula's.
  ProseFormula* at(const QTextFormat& format);

  QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
  void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position, const QTextFormat& format) override;

 private:
  void measure(ProseFormula& formula, const QTextDocument& document, const QTextCharFormat& format) const;
  std::shared_ptr<const widgets::FormulaSheet> sheet_;
  std::vector<ProseFormula> formulas_;
};

}  // namespace gradarium::app
