// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/bar_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradarium::widgets {
namespace {

std::shared_ptr<const lab::Value> valueOf(const lab::ObservableBase* observable, const lab::Snapshot& snapshot) {
  return observable && observable->index() < snapshot.values.size() ? snapshot.values[observable->index()] : nullptr;
}

}  // namespace

BarView::BarView(std::string name, const lab::ObservableBase& source, int)
    : PointingViewOf(std::move(name)), source_(source), unit_(source.traits().unit) {
  title(source.label());
}
BarView::BarView(std::string name, const lab::Table& table) : BarView(std::move(name), table, 0) {}
BarView::BarView(std::string name, const lab::Matrix& matrix) : BarView(std::move(name), matrix, 0) {}
BarView::BarView(std::string name, const lab::Points& points) : BarView(std::move(name), points, 0) {}
BarView::BarView(std::string name, const lab::Series& series) : BarView(std::move(name), series, 0) {}
BarView::BarView(std::string name, const lab::Distribution& distribution) : BarView(std::move(name), distribution, 0) {}

BarView& BarView::horizontal() {
  horizontal_ = true;
  return *this;
}

BarView& BarView::sorted() {
  sorted_ = true;
  return *this;
}

BarView& BarView::bars(std::string noun) {
  barNoun_ = std::move(noun);
  namedBars_ = true;
  return *this;
}

BarView& BarView::values(std::string noun, std::string unit) {
  valueNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

BarView& BarView::only(std::vector<std::string> columns) {
  only_ = std::move(columns);
  return *this;
}

BarView& BarView::colour(const lab::Labels& labels, std::string noun) {
  labels_ = &labels;
  labelNoun_ = std::move(noun);
  return *this;
}

BarView& BarView::range(double low, double high) {
  range_ = Span{low, high};
  return *this;
}

BarView& BarView::line(double at, std::string words) {
  references_.push_back({nullptr, at, std::move(words)});
  return *this;
}

BarView& BarView::line(const lab::Scalar& at, std::string words) {
  references_.push_back({&at, 0, words.empty() ? at.label() : std::move(words)});
  return *this;
}

BarView& BarView::highlight(const lab::Scalar& row) {
  highlight_ = &row;
  return *this;
}

std::vector<const lab::ObservableBase*> BarView::observables() const {
  std::vector<const lab::ObservableBase*> all{&source_};
  if (labels_) all.push_back(labels_);
  if (highlight_) all.push_back(highlight_);
  for (const Reference& reference : references_)
    if (reference.scalar) all.push_back(reference.scalar);
  return all;
}

std::vector<ViewOption> BarView::options(const lab::Snapshot&) const {
  return {{"Sorted", {"off", "on"}, sorted_ ? 1 : 0, false}};
}

void BarView::choose(std::size_t, int choice) {
  sorted_ = choice != 0;
  ordered_ = false;
}

const BarData& BarView::dataIn(const lab::Snapshot& snapshot) const {
  auto value = valueOf(&source_, snapshot);
  if (value == known_) return data_;
  data_ = value ? barDataOf(*value) : BarData{};
  if (!only_.empty())
    std::erase_if(data_.groups, [&](const BarData::Group& group) { return std::ranges::count(only_, group.name) == 0; });
  known_ = std::move(value);
  ordered_ = false;
  return data_;
}

const lab::value::Labels* BarView::labelsIn(const lab::Snapshot& snapshot) const {
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  return labels && labels->codes.size() == dataIn(snapshot).rows() ? labels : nullptr;
}

const std::vector<std::size_t>& BarView::orderIn(const lab::Snapshot& snapshot) const {
  const BarData& data = dataIn(snapshot);
  auto labelsValue = valueOf(labels_, snapshot);
  if (ordered_ && labelsValue == knownLabels_) return order_;
  knownLabels_ = std::move(labelsValue);
  ordered_ = true;
  order_.resize(data.rows());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  const auto* labels = labelsIn(snapshot);
  const auto number = [&](std::size_t row) {  // what is not finite comes last
    const double v = data.groups.front().numbers[row];
    return std::isfinite(v) ? v : -INFINITY;
  };
  if (labels || sorted_)
    std::ranges::stable_sort(order_, [&](std::size_t a, std::size_t b) {
      if (labels && labels->codes[a] != labels->codes[b]) return labels->codes[a] < labels->codes[b];
      return sorted_ && number(a) > number(b);
    });
  if (labels) {
    const std::size_t air = data.rows() / 50 + (data.rows() > 12 ? 1 : 0);
    for (std::size_t i = order_.size(); i-- > 1;)
      if (labels->codes[order_[i]] != labels->codes[order_[i - 1]])
        order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(i), air, gap);
  }
  return order_;
}

int BarView::codeOf(const lab::Snapshot& snapshot, std::size_t row, std::size_t group) const {
  if (!labels_) return static_cast<int>(group);
  const auto* labels = labelsIn(snapshot);
  return labels ? labels->codes[row] : -1;
}

std::optional<BarView::Place> BarView::placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  const auto& order = orderIn(snapshot);
  const int place = painted_ ? painted_->bandAt(pointer.at) : -1;
  const bool there = place >= 0 && static_cast<std::size_t>(place) < order.size() && order[static_cast<std::size_t>(place)] != gap;
  return there ? std::optional(Place{static_cast<int>(order[static_cast<std::size_t>(place)]), 0}) : std::nullopt;
}

bool BarView::has(Place place, const lab::Snapshot& snapshot) const {
  return place.row >= 0 && static_cast<std::size_t>(place.row) < dataIn(snapshot).rows();
}

QString BarView::words(const lab::Snapshot& snapshot, Place place) const { return wordsOf(snapshot, static_cast<std::size_t>(place.row)); }

std::optional<BarView::Place> BarView::walk(std::optional<Place> from, int key, bool, const lab::Snapshot& snapshot) {
  const auto& order = orderIn(snapshot);
  const bool back = key == (horizontal_ ? Qt::Key_Up : Qt::Key_Left), forth = key == (horizontal_ ? Qt::Key_Down : Qt::Key_Right);
  if (order.empty() || (!back && !forth && key != Qt::Key_Home && key != Qt::Key_End)) return std::nullopt;
  const auto found = from ? std::ranges::find(order, static_cast<std::size_t>(from->row)) : order.end();
  auto place = static_cast<std::size_t>(found - order.begin());
  if (key == Qt::Key_End) {
    place = order.size() - 1;
  } else if (found == order.end() || key == Qt::Key_Home) {
    place = 0;
  } else {  // gaps are only between bars, so there is one further on, or this is the end
    const std::size_t past = back ? static_cast<std::size_t>(-1) : order.size();
    const std::size_t before = place, way = back ? static_cast<std::size_t>(-1) : 1;
    do place += way;
    while (place != past && order[place] == gap);
    if (place == past) place = before;
  }
  return Place{static_cast<int>(order[place]), 0};
}

QRectF BarView::rectOf(const lab::Snapshot& snapshot, Place at) const {
  const auto& order = orderIn(snapshot);
  const auto row = static_cast<std::size_t>(at.row);
  const auto found = std::ranges::find(order, row);
  if (!painted_ || found == order.end() || painted_->bands().count() != order.size()) return {};
  const double value = dataIn(snapshot).groups.front().numbers[row];
  return painted_->box(static_cast<std::size_t>(found - order.begin()), 0, std::isfinite(value) ? value : 0, 0, 1);
}

}  // namespace gradarium::widgets
