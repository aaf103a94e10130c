// SPDX-License-Identifier: GPL-3.0-or-later
// A graph in words and numbers.
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/views/graph_view.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

QString withUnit(double number, const std::string& unit) {
  return readable(number) + (unit.empty() ? QString() : ' ' + text(unit));
}

}  // namespace

int GraphView::codeOf(const lab::Snapshot& snapshot, std::size_t node) const {
  const auto* graph = graphIn(snapshot);
  const auto* codes = codes_ ? codes_->in(snapshot) : nullptr;
  if (codes && codes->codes.size() == graph->nodes.size()) return codes->codes[node];
  return graph->nodes[node].category;
}

QString GraphView::codeName(const lab::Snapshot& snapshot, int code) const {
  const auto at = static_cast<std::size_t>(std::max(code, 0));
  if (code < 0) return {};
  const auto* codes = codes_ ? codes_->in(snapshot) : nullptr;
  if (codes)
    return at < codes->names.size() ? text(codes->names[at])
                                    : text(codeNoun_) + ' ' + QString::number(qint64(code) + 1);
  return at < categories_.size() ? text(categories_[at]) : QString();
}

std::vector<LegendEntry> GraphView::legend(const lab::Snapshot& snapshot) const {
  std::set<int> used;
  for (std::size_t i = 0; i < graphIn(snapshot)->nodes.size(); ++i) used.insert(codeOf(snapshot, i));
  std::vector<LegendEntry> entries;
  for (const int code : used)
    if (const QString name = codeName(snapshot, code); !name.isEmpty()) entries.push_back({name, code});
  return entries;
}

QStringList GraphView::linesOf(const lab::value::Graph& graph, std::size_t node, Detail detail) const {
  if (detail == Detail::Dot) return {};
  QStringList lines = text(graph.nodes[node].label).split('\n', Qt::SkipEmptyParts);
  if (detail == Detail::FirstLine) return lines.mid(0, 1);
  if (!valueNoun_.empty() && !shaded_)
    lines << text(valueNoun_) + ' ' + withUnit(graph.nodes[node].number, unit_);
  return lines;
}

QString GraphView::nodeName(const lab::value::Graph& graph, std::size_t node) const {
  const QString first = text(graph.nodes[node].label).section('\n', 0, 0);
  return first.isEmpty() ? text(nodeNoun_) + ' ' + QString::number(node + 1) : first;
}

QString GraphView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& graph = *graphIn(snapshot);
  const auto index = static_cast<std::size_t>(place.row);
  if (place.column == 1) {
    const auto& edge = graph.edges[index];
    const QString from = nodeName(graph, static_cast<std::size_t>(edge.from)),
                  to = nodeName(graph, static_cast<std::size_t>(edge.to));
    QString result =
        (from + (graph.directed ? QStringLiteral(" → ") : QStringLiteral(" – ")) + to).toHtmlEscaped();
    if (!edge.label.empty()) result += ": " + text(edge.label).toHtmlEscaped();
    if (!weightNoun_.empty())
      result += (edge.label.empty() ? ": " : ", ") + text(weightNoun_).toHtmlEscaped() + " <b>" +
                withUnit(edge.weight, weightUnit_).toHtmlEscaped() + "</b>";
    return result;
  }
  const QStringList lines = text(graph.nodes[index].label).split('\n', Qt::SkipEmptyParts);
  QStringList rest = lines.mid(1);
  if (!valueNoun_.empty()) rest << text(valueNoun_) + ' ' + withUnit(graph.nodes[index].number, unit_);
  if (const QString code = codeName(snapshot, codeOf(snapshot, index)); !code.isEmpty()) rest << code;
  std::size_t in = 0, out = 0;
  for (const auto& edge : graph.edges) in += edge.to == place.row, out += edge.from == place.row;
  rest << (graph.directed ? QStringLiteral("%1 in, %2 out").arg(in).arg(out)
                          : QStringLiteral("%1 %2").arg(in + out).arg(in + out == 1 ? "edge" : "edges"));
  return "<b>" + nodeName(graph, index).toHtmlEscaped() + "</b>: " + rest.join(", ").toHtmlEscaped();
}

QString GraphView::describe(const lab::Snapshot& snapshot) const {
  const auto* graph = graphIn(snapshot);
  if (!graph) return emptyWords(snapshot);
  QString result = View::describe(snapshot) +
                   QStringLiteral(". %1 nodes, %2 edges.").arg(graph->nodes.size()).arg(graph->edges.size());
  const std::size_t most = 8;
  for (std::size_t i = 0; i < std::min(most, graph->nodes.size()); ++i) {
    result += ' ' + nodeName(*graph, i);
    if (!valueNoun_.empty())
      result += ": " + text(valueNoun_) + ' ' + withUnit(graph->nodes[i].number, unit_);
    result += '.';
  }
  const lab::value::Graph::Edge* strongest = nullptr;
  if (!weightNoun_.empty())
    for (std::size_t i = 0; i < graph->edges.size(); ++i)
      if (has({static_cast<int>(i), 1}, snapshot) &&
          (!strongest || std::abs(graph->edges[i].weight) > std::abs(strongest->weight)))
        strongest = &graph->edges[i];
  if (strongest)
    result += QStringLiteral(" Strongest: %1 to %2, %3 %4.")
                  .arg(nodeName(*graph, static_cast<std::size_t>(strongest->from)),
                       nodeName(*graph, static_cast<std::size_t>(strongest->to)), text(weightNoun_),
                       withUnit(strongest->weight, weightUnit_));
  return result;
}

lab::value::Table GraphView::numbers(const lab::Snapshot& snapshot) const {
  const auto* graph = graphIn(snapshot);
  lab::value::Table table;
  if (!graph) return table;
  table.columns = {{"from", {}, {}, {}}, {"to", {}, {}, {}}, {"label", {}, {}, {}}, {"number", {}, {}, {}}};
  const auto add = [&](const QString& from, const QString& to, std::string label, double number) {
    std::ranges::replace(label, '\n', ' ');
    table.columns[0].texts.push_back(from.toStdString());
    table.columns[1].texts.push_back(to.toStdString());
    table.columns[2].texts.push_back(std::move(label));
    table.columns[3].numbers.push_back(number);
  };
  for (std::size_t i = 0; i < graph->nodes.size(); ++i)
    add(nodeName(*graph, i), {}, graph->nodes[i].label, graph->nodes[i].number);
  for (std::size_t i = 0; i < graph->edges.size(); ++i) {
    if (!has({static_cast<int>(i), 1}, snapshot)) continue;
    const auto& edge = graph->edges[i];
    add(nodeName(*graph, static_cast<std::size_t>(edge.from)),
        nodeName(*graph, static_cast<std::size_t>(edge.to)), edge.label, edge.weight);
  }
  return table;
}

}  // namespace gradarium::widgets
