// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/port.h"

namespace gradarium::widgets {
namespace {

enum Option : std::size_t { columnOption, binsOption };
constexpr std::size_t offered[] = {0, 5, 10, 20, 50, 100};  // 0: by the rule

std::shared_ptr<const lab::Value> valueOf(const lab::ObservableBase* observable, const lab::Snapshot& snapshot) {
  return observable && observable->index() < snapshot.values.size() ? snapshot.values[observable->index()] : nullptr;
}

}  // namespace

HistogramView::HistogramView(std::string name, const lab::ObservableBase& source, std::size_t column)
    : ViewOf(std::move(name)), source_(source), column_(column), unit_(source.traits().unit) {
  title(source.label());
}
HistogramView::HistogramView(std::string name, const lab::Series& series) : HistogramView(std::move(name), series, 0) {}
HistogramView::HistogramView(std::string name, const lab::Points& points, std::size_t column)
    : HistogramView(std::move(name), static_cast<const lab::ObservableBase&>(points), column) {}
HistogramView::HistogramView(std::string name, const lab::Table& table, std::size_t column)
    : HistogramView(std::move(name), static_cast<const lab::ObservableBase&>(table), column) {}
HistogramView::HistogramView(std::string name, const lab::Matrix& matrix) : HistogramView(std::move(name), matrix, 0) {}
HistogramView::HistogramView(std::string name, const lab::Tensor& tensor) : HistogramView(std::move(name), tensor, 0) {}
HistogramView::~HistogramView() = default;

HistogramView& HistogramView::marker(const lab::Scalar& at, std::string words) {
  markers_.push_back({&at, 0, words.empty() ? at.label() : std::move(words)});
  return *this;
}

HistogramView& HistogramView::marker(double at, std::string words) {
  markers_.push_back({nullptr, at, std::move(words)});
  return *this;
}

HistogramView& HistogramView::threshold(const lab::Real& parameter) {
  threshold_.emplace(parameter);
  return *this;
}

HistogramView& HistogramView::threshold(const lab::Scalar& at, const lab::Action<lab::Move>& move) {
  threshold_.emplace(at, move);
  return *this;
}

HistogramView& HistogramView::by(const lab::Labels& labels, std::string noun) {
  labels_ = &labels;
  labelNoun_ = std::move(noun);
  return *this;
}

HistogramView& HistogramView::curve(const lab::Series& density, std::string words) {
  curve_ = &density;
  curveWords_ = words.empty() ? density.label() : std::move(words);
  return *this;
}

HistogramView& HistogramView::values(std::string noun, std::string unit) {
  valueNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

HistogramView& HistogramView::counts(std::string noun) {
  countNoun_ = std::move(noun);
  return *this;
}

HistogramView& HistogramView::bins(std::size_t count) {
  wanted_ = asked_ = count;
  return *this;
}

HistogramView& HistogramView::range(double low, double high) {
  range_ = Span{low, high};
  return *this;
}

std::vector<const lab::ObservableBase*> HistogramView::observables() const {
  std::vector<const lab::ObservableBase*> all{&source_};
  if (labels_) all.push_back(labels_);
  if (curve_) all.push_back(curve_);
  if (threshold_ && threshold_->scalar()) all.push_back(threshold_->scalar());
  for (const Marker& marker : markers_)
    if (marker.scalar) all.push_back(marker.scalar);
  return all;
}

std::vector<ViewOption> HistogramView::options(const lab::Snapshot& snapshot) const {
  std::vector<ViewOption> options(2);
  if (const auto value = valueOf(&source_, snapshot)) {
    QStringList names;
    for (const std::string& name : columnsOf(*value)) names << QString::fromStdString(name);
    if (!names.isEmpty()) options[columnOption] = {"of", names, std::min(int(column_), int(names.size()) - 1), true};
  }
  ViewOption& bins = options[binsOption];
  bins.label = "Bins";
  for (const std::size_t count : offered) {
    if (count == wanted_) bins.chosen = static_cast<int>(bins.choices.size());
    bins.choices << (count ? QString::number(count) : QStringLiteral("automatic"));
  }
  if (std::ranges::count(offered, asked_) == 0) {
    if (wanted_ == asked_) bins.chosen = static_cast<int>(bins.choices.size());
    bins.choices << QString::number(asked_);
  }
  return options;
}

void HistogramView::choose(std::size_t option, int choice) {
  if (option == columnOption) column_ = static_cast<std::size_t>(choice);
  if (option == binsOption)
    wanted_ = static_cast<std::size_t>(choice) < std::size(offered) ? offered[choice] : asked_;
  stale_ = true;
  hovered_.reset();
  selected_.reset();
}

const HistogramView::Spread& HistogramView::spreadIn(const lab::Snapshot& snapshot) const {
  auto value = valueOf(&source_, snapshot), labelsValue = valueOf(labels_, snapshot);
  if (!stale_ && value == known_ && labelsValue == knownLabels_) return spread_;
  known_ = std::move(value);
  knownLabels_ = std::move(labelsValue);
  stale_ = false;
  spread_ = {};
  if (!known_) return spread_;
  const std::size_t columns = columnsOf(*known_).size();
  spread_.numbers = numbersOf(*known_, columns ? std::min(column_, columns - 1) : column_);
  spread_.bins = binsFor(spread_.numbers, wanted_);
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  std::map<int, std::vector<double>> groups;
  if (labels && labels->codes.size() == spread_.numbers.size())
    for (std::size_t i = 0; i < spread_.numbers.size(); ++i) groups[labels->codes[i]].push_back(spread_.numbers[i]);
  else if (!spread_.numbers.empty())
    groups[0] = spread_.numbers;
  for (const auto& [code, numbers] : groups) {
    Group group{code, spread_.bins.fill(numbers), numbers.size()};
    const double whole = curve_ ? double(spread_.numbers.size()) * spread_.bins.width : 1;
    for (double& height : group.heights) {
      height /= whole;
      spread_.highest = std::max(spread_.highest, height);
    }
    spread_.groups.push_back(std::move(group));
  }
  return spread_;
}

void HistogramView::leave() {
  hovered_.reset();
  warm_ = false;
}

QString HistogramView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  leave();
  const Spread& spread = spreadIn(snapshot);
  if (!painted_ || !painted_->plot.adjusted(-2, -2, 2, 2).contains(pointer.at)) return {};
  if (threshold_ && std::abs(painted_->px(threshold_->in(snapshot)) - pointer.at.x()) <= LineHandle::reach) {
    warm_ = true;
    return QString::fromStdString(threshold_->label()).toHtmlEscaped() + " <b>" + readable(threshold_->in(snapshot)) + "</b>";
  }
  const std::size_t bin = spread.bins.of(painted_->toData(pointer.at).x());
  if (bin >= spread.bins.count) return {};
  hovered_ = bin;
  return words(snapshot, bin);
}

void HistogramView::sendThreshold(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const {
  if (!painted_) return;
  const Mapping& m = *painted_;
  pixel = std::clamp(pixel, m.plot.left(), m.plot.right());
  threshold_->send(m.toData({pixel, 0}).x(), m.x.length() / m.plot.width(), snapshot, port, edit);
}

Touch HistogramView::touch(const Pointer&, const lab::Snapshot&) const {
  return warm_ ? Touch::LeftRight : Touch::Look;
}

bool HistogramView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  if (!pointer.leftButton) return false;
  hover(pointer, snapshot);
  held_ = warm_;
  dragged_ = false;
  if (held_) return true;
  selected_ = selected_ == hovered_ ? std::nullopt : hovered_;
  return hovered_.has_value();
}

void HistogramView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!held_) return;
  dragged_ = true;
  sendThreshold(pointer.at.x(), snapshot, port, lab::Edit::Update);
}

void HistogramView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (held_ && dragged_) sendThreshold(pointer.at.x(), snapshot, port, lab::Edit::Commit);
  held_ = dragged_ = false;
}

bool HistogramView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const Spread& spread = spreadIn(snapshot);
  if (key == Qt::Key_Escape) {
    const bool had = selected_.has_value();
    selected_.reset();
    return had;
  }
  const int way = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : 0;
  // Shift and an arrow move the threshold, the arrow alone goes from bin to bin.
  if (way != 0 && shift && threshold_ && painted_) {
    sendThreshold(painted_->px(threshold_->in(snapshot)) + way * painted_->plot.width() / 100, snapshot, port,
                  lab::Edit::Whole);
    return true;
  }
  if (spread.bins.count == 0 || (way == 0 && key != Qt::Key_Home && key != Qt::Key_End)) return false;
  const std::size_t last = spread.bins.count - 1;
  if (key == Qt::Key_End)
    selected_ = last;
  else if (!selected_ || key == Qt::Key_Home)
    selected_ = 0;
  else
    selected_ = way < 0 ? *selected_ - (*selected_ > 0 ? 1 : 0) : std::min(*selected_ + 1, last);
  hovered_.reset();
  return true;
}

std::optional<Selection> HistogramView::selection(const lab::Snapshot& snapshot) const {
  const Spread& spread = spreadIn(snapshot);
  if (!selected_ || *selected_ >= spread.bins.count || !painted_) return std::nullopt;
  const double left = painted_->px(spread.bins.edge(*selected_)), right = painted_->px(spread.bins.edge(*selected_ + 1));
  return Selection{words(snapshot, *selected_), QRectF(left, painted_->plot.center().y(), right - left, 1)};
}

}  // namespace gradarium::widgets
