// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/home/home_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/home/module_card.h"
#include "app/progress/progress.h"
#include "app/progress/standing.h"
#include "app/window/focus_ring.h"
#include "widgets/controls/text_label.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Theme;

/// What to do next, in one card.
class HomePage::Welcome final : public QFrame {
 public:
  explicit Welcome(HomePage& home) : home_(home) {
    words_ = new TextLabel({}, &Theme::ink, TextRole::Title);
    note_ = new TextLabel({}, &Theme::quiet);
    button_ = new QPushButton;
    button_->setObjectName("continue");
    button_->setProperty(widgets::lookProperty, "primary");
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(words_);
    text->addWidget(note_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(text, 1);
    layout->addWidget(button_);
    connect(button_, &QPushButton::clicked, this, [this] { Q_EMIT home_.lessonChosen(lesson_); });
  }

  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(widgets::theme().accentSoft);
    painter.drawRoundedRect(rect(), Theme::radius, Theme::radius);
  }

  void refresh() {
    const auto& plugins = home_.shelf_.plugins();
    const LessonPlugin* last = home_.shelf_.find(home_.progress_.lastLesson());
    const LessonPlugin* next = last ? last : plugins.empty() ? nullptr : &plugins.front();
    setVisible(next != nullptr);
    if (!next) return;
    lesson_ = next->id;
    words_->setText(next->title);
    const Standing standing = standingIn(*next, home_.progress_);
    if (standing.kind == Standing::Kind::Untouched) {
      note_->setText(next->minutes > 0 ? tr("A good place to begin: about %1 minutes").arg(next->minutes) : tr("A good place to begin"));
      button_->setText(tr("Begin"));
    } else {
      QString note = tr("Step %1 of %2").arg(standing.step + 1).arg(std::max(1, standing.steps));
      if (standing.exercises > 0) note += tr(", %1 of %2 exercises solved").arg(standing.solved).arg(standing.exercises);
      note_->setText(note);
      button_->setText(standing.kind == Standing::Kind::Done ? tr("Open again") : tr("Continue"));
    }
  }

 private:
  HomePage& home_;
  TextLabel *words_, *note_;
  QPushButton* button_;
  QString lesson_;
};

HomePage::HomePage(const PluginShelf& shelf, const Progress& progress, QWidget* parent)
    : QScrollArea(parent), shelf_(shelf), progress_(progress) {
  setObjectName("home");
  setAccessibleName(tr("Your path"));
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new QWidget;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(32, 28, 32, 32);
  layout->setSpacing(16);
  layout->addWidget(makeTop());
  welcome_ = new Welcome(*this);
  layout->addWidget(welcome_);
  grid_ = new QGridLayout;
  grid_->setSpacing(16);
  std::vector<std::vector<const SyllabusLesson*>> modules;
  for (const SyllabusLesson& lesson : Syllabus::shipped().lessons()) {
    if (modules.empty() || modules.back().front()->module != lesson.module) modules.emplace_back();
    modules.back().push_back(&lesson);
  }
  for (const auto& lessons : modules) {
    auto* card = new ModuleCard(lessons, shelf);
    connect(card, &ModuleCard::lessonChosen, this, &HomePage::lessonChosen);
    cards_.push_back(card);
  }
  layout->addLayout(grid_);
  layout->addStretch();
  setWidget(content);
  new FocusRing(*this);
  layCards(3);
  refresh();
}

HomePage::~HomePage() = default;

QWidget* HomePage::makeTop() {
  auto* top = new QWidget;
  auto* layout = new QVBoxLayout(top);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(new TextLabel(tr("Your path"), &Theme::ink, TextRole::Title));
  const auto lessons = Syllabus::shipped().lessons().size();
  auto* words = new TextLabel(tr("Twelve modules, from a first vector to research of your own. Every picture is computed while you watch. "
                                 "%1 of %2 lessons are ready: those in blue.").arg(shelf_.plugins().size()).arg(lessons),
                              &Theme::quiet);
  words->setWordWrap(true);
  layout->addWidget(words);
  return top;
}

void HomePage::refresh() {
  welcome_->refresh();
  for (ModuleCard* card : cards_) card->refresh(shelf_, progress_);
}

void HomePage::reveal(const QString& module) {
  for (ModuleCard* card : cards_)
    if (card->module() == module) ensureWidgetVisible(card, 0, 32);
}

void HomePage::layCards(int columns) {
  if (columns == columns_) return;
  for (int c = 0; c < columns_; ++c) grid_->setColumnStretch(c, 0);
  columns_ = columns;
  for (std::size_t i = 0; i < cards_.size(); ++i)
    grid_->addWidget(cards_[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
  for (int c = 0; c < columns; ++c) grid_->setColumnStretch(c, 1);
}

void HomePage::resizeEvent(QResizeEvent* event) {
  layCards(std::clamp(viewport()->width() / 330, 1, 4));
  QScrollArea::resizeEvent(event);
}

}  // namespace gradarium::app
