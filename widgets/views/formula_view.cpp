// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/formula_view.h"

#include <QPainter>
#include <algorithm>

#include "core/base/error.h"
#include "widgets/formula/formula_layout.h"

namespace gradarium::widgets {

FormulaView::FormulaView(std::string name, std::string formula, const lab::Experiment& schema)
    : ViewOf(std::move(name)), formula_(std::move(formula)), schema_(schema) {
  setSheet(nullptr);
}

void FormulaView::setSheet(std::shared_ptr<const FormulaSheet> sheet) {
  sheet_ = std::move(sheet);
  live_.clear();
  problem_.clear();
  shown_ = sheet_ ? sheet_->named(QString::fromStdString(formula_)) : nullptr;
  if (!shown_) {
    problem_ = "no formula of the tutorial is labelled '" + formula_ + "'";
    return;
  }
  try {
    for (const FormulaSlot& slot : shown_->slots) live_.emplace_back(slot.live, schema_);
  } catch (const base::BadCall& error) {
    problem_ = error.what();
    shown_ = nullptr;
    live_.clear();
  }
}

std::vector<const lab::ObservableBase*> FormulaView::observables() const {
  std::vector<const lab::ObservableBase*> read;
  for (const LiveNumber& number : live_)
    if (number.observable() && std::find(read.begin(), read.end(), number.observable()) == read.end()) read.push_back(number.observable());
  return read;
}

QStringList FormulaView::today(const lab::Snapshot& snapshot) const {
  QStringList texts;
  for (std::size_t i = 0; i < live_.size(); ++i) texts << live_[i].text(snapshot, shown_->slots[i].figures);
  return texts;
}

void FormulaView::paint(const Canvas& canvas) {
  if (!shown_) {
    const std::string words = std::exchange(empty_, problem_);
    paintEmpty(canvas);
    empty_ = words;
    return;
  }
  // As large as the room allows, between the size of text and twice that.
  const double least = emBeside(font(TextRole::Body)), most = 2 * least;
  const QRectF area = canvas.area.adjusted(8, 4, -8, -4);
  const FormulaLayout natural(*sheet_, *shown_, most);
  const double zoom = std::min({1.0, area.width() / natural.size().width(), area.height() / natural.size().height()});
  FormulaLayout layout(*sheet_, *shown_, std::max(least, most * zoom), area.width());
  if (layout.size().height() > area.height()) layout = FormulaLayout(*sheet_, *shown_, layout.em() * area.height() / layout.size().height(), area.width());
  const QPointF at(area.center().x() - layout.size().width() / 2, area.center().y() - layout.size().height() / 2);
  layout.paint(canvas.painter, at, canvas.theme, canvas.theme.ink, today(canvas.snapshot));
}

QString FormulaView::describe(const lab::Snapshot& snapshot) const {
  return shown_ ? spoken(*shown_, today(snapshot)) : QString::fromStdString(problem_);
}

lab::value::Table FormulaView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  if (!shown_) return table;
  for (std::size_t i = 0; i < live_.size(); ++i)
    table.columns.push_back({shown_->slots[i].live.toStdString(), live_[i].observable() ? live_[i].observable()->traits().unit : "",
                             {live_[i].number(snapshot)}, {}});
  return table;
}

}  // namespace gradarium::widgets
