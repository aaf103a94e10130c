// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/token_strip_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"

namespace gradarium::widgets {

QString visible(const std::string& token) {
  const QString text = QString::fromUtf8(token.data(), static_cast<qsizetype>(token.size()));
  QString result;
  for (const uint c : text.toUcs4()) {
    if (c == ' ')
      result += QChar(u'·');
    else if (c == '\n')
      result += QChar(u'⏎');
    else if (c == '\t')
      result += QChar(u'⇥');
    else if (!QChar::isPrint(c) || QChar::isSpace(c))
      result += QStringLiteral("U+%1").arg(c, 4, 16, QLatin1Char('0')).toUpper();
    else
      result += QString::fromUcs4(reinterpret_cast<const char32_t*>(&c), 1);
  }
  return result;
}

TokenStripView::TokenStripView(std::string name, const lab::Tokens& tokens)
    : PointingViewOf(std::move(name)), tokens_(tokens), unit_(tokens.traits().unit) {
  title(tokens.label());
}

TokenStripView& TokenStripView::weights(std::string noun, std::string unit) {
  weightNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  weighted_ = true;
  return *this;
}

TokenStripView& TokenStripView::signedScale() {
  signed_ = weighted_ = true;
  return *this;
}

TokenStripView& TokenStripView::range(double low, double high) {
  range_ = Span{low, high};
  return *this;
}

TokenStripView& TokenStripView::ids() {
  ids_ = true;
  return *this;
}

TokenStripView& TokenStripView::followEnd() {
  followEnd_ = true;
  return *this;
}

TokenStripView& TokenStripView::cursor(const lab::Scalar& token) {
  cursor_ = &token;
  return *this;
}

TokenStripView& TokenStripView::sets(const lab::Int& place) {
  place_ = &place;
  return *this;
}

TokenStripView& TokenStripView::reorders(const lab::TextInput& text) {
  text_ = &text;
  return *this;
}

std::vector<const lab::ObservableBase*> TokenStripView::observables() const {
  std::vector<const lab::ObservableBase*> all{&tokens_};
  if (cursor_) all.push_back(cursor_);
  return all;
}

std::vector<ViewOption> TokenStripView::options(const lab::Snapshot&) const {
  return {{"Ids", {"off", "on"}, ids_ ? 1 : 0, false}};
}
void TokenStripView::choose(std::size_t, int choice) { ids_ = choice != 0; }

const lab::value::Tokens* TokenStripView::tokensIn(const lab::Snapshot& snapshot) const {
  const auto* tokens = tokens_.in(snapshot);
  return tokens && !tokens->tokens.empty() ? tokens : nullptr;
}

bool TokenStripView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* tokens = tokensIn(snapshot);
  return tokens && place.row >= 0 && static_cast<std::size_t>(place.row) < tokens->tokens.size();
}

QString TokenStripView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& at = tokensIn(snapshot)->tokens[static_cast<std::size_t>(place.row)];
  QString result = QStringLiteral("<b>%1</b>, token %2").arg(visible(at.text).toHtmlEscaped()).arg(place.row + 1);
  if (at.id >= 0) result += QStringLiteral(", id %1").arg(at.id);
  if (!weighted_) return result;
  const QString noun = QString::fromStdString(weightNoun_), unit = QString::fromStdString(unit_);
  return result + ": " + noun.toHtmlEscaped() + (noun.isEmpty() ? "" : " ") + "<b>" + readable(at.weight) +
         (unit.isEmpty() ? "" : " " + unit.toHtmlEscaped()) + "</b>";
}

std::optional<TokenStripView::Place> TokenStripView::placeAt(const Pointer& pointer, const lab::Snapshot&) const {
  for (const Placed& placed : painted_)
    if (placed.box.contains(pointer.at)) return Place{static_cast<int>(placed.token), 0};
  return std::nullopt;
}

/// One that a key has just chosen on another page stands on the first line of the next picture.
QRectF TokenStripView::rectOf(const lab::Snapshot&, Place place) const {
  for (const Placed& placed : painted_)
    if (placed.token == static_cast<std::size_t>(place.row)) return placed.box;
  return painted_.empty() ? QRectF() : painted_.front().box;
}

void TokenStripView::send(Place place, Port& port) const {
  PointingView::send(place, port);
  if (place_) port.send(lab::Command::set(place_->name(), std::to_string(place.row + 1)));
}

bool TokenStripView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  if (!tokensIn(snapshot) || linesShown_ == 0) return false;
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
    const std::size_t last = lines_ > linesShown_ ? lines_ - linesShown_ : 0;
    firstLine_ = key == Qt::Key_PageDown ? std::min(firstLine_ + linesShown_, last) : firstLine_ - std::min(firstLine_, linesShown_);
    turned_ = firstLine_ < last;
    walked_ = false;
    return true;
  }
  if (shift && text_ && selected() && has(*selected(), snapshot) && (key == Qt::Key_Left || key == Qt::Key_Right)) {
    const auto token = static_cast<std::size_t>(selected()->row);
    if (key == Qt::Key_Left && token > 0) move(token, token - 1, snapshot, port);
    if (key == Qt::Key_Right) move(token, token + 2, snapshot, port);
    return true;
  }
  return PointingView::key(key, shift, snapshot, port);
}

std::optional<TokenStripView::Place> TokenStripView::walk(std::optional<Place> from, int key, bool shift,
                                                          const lab::Snapshot& snapshot) {
  const int n = static_cast<int>(tokensIn(snapshot)->tokens.size());
  auto to = walkAlong(from ? std::optional(from->row) : std::nullopt, key, shift, n, Qt::Key_Left, Qt::Key_Right);
  if (!to) return std::nullopt;
  // The first arrow chooses what can be seen.
  if (!from && (key == Qt::Key_Left || key == Qt::Key_Right) && !painted_.empty()) to = static_cast<int>(painted_.front().token);
  turned_ = walked_ = true;
  return Place{*to, 0};
}

QString TokenStripView::describe(const lab::Snapshot& snapshot) const {
  const auto* tokens = tokensIn(snapshot);
  if (!tokens) return emptyWords(snapshot);
  QString text;
  for (const auto& token : tokens->tokens) {
    text += QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size()));
    if (text.size() > 400) break;
  }
  return View::describe(snapshot) + QStringLiteral(". %1 tokens: %2").arg(tokens->tokens.size()).arg(text);
}

lab::value::Table TokenStripView::numbers(const lab::Snapshot& snapshot) const {
  const auto* tokens = tokensIn(snapshot);
  lab::value::Table table;
  if (!tokens) return table;
  table.columns = {{"token", {}, {}, {}}, {"id", {}, {}, {}}};
  if (weighted_) table.columns.push_back({weightNoun_.empty() ? "weight" : weightNoun_, unit_, {}, {}});
  for (const auto& token : tokens->tokens) {
    table.columns[0].texts.push_back(token.text);
    table.columns[1].numbers.push_back(token.id);
    if (weighted_) table.columns[2].numbers.push_back(token.weight);
  }
  return table;
}

}  // namespace gradarium::widgets
