// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/matrix_editor.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "widgets/controls/json_values.h"
#include "widgets/controls/number_entry.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

/// A cell without arrows: Up and Down step it, typing replaces it.
class CellBox final : public QDoubleSpinBox {
 public:
  CellBox() {
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setDecimals(6);
    setKeyboardTracking(false);
    setAlignment(Qt::AlignRight);
    setFocusPolicy(Qt::StrongFocus);
    setLocale(QLocale::c());
    setMinimumWidth(36);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  QString textFromValue(double value) const override { return readable(value, 5); }
  double valueFromText(const QString& text) const override {
    QString plain = text;
    return base::parseNumber(plain.replace(',', '.').trimmed().toStdString()).value_or(value());
  }
  QValidator::State validate(QString& text, int&) const override {
    QString plain = text;
    const auto number = base::parseNumber(plain.replace(',', '.').trimmed().toStdString());
    return number && *number >= minimum() && *number <= maximum() ? QValidator::Acceptable
                                                                  : QValidator::Intermediate;
  }
  QSize sizeHint() const override { return {52, QDoubleSpinBox::sizeHint().height()}; }
  QSize minimumSizeHint() const override { return {36, sizeHint().height()}; }
  bool typing() const { return hasFocus() && lineEdit()->isModified(); }
  using QDoubleSpinBox::lineEdit;

 protected:
  void wheelEvent(QWheelEvent* event) override {
    hasFocus() ? QDoubleSpinBox::wheelEvent(event) : event->ignore();
  }
};

}  // namespace

MatrixEditor::MatrixEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent) {
  const auto rows = rowsIn(info().fallback);
  columns_ = rows.empty() ? 0 : rows.front().size();
  auto* table = new QWidget;
  auto* grid = new QGridLayout(table);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(Theme::unit);
  for (std::size_t i = 0; i < rows.size() * columns_; ++i) {
    auto* cell = new CellBox;
    cell->setRange(info().min, info().max);
    cell->setSingleStep((info().max - info().min) / 20);
    const int row = static_cast<int>(i / columns_), column = static_cast<int>(i % columns_);
    cell->setObjectName(QString::fromStdString("param." + info().name) +
                        QStringLiteral(".%1.%2").arg(row).arg(column));
    cell->setAccessibleName(
        tr("%1, row %2, column %3").arg(QString::fromStdString(info().label)).arg(row + 1).arg(column + 1));
    connect(cell, &QDoubleSpinBox::valueChanged, this, [this, i] { edited(i); });
    connect(cell->lineEdit(), &QLineEdit::textEdited, this, [this, cell](const QString& text) {
      // The box itself would quietly put the old number back: say what would be right while it is typed.
      try {
        accepted(info(), info().min, info().max, text.toStdString());
        complain({});
      } catch (const base::BadCall& wrong) {
        complain(text.isEmpty() || text == "-" ? QString() : QString::fromUtf8(wrong.what()));
      }
    });
    connect(cell, &QAbstractSpinBox::editingFinished, this, [this] { complain({}); });
    grid->addWidget(cell, row, column);
    cells_.push_back(cell);
  }
  body()->insertWidget(1, table);
  introduce(table);
  if (!cells_.empty()) table->setFocusProxy(cells_.front());
  MatrixEditor::display(state());
}

bool MatrixEditor::inHand() const {
  return std::any_of(cells_.begin(), cells_.end(),
                     [](QDoubleSpinBox* cell) { return static_cast<CellBox*>(cell)->typing(); });
}

void MatrixEditor::edited(std::size_t cell) {
  patch("{\"cell\": [" + std::to_string(cell / columns_) + "," + std::to_string(cell % columns_) + "," +
        base::shortest(cells_[cell]->value()) + "]}");
}

void MatrixEditor::display(const lab::ParameterState& state) {
  const auto rows = rowsIn(state.text);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (i / columns_ >= rows.size() || rows[i / columns_].size() != columns_) return;
    const QSignalBlocker quiet(cells_[i]);
    cells_[i]->setValue(rows[i / columns_][i % columns_]);
  }
}

}  // namespace gradarium::widgets
