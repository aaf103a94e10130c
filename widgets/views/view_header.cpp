// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/view_header.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include "widgets/controls/glyphs.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {

ElidedLabel::ElidedLabel(TextRole role, Qt::Alignment alignment, QWidget* parent)
    : QWidget(parent), role_(role), alignment_(alignment) {
  setFont(widgets::font(role));
}

void ElidedLabel::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  setToolTip(text);
  setAccessibleName(text);
  updateGeometry();
  update();
}

QSize ElidedLabel::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text_) + 2, fontMetrics().height()};
}
QSize ElidedLabel::minimumSizeHint() const { return {0, fontMetrics().height()}; }

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(role_ == TextRole::Strong ? theme().ink : theme().quiet);
  // A word cut to nothing but dots says nothing.
  if (width() < 40 && width() < sizeHint().width()) return;
  painter.drawText(rect(), int(alignment_) | Qt::AlignVCenter | Qt::TextSingleLine,
                   fitted(text_, QFontMetricsF(font()), width()));
}

MoreButton::MoreButton(QWidget* parent) : QToolButton(parent) {
  setAutoRaise(true);
  setFixedSize(28, 28);
  setToolTip(tr("Copy, save"));
  setAccessibleName(tr("Menu of this view"));
}

void MoreButton::paintEvent(QPaintEvent* event) {
  QToolButton::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().quiet);
  for (const double shift : {-5.0, 0.0, 5.0})
    painter.drawEllipse(QRectF(rect()).center() + QPointF(shift, 0), 1.5, 1.5);
}

ViewHeader::ViewHeader(QWidget* parent)
    : QWidget(parent),
      row_(new QHBoxLayout(this)),
      title_(new ElidedLabel(TextRole::Strong, Qt::AlignLeft, this)),
      caption_(new ElidedLabel(TextRole::Body, Qt::AlignRight, this)),
      more_(new MoreButton(this)),
      size_(new QToolButton(this)) {
  row_->setContentsMargins(16, 6, 8, 0);
  setMinimumHeight(34);  // also while the button gives way: titles beside each other stay on one line
  row_->setSpacing(4);
  title_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  caption_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // it has what the others leave
  row_->addWidget(title_);
  row_->addWidget(caption_, 1);
  size_->setObjectName("view.size");
  size_->setAutoRaise(true);
  size_->setFixedSize(28, 28);
  connect(size_, &QToolButton::clicked, this, &ViewHeader::sizeToggled);
  setLarge(false);
  row_->addWidget(size_);
  row_->addWidget(more_);
}

void ViewHeader::setLarge(bool large) {
  size_->setIcon(glyphIcon(large ? Glyph::Smaller : Glyph::Larger, &Theme::quiet));
  size_->setToolTip(large ? tr("As it was (Esc)") : tr("Larger: this picture alone (F11)"));
  size_->setAccessibleName(large ? tr("All pictures again") : tr("This picture alone"));
}

void ViewHeader::setWords(const QString& title, const QString& caption) {
  title_->setText(title);
  caption_->setText(caption);
  giveWay();
}

void ViewHeader::setOptions(const std::vector<ViewOption>& options) {
  choosers_.resize(std::max(choosers_.size(), options.size()));
  int at = 1;  // after the title
  for (std::size_t i = 0; i < choosers_.size(); ++i) {
    QToolButton*& button = choosers_[i];
    const bool wanted = i < options.size() && options[i].inHeader && !options[i].choices.isEmpty();
    if (!wanted) {
      if (button) {
        button->setText({});
        button->hide();
      }
      continue;
    }
    if (!button) {
      button = new QToolButton(this);
      button->setAutoRaise(true);
      button->setFont(widgets::font(TextRole::Small));
      button->setPopupMode(QToolButton::InstantPopup);
      button->setMenu(new QMenu(button));
      button->setToolButtonStyle(Qt::ToolButtonTextOnly);
      row_->insertWidget(at, button);
    }
    ++at;
    fill(button, i, options[i]);
  }
  giveWay();
}

void ViewHeader::setLively(bool lively) {
  lively_ = lively;
  giveWay();
}

void ViewHeader::giveWay() {
  const QMargins edges = row_->contentsMargins();
  const int least = edges.left() + edges.right() + row_->spacing() * 2 + more_->width();
  more_->setVisible(lively_ || title_->sizeHint().width() <= width() - least);
  // The menu has them as well; the title has nowhere else to be.
  size_->setVisible(width() >= 360);  // a narrow row is for the title; its menu has the same
  int room = width() - (size_->isHidden() ? 60 : 92) - std::min(title_->sizeHint().width(), 200);
  for (QToolButton* button : choosers_) {
    if (!button || button->text().isEmpty()) continue;
    room -= button->sizeHint().width() + row_->spacing();
    button->setVisible(room >= 0);
  }
}

void ViewHeader::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  giveWay();
}

void ViewHeader::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT sizeToggled(); }

void ViewHeader::fill(QToolButton* button, std::size_t index, const ViewOption& option) {
  const QString chosenName = option.choices.value(option.chosen);
  button->setText(option.label + ": " + fontMetrics().elidedText(chosenName, Qt::ElideRight, 120));
  button->setAccessibleName(option.label + ": " + chosenName);
  QMenu* menu = button->menu();
  QStringList before;
  for (const QAction* action : menu->actions()) before << action->text();
  if (before != option.choices) {
    menu->clear();
    for (int c = 0; c < option.choices.size(); ++c) {
      QAction* action = menu->addAction(option.choices[c]);
      action->setCheckable(true);
      connect(action, &QAction::triggered, this,
              [this, index, c] { Q_EMIT chosen(static_cast<int>(index), c); });
    }
  }
  for (int c = 0; c < menu->actions().size(); ++c) menu->actions()[c]->setChecked(c == option.chosen);
}

}  // namespace gradarium::widgets
