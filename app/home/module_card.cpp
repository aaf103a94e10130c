// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/home/module_card.h"

#include <QAbstractButton>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/progress/progress.h"
#include "app/window/navigator_delegate.h"
#include "widgets/controls/text_label.h"
#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

/// A lesson's line: a dot for how far one is, and its title.
class ModuleCard::LessonRow final : public QAbstractButton {
 public:
  LessonRow(const SyllabusLesson& lesson, bool built) : id(lesson.id) {
    setText(lesson.title);
    setEnabled(built);
    setCursor(built ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setFocusPolicy(built ? Qt::TabFocus : Qt::NoFocus);
    setToolTip(lesson.id + "  " + lesson.title + "\n" + lesson.topics.join("\n") + (built ? "" : tr("\nNot built yet")));
    setAccessibleName(lesson.title + (built ? QString() : tr(", not built yet")));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
  }
  QSize sizeHint() const override {
    const QFontMetrics metrics(widgets::font(widgets::TextRole::Body));
    return {24 + metrics.horizontalAdvance(text()), metrics.height() + 7};
  }
  QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }
  void setStanding(Standing::Kind kind) {
    kind_ = kind;
    update();
  }
  const QString id;

 protected:
  void paintEvent(QPaintEvent*) override {
    const widgets::Theme& theme = widgets::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = rect();
    if (isEnabled() && (underMouse() || hasFocus())) {
      painter.setPen(hasFocus() ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
      painter.setBrush(theme.accentSoft);
      painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5);
    }
    const QPointF sign(12, area.center().y());
    if (isEnabled()) {
      paintStanding(painter, sign, kind_);
    } else {
      painter.setPen(Qt::NoPen);
      painter.setBrush(theme.line);
      painter.drawEllipse(sign, 2, 2);
    }
    painter.setFont(widgets::font(isEnabled() ? widgets::TextRole::Strong : widgets::TextRole::Body));
    painter.setPen(isEnabled() ? theme.accent : theme.quiet);
    const QRectF words = area.adjusted(24, 0, -4, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, static_cast<int>(words.width())));
  }

 private:
  Standing::Kind kind_ = Standing::Kind::Untouched;
};

ModuleCard::ModuleCard(const std::vector<const SyllabusLesson*>& lessons, const PluginShelf& shelf, QWidget* parent)
    : QFrame(parent), module_(lessons.front()->module) {
  const auto ready = std::ranges::count_if(lessons, [&](const auto* lesson) { return shelf.find(lesson->id) != nullptr; });
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // columns of equal width
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 14, 12, 12);
  layout->setSpacing(0);
  const auto inset = [&](QWidget* widget) { widget->setContentsMargins(6, 0, 6, 0); layout->addWidget(widget); };
  auto* name = new widgets::TextLabel(module_ + "  " + lessons.front()->moduleTitle, &widgets::Theme::ink, widgets::TextRole::Strong);
  name->setElided();
  inset(name);
  auto* tagline = new widgets::TextLabel(lessons.front()->moduleTagline, &widgets::Theme::quiet, widgets::TextRole::Small);
  tagline->setWordWrap(true);
  layout->addSpacing(2);
  inset(tagline);
  layout->addSpacing(8);
  for (const auto* lesson : lessons) {
    auto* row = new LessonRow(*lesson, shelf.find(lesson->id) != nullptr);
    connect(row, &QAbstractButton::clicked, this, [this, row] { Q_EMIT lessonChosen(row->id); });
    rows_.push_back(row);
    layout->addWidget(row);
  }
  layout->addStretch();
  layout->addSpacing(6);
  const QString count = ready == 0 ? tr("%1 lessons, none built yet").arg(lessons.size())
                        : ready == static_cast<std::ptrdiff_t>(lessons.size())
                            ? tr("%1 lessons").arg(lessons.size())
                            : tr("%1 of %2 lessons ready").arg(ready).arg(lessons.size());
  inset(new widgets::TextLabel(count, &widgets::Theme::quiet, widgets::TextRole::Small));
}

void ModuleCard::refresh(const PluginShelf& shelf, const Progress& progress) {
  for (LessonRow* row : rows_)
    if (const auto* plugin = shelf.find(row->id)) row->setStanding(standingIn(*plugin, progress).kind);
}

void ModuleCard::paintEvent(QPaintEvent*) {
  const widgets::Theme& theme = widgets::theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(theme.line);
  painter.setBrush(theme.card);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), widgets::Theme::radius, widgets::Theme::radius);
}

}  // namespace gradarium::app
