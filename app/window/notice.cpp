// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/notice.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <algorithm>

#include "widgets/controls/glyphs.h"
#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr int widest = 560, shadow = 6;  // pixels
constexpr int aboveTheEdge = 60;         // clear of the transport bar, which answers to a failure

/// Slow readers have time: twelve letters a second, and a moment to look there.
int timeToRead(const QString& sentence) { return 2500 + static_cast<int>(sentence.size()) * 1000 / 12; }

}  // namespace

Notice::Notice(QWidget* parent, QWidget* over)
    : QFrame(parent), over_(over), sign_(new QLabel), words_(new QLabel), close_(new QToolButton) {
  setObjectName("notice");
  words_->setObjectName("notice.words");
  words_->setTextFormat(Qt::PlainText);
  words_->setWordWrap(true);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  close_->setObjectName("notice.close");
  close_->setIcon(widgets::glyphIcon(widgets::Glyph::Cross, &widgets::Theme::quiet));
  close_->setIconSize({12, 12});
  close_->setAutoRaise(true);
  close_->setToolTip(tr("Close"));
  close_->setAccessibleName(tr("Close this message"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(14 + shadow, 8 + shadow, 8 + shadow, 8 + shadow);
  row->setSpacing(10);
  row->addWidget(sign_, 0, Qt::AlignVCenter);
  row->addWidget(words_, 1);
  row->addWidget(close_, 0, Qt::AlignTop);
  time_.setSingleShot(true);
  connect(&time_, &QTimer::timeout, this, &QWidget::hide);
  connect(close_, &QToolButton::clicked, this, &QWidget::hide);
  over_->installEventFilter(this);
  hide();
}

void Notice::outdate() {
  if (kind_ == Kind::Failed) hide();
}

QString Notice::sentence() const { return isHidden() ? QString() : words_->text(); }

void Notice::say(const QString& sentence, Kind kind) {
  kind_ = kind;
  words_->setText(sentence);
  const bool failed = kind == Kind::Failed;
  sign_->setPixmap(widgets::glyphIcon(failed ? widgets::Glyph::Warning : widgets::Glyph::Done,
                                      failed ? &widgets::Theme::wrong : &widgets::Theme::done)
                       .pixmap(QSize(16, 16), devicePixelRatioF()));
  setAccessibleName(sentence);
  place();
  show();
  raise();
  time_.start(timeToRead(sentence) * (failed ? 2 : 1));
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void Notice::place() {
  const QPoint origin = over_->mapTo(parentWidget(), QPoint());
  const int room = std::min(widest, over_->width() - 32);
  const int beside = layout()->contentsMargins().left() + layout()->contentsMargins().right() +
                     2 * layout()->spacing() + 16 + 28;
  const QFontMetrics metrics(words_->font());
  const QRect text = metrics.boundingRect(QRect(0, 0, room - beside, 4000), Qt::TextWordWrap, words_->text());
  const int width = std::min(room, text.width() + beside + 4);
  const int height = std::max(44 + 2 * shadow, text.height() + 24 + 2 * shadow);
  setGeometry(origin.x() + (over_->width() - width) / 2, origin.y() + over_->height() - aboveTheEdge - height,
              width, height);
}

void Notice::paintEvent(QPaintEvent*) {
  const widgets::Theme& theme = widgets::theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  const QRectF body = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
  QColor shade = Qt::black;
  shade.setAlphaF(theme.dark ? 0.12F : 0.035F);
  painter.setBrush(shade);
  for (int i = 1; i <= shadow; ++i)
    painter.drawRoundedRect(body.adjusted(-i, -i + 2, i, i), widgets::Theme::radius + i,
                            widgets::Theme::radius + i);
  painter.setPen(kind_ == Kind::Failed ? widgets::mix(theme.wrong, theme.line, 0.4)
                                       : widgets::mix(theme.line, theme.quiet, 0.35));
  painter.setBrush(theme.card);
  painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), widgets::Theme::radius,
                          widgets::Theme::radius);
}

/// Who points at it is reading.
void Notice::enterEvent(QEnterEvent* event) {
  time_.stop();
  QFrame::enterEvent(event);
}

void Notice::leaveEvent(QEvent* event) {
  time_.start(timeToRead({}));
  QFrame::leaveEvent(event);
}

bool Notice::eventFilter(QObject* watched, QEvent* event) {
  if (!isHidden() && (event->type() == QEvent::Resize || event->type() == QEvent::Move)) place();
  return QFrame::eventFilter(watched, event);
}

}  // namespace gradarium::app
