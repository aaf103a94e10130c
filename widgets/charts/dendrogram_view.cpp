// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/dendrogram_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {

DendrogramView::DendrogramView(std::string name, const lab::Tree& tree)
    : ViewOf(std::move(name)), tree_(tree), unit_(tree.traits().unit) {
  title(tree.label());
  caption([this](const lab::Snapshot& snapshot) {
    const TreeLayout& layout = layoutIn(snapshot);
    if (!cut_ || layout.leaves.empty()) return std::string();
    const std::size_t k = layout.below(cut_->in(snapshot)).size();
    return std::to_string(k) + (k == 1 ? " cluster" : " clusters") + " below " + readable(cut_->in(snapshot)).toStdString();
  });
}
DendrogramView::~DendrogramView() = default;

DendrogramView& DendrogramView::cut(const lab::Real& height) {
  cut_.emplace(height);
  return *this;
}

DendrogramView& DendrogramView::cut(const lab::Scalar& height, const lab::Action<lab::Move>& move) {
  cut_.emplace(height, move);
  return *this;
}

DendrogramView& DendrogramView::colour(const lab::Labels& labels) {
  labels_ = &labels;
  return *this;
}

DendrogramView& DendrogramView::heights(std::string noun, std::string unit) {
  heightNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

DendrogramView& DendrogramView::leaves(std::string noun, std::string plural) {
  leafNouns_ = plural.empty() ? noun + "s" : std::move(plural);
  leafNoun_ = std::move(noun);
  return *this;
}

std::vector<const lab::ObservableBase*> DendrogramView::observables() const {
  std::vector<const lab::ObservableBase*> all{&tree_};
  if (labels_) all.push_back(labels_);
  if (cut_ && cut_->scalar()) all.push_back(cut_->scalar());
  return all;
}

const TreeLayout& DendrogramView::layoutIn(const lab::Snapshot& snapshot) const {
  const auto value = tree_.index() < snapshot.values.size() ? snapshot.values[tree_.index()] : nullptr;
  if (value == known_) return layout_;
  const auto* tree = value ? std::get_if<lab::value::Tree>(value.get()) : nullptr;
  layout_ = tree ? layoutOf(*tree) : TreeLayout{};
  known_ = value;
  return layout_;
}

std::vector<int> DendrogramView::codesIn(const lab::Snapshot& snapshot) const {
  const TreeLayout& layout = layoutIn(snapshot);
  std::vector<int> codes(layout.nodes.size(), -1);
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  const bool known = labels && labels->codes.size() == layout.leaves.size();
  const auto codeAt = [&](std::size_t place) { return labels->codes[layout.sampleAt(place)]; };
  std::vector<int> clusters = layout.below(cut_ ? cut_->in(snapshot) : -1);
  if (!cut_ && known) {  // the largest branches of one label
    clusters.clear();
    std::vector<int> open = layout.roots;
    while (!open.empty()) {
      const auto& at = layout.nodes[static_cast<std::size_t>(open.back())];
      const int index = open.back();
      open.pop_back();
      bool pure = true;
      for (std::size_t i = at.first; i <= at.last && pure; ++i) pure = codeAt(i) == codeAt(at.first);
      if (pure)
        clusters.push_back(index);
      else
        open.insert(open.end(), at.children.begin(), at.children.end());
    }
  } else if (!cut_) {
    return std::vector<int>(layout.nodes.size(), 0);
  }
  // Without labels, clusters are numbered by their smallest samples.
  std::ranges::sort(clusters, {}, [&](int c) { return layout.nodes[static_cast<std::size_t>(c)].sample; });
  for (std::size_t k = 0; k < clusters.size(); ++k) {
    const int code = known ? codeAt(layout.nodes[static_cast<std::size_t>(clusters[k])].first) : static_cast<int>(k);
    std::vector<int> open{clusters[k]};
    while (!open.empty()) {
      const int index = open.back();
      open.pop_back();
      codes[static_cast<std::size_t>(index)] = std::max(code, -1);
      const auto& children = layout.nodes[static_cast<std::size_t>(index)].children;
      open.insert(open.end(), children.begin(), children.end());
    }
  }
  return codes;
}

std::vector<std::size_t> DendrogramView::samplesOf(const TreeLayout& layout, int node) const {
  std::vector<std::size_t> samples;
  if (node < 0 || node >= static_cast<int>(layout.nodes.size())) return samples;
  const auto& at = layout.nodes[static_cast<std::size_t>(node)];
  for (std::size_t place = at.first; place <= at.last; ++place) samples.push_back(layout.sampleAt(place));
  return samples;
}

void DendrogramView::hoverOn(int node) {
  hovered_ = node;
  warm_ = false;
  if (linked()) linked()->point(samplesOf(layout_, node));
}

QString DendrogramView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  const TreeLayout& layout = layoutIn(snapshot);
  hoverOn(-1);
  if (!painted_ || layout.leaves.empty() || !painted_->plot().adjusted(-2, -2, 2, 2).contains(pointer.at)) return {};
  const double height = painted_->value(pointer.at.y());
  const bool onCut = cut_ && std::abs(painted_->at(cut_->in(snapshot)) - pointer.at.y()) <= LineHandle::reach;
  if (onCut) {
    warm_ = true;
    return QString::fromStdString(cut_->label()).toHtmlEscaped() + " <b>" + readable(cut_->in(snapshot)) + "</b>: " +
           caption(snapshot).toHtmlEscaped();
  }
  const double place = (pointer.at.x() - painted_->plot().left()) / painted_->bandWidth() - 0.5;
  // A few pixels above a merge are the merge still.
  const int node = layout.branchAt(place, height - (painted_->value(0) - painted_->value(4)));
  hoverOn(node);
  return node < 0 ? QString() : words(snapshot, node);
}

void DendrogramView::sendCut(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const {
  if (!painted_) return;
  pixel = std::clamp(pixel, painted_->plot().top(), painted_->plot().bottom());
  cut_->send(std::max(0.0, painted_->value(pixel)), painted_->value(0) - painted_->value(1), snapshot, port, edit);
}

Touch DendrogramView::touch(const Pointer&, const lab::Snapshot&) const {
  return warm_ ? Touch::UpDown : Touch::Look;
}

bool DendrogramView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  if (!pointer.leftButton) return false;
  hover(pointer, snapshot);
  held_ = warm_;
  dragged_ = false;
  if (held_) return true;
  selected_ = selected_ == hovered_ ? -1 : hovered_;
  return hovered_ >= 0;
}

void DendrogramView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!held_) return;
  dragged_ = true;
  sendCut(pointer.at.y(), snapshot, port, lab::Edit::Update);
}

void DendrogramView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (held_ && dragged_) sendCut(pointer.at.y(), snapshot, port, lab::Edit::Commit);
  held_ = dragged_ = false;
}

bool DendrogramView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const TreeLayout& layout = layoutIn(snapshot);
  const int n = static_cast<int>(layout.nodes.size());
  if (selected_ >= n) selected_ = -1;
  if (key == Qt::Key_Escape) {
    const bool had = selected_ >= 0;
    selected_ = -1;
    return had;
  }
  const bool up = key == Qt::Key_Up, down = key == Qt::Key_Down, left = key == Qt::Key_Left, right = key == Qt::Key_Right;
  if (n == 0 || (!up && !down && !left && !right)) return false;
  if (shift && cut_ && (up || down)) {
    if (painted_)
      sendCut(painted_->at(cut_->in(snapshot)) + (up ? -1 : 1) * painted_->plot().height() / 100, snapshot, port,
              lab::Edit::Whole);
    return true;
  }
  hoverOn(-1);
  selected_ = selected_ < 0 ? layout.roots.front() : layout.neighbour(selected_, up, down, left);
  if (linked()) linked()->point(samplesOf(layout, selected_));
  return true;
}

std::optional<Selection> DendrogramView::selection(const lab::Snapshot& snapshot) const {
  const TreeLayout& layout = layoutIn(snapshot);
  if (!painted_ || selected_ < 0 || selected_ >= static_cast<int>(layout.nodes.size())) return std::nullopt;
  const auto& at = layout.nodes[static_cast<std::size_t>(selected_)];
  const QPointF left = placeOf(*painted_, static_cast<double>(at.first), at.height),
                right = placeOf(*painted_, static_cast<double>(at.last), at.height);
  return Selection{words(snapshot, selected_), QRectF(left - QPointF(4, 4), right + QPointF(4, 4))};
}

}  // namespace gradarium::widgets
