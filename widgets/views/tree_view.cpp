// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tree_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

TreeView::TreeView(std::string name, const lab::Tree& tree) : ViewOf(std::move(name)), tree_(tree), unit_(tree.traits().unit) {
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

TreeView& TreeView::asks(const lab::Query& query) {
  query_ = &query;
  return *this;
}

TreeView& TreeView::picks(const lab::Action<lab::Pick>& action) {
  pick_ = &action;
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

QString TreeView::words(const lab::Snapshot& snapshot, int node) const {
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

QString TreeView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  hovered_ = -1;
  if (painted_.boxes.size() != layoutIn(snapshot).nodes.size()) return {};
  const double reach = painted_.detail == Detail::Dot ? 4 : 1;
  double nearest = INFINITY;
  for (std::size_t i = 0; i < painted_.boxes.size(); ++i) {
    if (!painted_.boxes[i].adjusted(-reach, -reach, reach, reach).contains(pointer.at)) continue;
    const QPointF apart = painted_.boxes[i].center() - pointer.at;
    if (const double d = QPointF::dotProduct(apart, apart); d < nearest) nearest = d, hovered_ = static_cast<int>(i);
  }
  return hovered_ < 0 ? QString() : words(snapshot, hovered_);
}

void TreeView::send(int node, Port& port) const {
  if (pick_) port.send(lab::Command::act(pick_->name(), lab::Arguments<lab::Pick>::format({node})));
}

bool TreeView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!pointer.leftButton || hover(pointer, snapshot).isEmpty()) return false;
  selected_ = selected_ == hovered_ && !pick_ ? -1 : hovered_;
  send(hovered_, port);
  return true;
}

bool TreeView::key(int key, bool, const lab::Snapshot& snapshot, Port& port) {
  const TreeLayout& layout = layoutIn(snapshot);
  if (selected_ >= static_cast<int>(layout.nodes.size())) selected_ = -1;
  if (key == Qt::Key_Escape) {
    const bool had = selected_ >= 0;
    selected_ = -1;
    return had;
  }
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
  if (enter && pick_ && selected_ >= 0) {
    send(selected_, port);
    return true;
  }
  if (layout.nodes.empty() || (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_Left && key != Qt::Key_Right)) return false;
  hovered_ = -1;
  selected_ = selected_ < 0 ? layout.roots.front() : layout.neighbour(selected_, key == Qt::Key_Up, key == Qt::Key_Down, key == Qt::Key_Left);
  return true;
}

std::optional<Question> TreeView::question(const lab::Snapshot& snapshot) const {
  const int node = hovered_ >= 0 ? hovered_ : selected_;
  if (!query_ || node < 0 || static_cast<std::size_t>(node) >= layoutIn(snapshot).nodes.size() || static_cast<std::size_t>(node) >= painted_.boxes.size())
    return std::nullopt;
  return Question{query_, {node, 0}, painted_.boxes[static_cast<std::size_t>(node)]};
}

std::optional<Selection> TreeView::selection(const lab::Snapshot& snapshot) const {
  if (selected_ < 0 || static_cast<std::size_t>(selected_) >= layoutIn(snapshot).nodes.size() || static_cast<std::size_t>(selected_) >= painted_.boxes.size())
    return std::nullopt;
  return Selection{words(snapshot, selected_), painted_.boxes[static_cast<std::size_t>(selected_)]};
}

QString TreeView::describe(const lab::Snapshot& snapshot) const {
  const TreeLayout& layout = layoutIn(snapshot);
  if (layout.nodes.empty()) return text(empty_);
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
