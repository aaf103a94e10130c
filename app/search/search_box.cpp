// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/search/search_box.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "app/catalogue/glossary.h"
#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/link/state_link.h"
#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr int kindRole = Qt::UserRole + 1, contextRole = Qt::UserRole + 2, readyRole = Qt::UserRole + 3;

/// Two lines: what it is called, and below, quietly, where it stands or what it means.
class HitDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const widgets::Theme& theme = widgets::theme();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool ready = index.data(readyRole).toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, theme.card);
    QRectF area = QRectF(option.rect).adjusted(4, 1, -4, -1);
    if (selected) {
      painter->setPen(Qt::NoPen);
      painter->setBrush(theme.accentSoft);
      painter->drawRoundedRect(area, 6, 6);
    }
    area.adjust(10, 5, -10, -5);
    const auto line = [&](const QString& text, const QFont& font, const QColor& ink, const QRectF& where, Qt::Alignment side) {
      painter->setFont(font);
      painter->setPen(ink);
      painter->drawText(where, Qt::TextSingleLine | Qt::AlignVCenter | side,
                        painter->fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(where.width())));
    };
    const QFont small = widgets::font(widgets::TextRole::Small), strong = widgets::font(widgets::TextRole::Strong);
    const double upper = area.height() * 0.53;
    const QString kind = ready ? index.data(kindRole).toString() : tr("not built yet");
    const double kindWidth = QFontMetricsF(small).horizontalAdvance(kind) + 4;
    line(kind, small, theme.quiet, {area.right() - kindWidth, area.top(), kindWidth, upper}, Qt::AlignRight);
    line(index.data().toString(), strong, ready ? theme.ink : theme.quiet, {area.left(), area.top(), area.width() - kindWidth - 8, upper}, Qt::AlignLeft);
    line(index.data(contextRole).toString(), small, theme.quiet, {area.left(), area.top() + upper, area.width(), area.height() - upper}, Qt::AlignLeft);
    painter->restore();
  }
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
    const int lines = QFontMetrics(widgets::font(widgets::TextRole::Strong)).height() + QFontMetrics(widgets::font(widgets::TextRole::Small)).height();
    return {200, lines + 14};
  }
};

QString kindName(Hit::Kind kind) {
  switch (kind) {
    case Hit::Kind::Lesson: return SearchBox::tr("lesson");
    case Hit::Kind::Topic: return SearchBox::tr("topic");
    case Hit::Kind::Term: return SearchBox::tr("term");
  }
  return {};
}

}  // namespace

SearchBox::SearchBox(const PluginShelf& shelf, QWidget* parent) : QLineEdit(parent), shelf_(shelf) {
  setObjectName("search");
  setAccessibleName(tr("Search lessons, topics and terms"));
  setPlaceholderText(tr("Search lessons, topics, terms…"));
  setClearButtonEnabled(false);
  model_ = new QStandardItemModel(this);
  completer_ = new QCompleter(model_, this);
  completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);  // what fits is decided here, not by prefixes
  completer_->setWidget(this);
  completer_->setMaxVisibleItems(8);
  completer_->popup()->setItemDelegate(new HitDelegate(completer_->popup()));
  completer_->popup()->setMinimumWidth(380);
  connect(this, &QLineEdit::textEdited, this, &SearchBox::look);
  connect(completer_, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& index) { use(index.row()); });
}

void SearchBox::begin() {
  setFocus(Qt::ShortcutFocusReason);
  selectAll();
}

void SearchBox::look(const QString& words) {
  if (!index_) index_ = std::make_unique<SearchIndex>(Syllabus::shipped(), Glossary::shipped(), shelf_);
  hits_ = isStateLink(words) ? std::vector<Hit>{} : index_->find(words);
  model_->clear();
  for (const Hit& hit : hits_) {
    auto* item = new QStandardItem(hit.title);
    item->setData(kindName(hit.kind), kindRole);
    item->setData(hit.context, contextRole);
    item->setData(hit.ready, readyRole);
    model_->appendRow(item);
  }
  if (hits_.empty() && (words.trimmed().isEmpty() || isStateLink(words))) return completer_->popup()->hide();
  if (hits_.empty()) {
    auto* item = new QStandardItem(tr("Nothing found"));
    item->setData(tr("Lessons, topics and terms are searched, and links to a state are followed"), contextRole);
    item->setData(true, readyRole);
    item->setFlags(Qt::NoItemFlags);
    model_->appendRow(item);
  }
  QRect below = rect();
  below.setWidth(std::max(width(), 380));
  below.moveRight(rect().right());  // it hangs from the right edge, so that it stays in the window
  completer_->complete(below);
  if (!hits_.empty()) completer_->popup()->setCurrentIndex(completer_->completionModel()->index(0, 0));
}

void SearchBox::use(int row) {
  if (row < 0 || row >= static_cast<int>(hits_.size())) return;
  const Hit hit = hits_[static_cast<std::size_t>(row)];
  completer_->popup()->hide();
  clear();
  clearFocus();
  Q_EMIT chosen(hit);
}

void SearchBox::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    clear();
    clearFocus();
    return;
  }
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (isStateLink(text())) {
      const QString link = text().trimmed();
      clear();
      clearFocus();
      Q_EMIT linkEntered(link);
    } else {
      use(0);
    }
    return;
  }
  QLineEdit::keyPressEvent(event);
}

void SearchBox::paintEvent(QPaintEvent* event) {
  QLineEdit::paintEvent(event);
  if (!text().isEmpty() || hasFocus() || width() < 240) return;
  QPainter painter(this);
  painter.setFont(widgets::font(widgets::TextRole::Small));
  painter.setPen(widgets::theme().quiet);
  painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText));
}

}  // namespace gradarium::app
