// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tutorial_panel.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QVBoxLayout>

#include "app/progress/progress.h"
#include "app/window/exercise_card.h"
#include "app/window/surface.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

/// Markdown as a label: selectable, wrapping, in the theme's font.
QLabel* prose(const QString& markdown) {
  QTextDocument document;
  document.setDefaultFont(widgets::font(widgets::TextRole::Body));
  // One paragraph is one line of text, however it was broken in the file.
  document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    format.setLineHeight(135, QTextBlockFormat::ProportionalHeight);
    format.setTopMargin(0);
    format.setBottomMargin(block.next().isValid() ? 10 : 0);
    QTextCursor(block).setBlockFormat(format);
  }
  auto* label = new QLabel;
  label->setTextFormat(Qt::RichText);
  label->setText(document.toHtml());
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse);
  label->setFocusPolicy(Qt::NoFocus);
  return label;
}

}  // namespace

/// One dash a step; those behind are filled.
class TutorialPanel::Dashes final : public QWidget {
 public:
  explicit Dashes(int count) : count_(count) { setFixedHeight(4); }
  void setDone(int done) {
    done_ = done;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double gap = 6, width = (this->width() - gap * (count_ - 1)) / count_;
    for (int i = 0; i < count_; ++i) {
      painter.setBrush(i <= done_ ? widgets::theme().accent : widgets::theme().line);
      painter.drawRoundedRect(QRectF(i * (width + gap), 0, width, 4), 2, 2);
    }
  }

 private:
  int count_, done_ = 0;
};

TutorialPanel::TutorialPanel(QString lesson, const QString& title, Tutorial tutorial, Progress& progress, MakeExercise makeExercise)
    : lesson_(std::move(lesson)), tutorial_(std::move(tutorial)), progress_(progress), makeExercise_(std::move(makeExercise)) {
  setObjectName("tutorial");
  setAccessibleName(tr("Tutorial"));
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new Surface;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(24, 24, 24, 24);
  layout->setSpacing(12);
  auto* heading = new QLabel(title);
  heading->setFont(widgets::font(widgets::TextRole::Title));
  heading->setWordWrap(true);
  auto* lead = prose(tutorial_.lead);
  lead->setForegroundRole(QPalette::PlaceholderText);  // the theme's quiet ink
  dashes_ = new Dashes(std::max(1, steps()));
  body_ = new QWidget;
  bodyLayout_ = new QVBoxLayout(body_);
  bodyLayout_->setContentsMargins(0, 0, 0, 0);
  bodyLayout_->setSpacing(12);
  back_ = new QPushButton(tr("Back"));
  back_->setObjectName("tutorial.back");
  next_ = new QPushButton(tr("Next"));
  next_->setObjectName("tutorial.next");
  next_->setProperty(widgets::lookProperty, "primary");
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(back_);
  buttons->addStretch();
  buttons->addWidget(next_);
  layout->addWidget(heading);
  layout->addWidget(lead);
  layout->addWidget(dashes_);
  layout->addWidget(body_);
  layout->addLayout(buttons);
  layout->addStretch();
  setWidget(content);
  connect(back_, &QPushButton::clicked, this, [this] { showStep(step_ - 1); });
  connect(next_, &QPushButton::clicked, this, [this] { showStep(step_ + 1); });
}

void TutorialPanel::showStep(int step) {
  if (tutorial_.steps.empty()) return;
  step_ = std::clamp(step, 0, steps() - 1);
  while (QLayoutItem* item = bodyLayout_->takeAt(0)) {
    if (QWidget* old = item->widget()) {
      old->hide();
      old->deleteLater();
    }
    delete item;
  }
  const TutorialStep& current = tutorial_.steps[static_cast<std::size_t>(step_)];
  auto* title = new QLabel(QString::number(step_ + 1) + " · " + current.title);
  title->setFont(widgets::font(widgets::TextRole::Strong));
  title->setWordWrap(true);
  bodyLayout_->addWidget(title);
  for (const TutorialPart& part : current.parts)
    if (QWidget* widget = makePart(current, part)) bodyLayout_->addWidget(widget);
  dashes_->setDone(step_);
  back_->setEnabled(step_ > 0);
  next_->setEnabled(step_ + 1 < steps());
  verticalScrollBar()->setValue(0);
  progress_.setStep(lesson_, step_);
  Q_EMIT topicWanted(current.topic);
}

QWidget* TutorialPanel::makePart(const TutorialStep& step, const TutorialPart& part) {
  switch (part.kind) {
    case TutorialPart::Kind::Prose: return prose(part.text);
    case TutorialPart::Kind::Block: return makeBlock(step, part);
    case TutorialPart::Kind::Exercise: return makeExercise_(step.topic, part.text);
  }
  return nullptr;
}

QWidget* TutorialPanel::makeBlock(const TutorialStep& step, const TutorialPart& part) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  auto* button = new QPushButton(part.text);
  button->setProperty(widgets::lookProperty, "primary");
  button->setObjectName("tutorial.block");
  button->setToolTip(QString::fromStdString(lab::format(part.script)));
  layout->addWidget(button);
  layout->addStretch();
  connect(button, &QPushButton::clicked, this, [this, topic = step.topic, script = part.script] { Q_EMIT played(topic, script); });
  return row;
}

}  // namespace gradarium::app
