// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/token_strip_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"
#include "widgets/views/linked.h"

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
    : ViewOf(std::move(name)), tokens_(tokens), unit_(tokens.traits().unit) {
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

TokenStripView& TokenStripView::asks(const lab::Query& query) {
  query_ = &query;
  return *this;
}

TokenStripView& TokenStripView::picks(const lab::Action<lab::Pick>& action) {
  pick_ = &action;
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

QString TokenStripView::words(const lab::value::Tokens& tokens, std::size_t token) const {
  const auto& at = tokens.tokens[token];
  QString result = QStringLiteral("<b>%1</b>, token %2").arg(visible(at.text).toHtmlEscaped()).arg(token + 1);
  if (at.id >= 0) result += QStringLiteral(", id %1").arg(at.id);
  if (!weighted_) return result;
  const QString noun = QString::fromStdString(weightNoun_), unit = QString::fromStdString(unit_);
  return result + ": " + noun.toHtmlEscaped() + (noun.isEmpty() ? "" : " ") + "<b>" + readable(at.weight) +
         (unit.isEmpty() ? "" : " " + unit.toHtmlEscaped()) + "</b>";
}

void TokenStripView::hoverOn(std::optional<std::size_t> token) {
  hovered_ = token;
  if (linked()) linked()->point(token ? std::vector{*token} : std::vector<std::size_t>());
}

QString TokenStripView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  hoverOn(std::nullopt);
  const auto* tokens = tokensIn(snapshot);
  if (!tokens) return {};
  for (const Placed& placed : painted_)
    if (placed.box.contains(pointer.at) && placed.token < tokens->tokens.size()) {
      hoverOn(placed.token);
      return words(*tokens, placed.token);
    }
  return {};
}

void TokenStripView::send(std::size_t token, Port& port) const {
  if (pick_) port.send(lab::Command::act(pick_->name(), lab::Arguments<lab::Pick>::format({static_cast<int>(token)})));
  if (place_) port.send(lab::Command::set(place_->name(), std::to_string(token + 1)));
}

bool TokenStripView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const auto* tokens = tokensIn(snapshot);
  if (!tokens || linesShown_ == 0) return false;
  const std::size_t n = tokens->tokens.size();
  if (selected_ && *selected_ >= n) selected_.reset();
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
    const std::size_t last = lines_ > linesShown_ ? lines_ - linesShown_ : 0;
    firstLine_ = key == Qt::Key_PageDown ? std::min(firstLine_ + linesShown_, last) : firstLine_ - std::min(firstLine_, linesShown_);
    turned_ = firstLine_ < last;
    return true;
  }
  if (key == Qt::Key_Escape) {
    const bool had = selected_.has_value();
    selected_.reset();
    return had;
  }
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
  if (enter && selected_ && (pick_ || place_)) {
    send(*selected_, port);
    return true;
  }
  if (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Home && key != Qt::Key_End) return false;
  hoverOn(std::nullopt);
  if (shift && text_ && selected_ && (key == Qt::Key_Left || key == Qt::Key_Right)) {
    if (key == Qt::Key_Left && *selected_ > 0) move(*selected_, *selected_ - 1, snapshot, port);
    if (key == Qt::Key_Right) move(*selected_, *selected_ + 2, snapshot, port);
    return true;
  }
  if (key == Qt::Key_End)
    selected_ = n - 1;
  else if (key == Qt::Key_Home)
    selected_ = 0;
  else if (!selected_)
    selected_ = painted_.empty() ? 0 : painted_.front().token;
  else
    selected_ = key == Qt::Key_Left ? *selected_ - (*selected_ > 0 ? 1 : 0) : std::min(*selected_ + 1, n - 1);
  turned_ = true;  // the page follows the selection
  if (linked()) linked()->point({*selected_});
  return true;
}

std::optional<Question> TokenStripView::question(const lab::Snapshot& snapshot) const {
  const auto token = hovered_ ? hovered_ : selected_;
  if (!query_ || !token || !tokensIn(snapshot)) return std::nullopt;
  for (const Placed& placed : painted_)
    if (placed.token == *token) return Question{query_, {static_cast<int>(*token), 0}, placed.box};
  return std::nullopt;
}

std::optional<Selection> TokenStripView::selection(const lab::Snapshot& snapshot) const {
  const auto* tokens = tokensIn(snapshot);
  if (!tokens || !selected_ || *selected_ >= tokens->tokens.size()) return std::nullopt;
  for (const Placed& placed : painted_)
    if (placed.token == *selected_) return Selection{words(*tokens, *selected_), placed.box};
  return Selection{words(*tokens, *selected_), painted_.empty() ? QRectF() : painted_.front().box};
}

QString TokenStripView::describe(const lab::Snapshot& snapshot) const {
  const auto* tokens = tokensIn(snapshot);
  if (!tokens) return QString::fromStdString(empty_);
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
