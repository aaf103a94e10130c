// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tree_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

TreeView::TreeView(std::string name, const lab::Tree& tree) : PointingViewOf(std::move(name)), tree_(tree), unit_(tree.traits().unit) {
  title(tree.label());
}

TreeView& TreeView::values(std::string noun, std::string unit) {
  valueNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

TreeView& TreeView::colour(const lab::Labels& codes, std::string noun) {
  codes_ = &codes;
  codeNoun_ = std::move(noun);
  return *this;
}

TreeView& TreeView::answers(std::string left, std::string right) {
  left_ = std::move(left);
  right_ = std::move(right);
  return *this;
}

TreeView& TreeView::path(const lab::Scalar& node) {
  path_ = &node;
  return *this;
}

std::vector<const lab::ObservableBase*> TreeView::observables() const {
  std::vector<const lab::ObservableBase*> all{&tree_};
  if (codes_) all.push_back(codes_);
  if (path_) all.push_back(path_);
  return all;
}

const TreeLayout& TreeView::layoutIn(const lab::Snapshot& snapshot) const {
  const auto value = tree_.index() < snapshot.values.size() ? snapshot.values[tree_.index()] : nullptr;
  if (value == known_) return layout_;
  const auto* tree = value ? std::get_if<lab::value::Tree>(value.get()) : nullptr;
  layout_ = tree ? layoutOf(*tree, Siblings::ByIndex) : TreeLayout{};
  known_ = value;
  return layout_;
}

const lab::value::Labels* TreeView::codesIn(const lab::Snapshot& snapshot) const {
  const auto* codes = codes_ ? codes_->in(snapshot) : nullptr;
  return codes && codes->codes.size() == layoutIn(snapshot).nodes.size() ? codes : nullptr;
}

QStringList TreeView::linesOf(const lab::value::Tree& tree, std::size_t node, Detail detail) const {
  if (detail == Detail::Dot) return {};
  QStringList lines = text(tree.nodes[node].label).split('\n', Qt::SkipEmptyParts);
  if (detail == Detail::FirstLine) return lines.mid(0, 1);
  if (!valueNoun_.empty()) {
    QString line = text(valueNoun_) + ' ' + readable(tree.nodes[node].number);
    if (!unit_.empty()) line += ' ' + text(unit_);
    lines << line;
  }
  return lines;
}

QString TreeView::words(const lab::Snapshot& snapshot, Place place) const {
  const int node = place.row;
  const auto* tree = tree_.in(snapshot);
  const auto index = static_cast<std::size_t>(node);
  const QStringList lines = linesOf(*tree, index, Detail::All);
  QString result = lines.isEmpty() ? QStringLiteral("<b>node %1</b>").arg(node + 1) : "<b>" + lines.front().toHtmlEscaped() + "</b>";
  for (qsizetype i = 1; i < lines.size(); ++i) result += (i == 1 ? ": " : ", ") + lines[i].toHtmlEscaped();
  if (const auto* codes = codesIn(snapshot)) {
    const int code = codes->codes[index];
    const auto at = static_cast<std::size_t>(std::max(code, 0));
    if (code >= 0)
      result += ", " + (at < codes->names.size() ? text(codes->names[at]) : text(codeNoun_) + ' ' + QString::number(qint64(code) + 1)).toHtmlEscaped();
  }
  return result;
}

std::optional<TreeView::Place> TreeView::placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  std::optional<Place> place;
  if (painted_.boxes.size() != layoutIn(snapshot).nodes.size()) return place;
  const double reach = painted_.detail == Detail::Dot ? 4 : 1;
  double nearest = INFINITY;
  for (std::size_t i = 0; i < painted_.boxes.size(); ++i) {
    if (!painted_.boxes[i].adjusted(-reach, -reach, reach, reach).contains(pointer.at)) continue;
    const QPointF apart = painted_.boxes[i].center() - pointer.at;
    if (const double d = QPointF::dotProduct(apart, apart); d < nearest) nearest = d, place = Place{static_cast<int>(i), 0};
  }
  return place;
}

bool TreeView::has(Place place, const lab::Snapshot& snapshot) const {
  return place.row >= 0 && static_cast<std::size_t>(place.row) < layoutIn(snapshot).nodes.size();
}

QRectF TreeView::rectOf(const lab::Snapshot&, Place place) const {
  const auto node = static_cast<std::size_t>(place.row);
  return node < painted_.boxes.size() ? painted_.boxes[node] : QRectF();
}

std::optional<TreeView::Place> TreeView::walk(std::optional<Place> from, int key, bool, const lab::Snapshot& snapshot) {
  const TreeLayout& layout = layoutIn(snapshot);
  const bool arrow = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
  if (layout.nodes.empty() || (!arrow && key != Qt::Key_Home)) return std::nullopt;
  if (!from || !arrow) return Place{layout.roots.front(), 0};
  return Place{layout.neighbour(from->row, key == Qt::Key_Up, key == Qt::Key_Down, key == Qt::Key_Left), 0};
}

QString TreeView::describe(const lab::Snapshot& snapshot) const {
  const TreeLayout& layout = layoutIn(snapshot);
  if (layout.nodes.empty()) return emptyWords(snapshot);
  QString result = View::describe(snapshot) + QStringLiteral(". %1 nodes, %2 leaves, %3 deep. ").arg(layout.nodes.size()).arg(layout.leaves.size()).arg(layout.depth());
  return result + "At the root: " + linesOf(*tree_.in(snapshot), static_cast<std::size_t>(layout.roots.front()), Detail::All).join(", ") + '.';
}

lab::value::Table TreeView::numbers(const lab::Snapshot& snapshot) const {
  const auto* tree = tree_.in(snapshot);
  lab::value::Table table;
  if (!tree || layoutIn(snapshot).nodes.empty()) return table;
  table.columns = {{"node", {}, {}, {}}, {"parent", {}, {}, {}}, {"label", {}, {}, {}}, {valueNoun_.empty() ? "number" : valueNoun_, unit_, {}, {}}};
  for (std::size_t i = 0; i < tree->nodes.size(); ++i) {
    std::string label = tree->nodes[i].label;
    std::ranges::replace(label, '\n', ' ');
    table.columns[0].numbers.push_back(double(i + 1));
    table.columns[1].numbers.push_back(tree->nodes[i].parent < 0 ? std::nan("") : tree->nodes[i].parent + 1.0);
    table.columns[2].texts.push_back(label);
    table.columns[3].numbers.push_back(tree->nodes[i].number);
  }
  return table;
}

}  // namespace gradarium::widgets
