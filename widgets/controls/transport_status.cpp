// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/transport_status.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/controls/figures.h"
#include "widgets/controls/glyphs.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {
constexpr int glyphSide = 16;
}

TransportStatus::TransportStatus(const lab::Clock* clock, QWidget* parent) : QWidget(parent), clock_(clock) {
  setObjectName("transport.status");
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
}

void TransportStatus::show(const lab::Snapshot& snapshot, const lab::SessionState& state) {
  // What has finished or diverged says so at its end only: before it the learner looks at the past.
  status_ = state.position == state.end ? snapshot.status : lab::Status::Running;
  const auto step = QString::number(state.position);
  const bool counts = !clock_ || clock_->kind() == lab::ClockKind::Steps;
  const QString unit = clock_ ? QString::fromStdString(clock_->unit()) : QString();
  const QString time = readable(snapshot.clock) + (unit.isEmpty() ? QString() : QChar(0x2009) + unit);
  QString text = counts ? step + " / " + QString::number(state.end) : time;
  if (status_ == lab::Status::Finished) text = tr("finished after %1").arg(counts ? step : time);
  if (status_ == lab::Status::Diverged) text = tr("diverged at step %1").arg(step);
  if (text == text_) return;
  text_ = text;
  brief_ = status_ == lab::Status::Running ? text : counts ? step : time;
  setAccessibleName(status_ == lab::Status::Running && counts
                        ? tr("Step %1 of %2").arg(state.position).arg(state.end)
                        : text);
  const bool running = status_ == lab::Status::Running;
  setToolTip(running                            ? QString()
             : status_ == lab::Status::Diverged ? text + "\n" + QString::fromStdString(snapshot.message)
                                                : text);
  const auto wanted = [&](const QString& words) {
    return static_cast<int>(std::ceil(figuresWidth(font(), words))) + (running ? 0 : glyphSide + 4);
  };
  if (wanted(text_) > widest_ || wanted(brief_) > widestBrief_) {
    widest_ = std::max(widest_, wanted(text_));
    widestBrief_ = std::max(widestBrief_, wanted(brief_));
    updateGeometry();
  }
  update();
}

QSize TransportStatus::sizeHint() const { return {widest_, 24}; }
QSize TransportStatus::minimumSizeHint() const { return {widestBrief_, 24}; }

void TransportStatus::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setFont(font());
  const bool wrong = status_ == lab::Status::Diverged, done = status_ == lab::Status::Finished;
  const QColor colour = wrong ? t.wrong : done ? t.done : t.quiet;
  painter.setPen(colour);
  const int sign = wrong || done ? glyphSide + 4 : 0;
  const QString& words = figuresWidth(font(), text_) + sign <= width() + 0.5 ? text_ : brief_;
  drawFigures(painter, rect(), Qt::AlignRight, words);
  if (!wrong && !done) return;
  const double x = width() - figuresWidth(font(), words) - glyphSide - 4;
  drawGlyph(painter, wrong ? Glyph::Warning : Glyph::Done,
            QRectF(x, (height() - glyphSide) / 2.0, glyphSide, glyphSide), colour);
}

}  // namespace gradarium::widgets
