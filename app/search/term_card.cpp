// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/search/term_card.h"

#include <QPainter>
#include <QVBoxLayout>

#include "app/catalogue/glossary.h"
#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "widgets/controls/link_button.h"
#include "widgets/controls/text_label.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Theme;

TermCard::TermCard(const GlossaryTerm& term, const PluginShelf& shelf, QWidget* parent) : QFrame(parent, Qt::Popup) {
  setObjectName("term");
  setAccessibleName(term.term);
  setAccessibleDescription(term.text);
  setAttribute(Qt::WA_DeleteOnClose);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 14, 16, 14);
  layout->setSpacing(6);
  layout->addWidget(new TextLabel(term.term, &Theme::ink, TextRole::Strong));
  if (!term.also.isEmpty()) layout->addWidget(new TextLabel(tr("also: %1").arg(term.also.join(", ")), &Theme::quiet, TextRole::Small));
  auto* text = new TextLabel(term.text);
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(text);
  for (const QString& id : term.lessons) {
    const auto* lesson = Syllabus::shipped().find(id);
    if (!lesson) continue;
    if (shelf.find(id)) {
      auto* link = new widgets::LinkButton(tr("Learn it in %1").arg(lesson->title));
      connect(link, &QPushButton::clicked, this, [this, id] {
        Q_EMIT lessonChosen(id);
        close();
      });
      layout->addWidget(link, 0, Qt::AlignLeft);
    } else {
      layout->addWidget(new TextLabel(tr("In %1, not built yet").arg(lesson->title), &Theme::quiet, TextRole::Small));
    }
  }
  setFixedWidth(380);
}

void TermCard::openAt(const QPoint& corner) {
  setFixedHeight(layout()->heightForWidth(width()));  // adjustSize() leaves room for narrower lines
  move(corner - QPoint(width(), 0));
  show();
}

void TermCard::paintEvent(QPaintEvent*) {
  const Theme& theme = widgets::theme();
  QPainter painter(this);
  painter.fillRect(rect(), theme.card);
  painter.setPen(theme.line);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace gradarium::app
