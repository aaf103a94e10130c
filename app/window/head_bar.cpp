// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/head_bar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "app/catalogue/syllabus.h"
#include "app/search/search_box.h"
#include "widgets/controls/glyphs.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

/// "Core Machine Learning › Unsupervised Learning › Clustering": where there is little room the beginning goes first.
class HeadBar::Way final : public QWidget {
 public:
  Way() {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMinimumWidth(60);
  }
  void show(const QStringList& before, const QString& here) {
    before_ = before;
    here_ = here;
    setAccessibleName((before + QStringList{here}).join(", "));
    setToolTip((before + QStringList{here}).join(" › "));
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    const widgets::Theme& theme = widgets::theme();
    QPainter painter(this);
    painter.setFont(widgets::font(widgets::TextRole::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    QStringList before = before_;
    const auto lead = [&] { return before.isEmpty() ? QString() : before.join("  ›  ") + "  ›  "; };
    while (!before.isEmpty() && metrics.horizontalAdvance(lead() + here_) > width()) before.removeFirst();
    painter.setPen(theme.quiet);
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, lead());
    const int left = metrics.horizontalAdvance(lead());
    painter.setPen(theme.ink);
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     metrics.elidedText(here_, Qt::ElideRight, width() - left));
  }

 private:
  QStringList before_;
  QString here_;
};

HeadBar::HeadBar(const PluginShelf& shelf, QWidget* parent) : Surface(parent) {
  setObjectName("head");
  setFixedHeight(44);
  course_ = new QToolButton;
  course_->setObjectName("course");
  course_->setIcon(widgets::glyphIcon(widgets::Glyph::List, &widgets::Theme::quiet));
  course_->setAutoRaise(true);
  course_->setCheckable(true);
  course_->setChecked(true);
  course_->setAccessibleName(tr("Course"));
  course_->setToolTip(tr("Shows or hides the list of lessons (Ctrl+B)"));
  course_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_B));
  connect(course_, &QToolButton::toggled, this, &HeadBar::courseToggled);
  auto* brand = new QToolButton;
  brand->setObjectName("brand");
  brand->setText(tr("◐ Gradarium"));
  brand->setFont(widgets::font(widgets::TextRole::Strong));
  brand->setAutoRaise(true);
  brand->setToolTip(tr("Your path: the map of all modules (Alt+Home)"));
  brand->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Home));
  connect(brand, &QToolButton::clicked, this, &HeadBar::homeWanted);
  way_ = new Way;
  search_ = new SearchBox(shelf);
  search_->setMinimumWidth(170);
  search_->setMaximumWidth(310);
  search_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  undo_ = makeTool(widgets::Glyph::Undo, "undo", tr("Undo"), &HeadBar::undoWanted);
  undo_->setToolTip(tr("Undo (%1)").arg(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)));
  redo_ = makeTool(widgets::Glyph::Redo, "redo", tr("Redo"), &HeadBar::redoWanted);
  redo_->setToolTip(tr("Redo (%1)").arg(QKeySequence(QKeySequence::Redo).toString(QKeySequence::NativeText)));
  setUndo(false, false);
  export_ = makeMenu(tr("Export"), &HeadBar::exportMenuOpens);
  export_->setObjectName("export");
  export_->setToolTip(tr("Plots, numbers, models, and a link to this state"));
  more_ = makeMenu({}, &HeadBar::moreMenuOpens);
  more_->setObjectName("more");
  more_->setIcon(widgets::glyphIcon(widgets::Glyph::More, &widgets::Theme::quiet));
  more_->setAccessibleName(tr("More"));
  more_->setToolTip(tr("Theme, keys, and what this is"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 0, 12, 0);
  layout->setSpacing(8);
  layout->addWidget(course_);
  layout->addWidget(brand);
  layout->addWidget(way_, 3);
  layout->addWidget(search_, 2);
  layout->addWidget(undo_);
  layout->addWidget(redo_);
  layout->addWidget(export_);
  layout->addWidget(more_);
}

QToolButton* HeadBar::makeMenu(const QString& name, void (HeadBar::*opens)(QMenu&)) {
  auto* button = new QToolButton;
  button->setText(name);
  button->setAutoRaise(name.isEmpty());
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  button->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu, opens] {
    menu->clear();
    Q_EMIT(this->*opens)(*menu);
  });
  return button;
}

QToolButton* HeadBar::makeTool(widgets::Glyph glyph, const QString& name, const QString& what, void (HeadBar::*clicked)()) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setIcon(widgets::glyphIcon(glyph, &widgets::Theme::quiet));
  button->setAutoRaise(true);
  button->setAccessibleName(what);
  connect(button, &QToolButton::clicked, this, clicked);
  return button;
}

void HeadBar::setUndo(bool canUndo, bool canRedo) {
  undo_->setEnabled(canUndo);
  redo_->setEnabled(canRedo);
}

void HeadBar::paintEvent(QPaintEvent* event) {
  Surface::paintEvent(event);
  QPainter(this).fillRect(0, height() - 1, width(), 1, widgets::theme().line);
}

void HeadBar::setWay(const SyllabusLesson* lesson) {
  if (lesson)
    way_->show({lesson->moduleTitle, lesson->sectionTitle}, lesson->title);
  else
    way_->show({}, tr("Your path"));
  export_->setEnabled(lesson != nullptr);
}

void HeadBar::setCourseShown(bool shown) { course_->setChecked(shown); }
bool HeadBar::courseShown() const { return course_->isChecked(); }

}  // namespace gradarium::app
