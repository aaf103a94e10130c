// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/keys_sheet.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include "widgets/controls/text_label.h"
#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Theme;

/// "Ctrl+K" as it stands on a keyboard: a cap for each key; a comma parts keys that do different halves of
/// one thing.
class Caps final : public QWidget {
 public:
  explicit Caps(const QString& keys) : words_(keys.split(' ')) {
    setFont(widgets::font(TextRole::Small));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(keys);
  }
  QSize sizeHint() const override {
    int width = 0;
    for (const QString& word : words_) width += widthOf(word) + gap;
    return {width - gap, 22};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    const Theme& theme = widgets::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double left = 0;
    for (const QString& word : words_) {
      const QRectF cap(left, 0, widthOf(word), height());
      if (!isJoint(word)) {
        painter.setPen(widgets::mix(theme.line, theme.quiet, 0.4));
        painter.setBrush(theme.ground);
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
      }
      painter.setPen(isJoint(word) ? theme.quiet : theme.ink);
      painter.drawText(cap, Qt::AlignCenter, word);
      left += cap.width() + gap;
    }
  }

 private:
  static constexpr int gap = 3;
  static bool isJoint(const QString& word) { return word == "…" || word == "/"; }
  int widthOf(const QString& word) const {
    return isJoint(word) ? 12 : std::max(22, fontMetrics().horizontalAdvance(word) + 12);
  }
  QStringList words_;
};

struct Key {
  QString keys, what;
};

QLayout* section(const QString& title, const std::vector<Key>& keys) {
  auto* column = new QVBoxLayout;
  column->setSpacing(8);
  column->addWidget(new TextLabel(title, &Theme::ink, TextRole::Strong));
  auto* grid = new QGridLayout;
  column->addLayout(grid);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(6);
  grid->setColumnStretch(1, 1);
  grid->setColumnMinimumWidth(0, 126);
  for (const Key& key : keys) {
    const int row = grid->rowCount();
    grid->addWidget(new Caps(key.keys), row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid->addWidget(new TextLabel(key.what, &Theme::quiet), row, 1, Qt::AlignVCenter);
  }
  return column;
}

}  // namespace

KeysSheet::KeysSheet(QWidget* parent) : QDialog(parent) {
  setObjectName("keys");
  setWindowTitle(tr("Keys"));
  auto* columns = new QHBoxLayout(this);
  columns->setContentsMargins(28, 24, 28, 24);
  columns->setSpacing(40);
  auto* left = new QVBoxLayout;
  auto* right = new QVBoxLayout;
  for (auto* column : {left, right}) {
    column->setSpacing(22);
    columns->addLayout(column, 1);
  }
  left->addLayout(
      section(tr("Get around"), {{tr("Ctrl K"), tr("search lessons, topics, terms; open a link")},
                                 {tr("Alt Home"), tr("your path: the map of all modules")},
                                 {tr("Ctrl B"), tr("show or hide the list of lessons")},
                                 {tr("Alt 1 … 4"), tr("the topics of the lesson")},
                                 {tr("Alt 5"), tr("its code")},
                                 {tr("F6"), tr("next part of the window; with Shift, the one before")},
                                 {tr("F1"), tr("this sheet")}}));
  left->addLayout(section(
      tr("Read"), {{tr("Alt →"), tr("next step of the tutorial")}, {tr("Alt ←"), tr("the step before")}}));
  left->addLayout(section(tr("Run, wherever these keys are free"), {{tr("Space"), tr("run, or pause")},
                                                                    {tr("→"), tr("one step")},
                                                                    {tr("←"), tr("one step back")},
                                                                    {tr("Home"), tr("start again")}}));
  right->addLayout(section(tr("Change"), {{tr("← / →"), tr("a slider's next value")},
                                          {tr("PgUp / PgDn"), tr("ten values on or back")},
                                          {tr("F2"), tr("type a value; digits do so, too")},
                                          {tr("Delete"), tr("back to the default")},
                                          {tr("Ctrl Z"), tr("undo")},
                                          {tr("Ctrl Shift Z"), tr("redo")}}));
  right->addLayout(section(tr("Look"), {{tr("← ↑ → ↓"), tr("in a picture: from mark to mark")},
                                        {tr("F11"), tr("the picture in front as large as the window")},
                                        {tr("Esc"), tr("back from there")},
                                        {tr("Shift F10"), tr("what a picture offers: copy, save")},
                                        {tr("Ctrl P"), tr("pin this run, to compare the next with")}}));
  left->addStretch();
  right->addStretch();
  connect(new QShortcut(QKeySequence::HelpContents, this), &QShortcut::activated, this, &QDialog::accept);
}

void KeysSheet::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), widgets::theme().card); }

}  // namespace gradarium::app
