// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with any view: copy it, save it, save its numbers.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QGuiApplication>
#include <QMenu>

#include "core/base/error.h"
#include "widgets/export/plot_export.h"
#include "widgets/export/save_file.h"
#include "widgets/views/view_frame.h"

namespace gradarium::widgets {
namespace {

/// Large enough to stand in a report, in the shape that is on the screen.
QSize pictureSize(const QWidget& widget) {
  return widget.size().expandedTo(QSize(480, 320)).boundedTo(QSize(4096, 4096));
}

}  // namespace

void ViewFrame::fillMenu(QMenu& menu) {
  if (!shown_) return;
  const auto options = view_.options(*shown_);
  for (std::size_t i = 0; i < options.size(); ++i) {
    const ViewOption& option = options[i];
    if (option.choices.isEmpty()) continue;
    const int index = static_cast<int>(i);
    if (option.choices == QStringList{"off", "on"}) {
      QAction* action = menu.addAction(option.label);
      action->setCheckable(true);
      action->setChecked(option.chosen == 1);
      connect(action, &QAction::toggled, this, [this, index](bool on) { choose(index, on ? 1 : 0); });
      continue;
    }
    QMenu* choices = menu.addMenu(option.label + ": " + option.choices.value(option.chosen));
    for (int c = 0; c < option.choices.size(); ++c) {
      QAction* action = choices->addAction(option.choices[c]);
      action->setCheckable(true);
      action->setChecked(c == option.chosen);
      connect(action, &QAction::triggered, this, [this, index, c] { choose(index, c); });
    }
  }
  if (!menu.isEmpty()) menu.addSeparator();
  menu.addAction(large_ ? tr("All pictures again\tEsc") : tr("This picture alone\tF11"), this, &ViewFrame::sizeToggled);
  menu.addSeparator();
  menu.addAction(tr("Copy as picture"), this, &ViewFrame::copyPicture);
  menu.addAction(tr("Save as PNG…"), this, [this] { saveAs("png"); });
  menu.addAction(tr("Save as SVG…"), this, [this] { saveAs("svg"); });
  menu.addAction(tr("Save as PDF…"), this, [this] { saveAs("pdf"); });
  if (!view_.numbers(*shown_).columns.empty()) {
    menu.addSeparator();
    menu.addAction(tr("Save numbers as CSV…"), this, [this] { saveAs("csv"); });
  }
}

void ViewFrame::copyPicture() {
  if (shown_) QGuiApplication::clipboard()->setImage(plotImage(view_, *shown_, theme(), pictureSize(*this)));
}

void ViewFrame::saveAs(const QString& ending) {
  const QString file = askWhereToSave(this, QString::fromStdString(view_.name()), ending);
  if (!file.isEmpty()) writeTo(file);
}

void ViewFrame::writeTo(const QString& file) {
  if (!shown_) return;
  try {
    const std::filesystem::path path(file.toStdU16String());
    if (file.endsWith(".csv", Qt::CaseInsensitive))
      exportNumbers(view_, *shown_, path);
    else
      exportPlot(view_, *shown_, theme(), pictureSize(*this), path);
    Q_EMIT told(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
  } catch (const base::Error& error) {
    Q_EMIT failed(tr("Not saved: %1").arg(QString::fromStdString(error.what())));
  }
}

void ViewFrame::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  fillMenu(menu);
  if (!menu.isEmpty()) menu.exec(event->globalPos());
}

}  // namespace gradarium::widgets
