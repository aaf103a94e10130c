// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/answer_button.h"

#include <QStyleOptionButton>
#include <QStylePainter>
#include <algorithm>

#include "widgets/controls/glyphs.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr int padX = 12, padY = 7, markRoom = 20;

}  // namespace

AnswerButton::AnswerButton(const QString& words, QWidget* parent) : QPushButton(parent), words_(words) {
  setAccessibleName(words);
  QFont plain = widgets::font(widgets::TextRole::Body);
  plain.setWeight(QFont::Normal);  // said, or the program's font of buttons would make it bold
  setFont(plain);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);  // higher where its words wrap
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void AnswerButton::setVerdict(Verdict verdict) {
  verdict_ = verdict;
  setAccessibleName(verdict == Verdict::Open ? words_ : words_ + (verdict == Verdict::Right ? tr(", right") : tr(", wrong")));
  update();
}

int AnswerButton::heightForWidth(int width) const {
  const QRect room(0, 0, std::max(20, width - 2 * padX - markRoom), 4000);
  return std::max(32, fontMetrics().boundingRect(room, Qt::TextWordWrap, words_).height() + 2 * padY);
}

QSize AnswerButton::sizeHint() const {
  const int natural = fontMetrics().horizontalAdvance(words_) + 2 * padX + markRoom;
  return {natural, heightForWidth(natural)};
}

void AnswerButton::paintEvent(QPaintEvent*) {
  const widgets::Theme& theme = widgets::theme();
  QStylePainter painter(this);
  QStyleOptionButton option;
  initStyleOption(&option);
  option.text.clear();
  painter.drawControl(QStyle::CE_PushButton, option);
  painter.setFont(font());
  painter.setPen(verdict_ == Verdict::Right ? theme.done : verdict_ == Verdict::Wrong ? theme.quiet : theme.ink);
  painter.drawText(rect().adjusted(padX, padY, -padX - markRoom, -padY), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, words_);
  if (verdict_ == Verdict::Open) return;
  const bool right = verdict_ == Verdict::Right;
  const QRectF mark(width() - padX - 16, (height() - 16) / 2.0, 16, 16);
  widgets::drawGlyph(painter, right ? widgets::Glyph::Done : widgets::Glyph::Cross, mark, right ? theme.done : theme.wrong);
}

}  // namespace gradarium::app
