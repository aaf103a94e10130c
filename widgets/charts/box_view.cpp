// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/box_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/charts/bar_data.h"

namespace gradarium::widgets {
namespace {

std::shared_ptr<const lab::Value> valueOf(const lab::ObservableBase* observable, const lab::Snapshot& snapshot) {
  return observable && observable->index() < snapshot.values.size() ? snapshot.values[observable->index()] : nullptr;
}

double quantile(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double next = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (next - sorted[below]) * (place - static_cast<double>(below));
}

}  // namespace

BoxSummary boxSummary(const std::vector<double>& numbers) {
  std::vector<double> sorted;
  double sum = 0;
  for (const double v : numbers)
    if (std::isfinite(v)) sorted.push_back(v), sum += v;
  BoxSummary result;
  result.count = sorted.size();
  if (sorted.empty()) return result;
  std::ranges::sort(sorted);
  result.q1 = quantile(sorted, 0.25);
  result.median = quantile(sorted, 0.5);
  result.q3 = quantile(sorted, 0.75);
  result.mean = sum / static_cast<double>(sorted.size());
  const double reach = 1.5 * (result.q3 - result.q1), low = result.q1 - reach, high = result.q3 + reach;
  result.lowWhisker = *std::ranges::lower_bound(sorted, low);
  result.highWhisker = *std::prev(std::ranges::upper_bound(sorted, high));
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (std::isfinite(numbers[i]) && (numbers[i] < low || numbers[i] > high)) result.outliers.push_back(i);
  return result;
}

BoxView::BoxView(std::string name, const lab::ObservableBase& source, int)
    : ViewOf(std::move(name)), source_(source), unit_(source.traits().unit) {
  title(source.label());
}
BoxView::BoxView(std::string name, const lab::Table& table) : BoxView(std::move(name), table, 0) {}
BoxView::BoxView(std::string name, const lab::Points& points) : BoxView(std::move(name), points, 0) {}
BoxView::BoxView(std::string name, const lab::Matrix& matrix) : BoxView(std::move(name), matrix, 0) {}

BoxView& BoxView::by(const lab::Labels& labels, std::string noun, std::size_t column) {
  labels_ = &labels;
  labelNoun_ = std::move(noun);
  column_ = column;
  return *this;
}

BoxView& BoxView::horizontal() {
  horizontal_ = true;
  return *this;
}

BoxView& BoxView::boxes(std::string noun) {
  boxNoun_ = std::move(noun);
  return *this;
}

BoxView& BoxView::values(std::string noun, std::string unit) {
  valueNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

BoxView& BoxView::means() {
  means_ = true;
  return *this;
}

std::vector<const lab::ObservableBase*> BoxView::observables() const {
  std::vector<const lab::ObservableBase*> all{&source_};
  if (labels_) all.push_back(labels_);
  return all;
}

std::vector<ViewOption> BoxView::options(const lab::Snapshot& snapshot) const {
  const Boxes& boxes = boxesIn(snapshot);
  if (!labels_ || boxes.columns.size() < 2) return {};
  QStringList names;
  for (const std::string& name : boxes.columns) names << QString::fromStdString(name);
  return {{"of", names, static_cast<int>(std::min(column_, boxes.columns.size() - 1)), true}};
}

void BoxView::choose(std::size_t, int choice) {
  column_ = static_cast<std::size_t>(choice);
  stale_ = true;
}

const BoxView::Boxes& BoxView::boxesIn(const lab::Snapshot& snapshot) const {
  auto value = valueOf(&source_, snapshot), labelsValue = valueOf(labels_, snapshot);
  if (!stale_ && value == known_ && labelsValue == knownLabels_) return boxes_;
  known_ = value;
  knownLabels_ = labelsValue;
  stale_ = false;
  boxes_ = {};
  BarData data = value ? barDataOf(*value) : BarData{};
  for (std::size_t g = 0; g < data.groups.size(); ++g)
    boxes_.columns.push_back(data.groups[g].name.empty() ? "column " + std::to_string(g + 1) : data.groups[g].name);
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  if (labels_ && !data.groups.empty()) {
    const auto& group = data.groups[std::min(column_, data.groups.size() - 1)];
    boxes_.name = group.name;
    boxes_.unit = group.unit;
    std::map<int, Box> byCode;
    if (labels && labels->codes.size() == group.numbers.size())
      for (std::size_t i = 0; i < group.numbers.size(); ++i) byCode[labels->codes[i]].numbers.push_back(group.numbers[i]);
    for (auto& [code, box] : byCode) {
      const auto index = static_cast<std::size_t>(std::max(code, 0));
      box.code = code;
      box.name = code < 0                         ? "no " + labelNoun_
                 : index < labels->names.size() ? labels->names[index]
                                                : labelNoun_ + ' ' + std::to_string(std::int64_t(code) + 1);
      boxes_.all.push_back(std::move(box));
    }
  } else if (!labels_) {
    for (std::size_t g = 0; g < data.groups.size(); ++g)
      boxes_.all.push_back({boxes_.columns[g], static_cast<int>(g), std::move(data.groups[g].numbers), {}});
    if (!data.groups.empty()) boxes_.unit = data.groups.front().unit;
  }
  for (Box& box : boxes_.all) box.summary = boxSummary(box.numbers);
  std::erase_if(boxes_.all, [](const Box& box) { return box.summary.count == 0; });
  return boxes_;
}

QString BoxView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  const int box = painted_ ? painted_->bandAt(pointer.at) : -1;
  const bool there = box >= 0 && static_cast<std::size_t>(box) < boxesIn(snapshot).all.size();
  hovered_ = there ? std::optional(static_cast<std::size_t>(box)) : std::nullopt;
  return there ? words(snapshot, *hovered_) : QString();
}

bool BoxView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  if (!pointer.leftButton || hover(pointer, snapshot).isEmpty()) return false;
  selected_ = selected_ == hovered_ ? std::nullopt : hovered_;
  return true;
}

bool BoxView::key(int key, bool, const lab::Snapshot& snapshot, Port&) {
  const std::size_t n = boxesIn(snapshot).all.size();
  if (key == Qt::Key_Escape) {
    const bool had = selected_.has_value();
    selected_.reset();
    return had;
  }
  const bool back = key == (horizontal_ ? Qt::Key_Up : Qt::Key_Left);
  const bool forth = key == (horizontal_ ? Qt::Key_Down : Qt::Key_Right);
  if (n == 0 || (!back && !forth)) return false;
  hovered_.reset();
  if (!selected_ || *selected_ >= n)
    selected_ = 0;
  else
    selected_ = back ? *selected_ - (*selected_ > 0 ? 1 : 0) : std::min(*selected_ + 1, n - 1);
  return true;
}

std::optional<Selection> BoxView::selection(const lab::Snapshot& snapshot) const {
  const Boxes& boxes = boxesIn(snapshot);
  if (!painted_ || !selected_ || *selected_ >= boxes.all.size()) return std::nullopt;
  const BoxSummary& s = boxes.all[*selected_].summary;
  return Selection{words(snapshot, *selected_), painted_->box(*selected_, s.q1, s.q3, 0, 1)};
}

}  // namespace gradarium::widgets
