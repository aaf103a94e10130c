// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/export_menu.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QMenu>

#include "app/link/state_link.h"
#include "app/window/lesson_page.h"
#include "app/window/topic_bench.h"
#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "widgets/export/save_file.h"
#include "widgets/views/view_frame.h"

namespace gradarium::app {
namespace {

void saveArtifact(LessonPage& page, const lab::Artifact& artifact, lab::Format format) {
  const QString ending = QString::fromStdString(lab::ending(format));
  const QString file = widgets::askWhereToSave(&page, QString::fromStdString(artifact.name()), ending);
  if (file.isEmpty()) return;
  page.link().write(artifact, format, [&page, file](const std::string& bytes) {
    try {
      io::writeWhole(file.toStdString(), bytes);
      Q_EMIT page.told(LessonPage::tr("Saved %1").arg(QDir::toNativeSeparators(file)));
    } catch (const base::Error& error) {
      Q_EMIT page.failed(LessonPage::tr("Not saved: %1").arg(QString::fromUtf8(error.what())));
    }
  });
}

void addViews(QMenu& menu, LessonPage& page) {
  menu.addSection(LessonPage::tr("Pictures"));
  for (widgets::ViewFrame* frame : page.frames()) {
    const auto& snapshot = page.link().snapshot();
    if (!snapshot) continue;
    QMenu* view = menu.addMenu(frame->view().title(*snapshot));
    for (const char* ending : {"png", "svg", "pdf"})
      view->addAction(QString(ending).toUpper() + "…", frame, [frame, ending] { frame->saveAs(ending); });
    if (!frame->view().numbers(*snapshot).columns.empty()) view->addAction(LessonPage::tr("Numbers as CSV…"), frame, [frame] { frame->saveAs("csv"); });
    view->addSeparator();
    view->addAction(LessonPage::tr("Copy as picture"), frame, &widgets::ViewFrame::copyPicture);
  }
}

}  // namespace

void fillExportMenu(QMenu& menu, LessonPage& page) {
  addViews(menu, page);
  const lab::Experiment& experiment = page.schema();
  if (!experiment.artifacts().empty()) {
    menu.addSection(LessonPage::tr("Models and data"));
    for (const lab::Artifact* artifact : experiment.artifacts()) {
      QMenu* formats = menu.addMenu(QString::fromStdString(artifact->label()));
      for (const lab::Format format : artifact->formats())
        formats->addAction(QString::fromStdString(lab::ending(format)).toUpper() + "…", &page,
                           [&page, artifact, format] { saveArtifact(page, *artifact, format); });
    }
  }
  menu.addSection(LessonPage::tr("This state"));
  menu.addAction(LessonPage::tr("Copy link to this state"), &page, [&page] {
    page.link().journal([&page](const lab::Journal& journal) {
      const StateLink link{page.lesson(), QString::fromStdString(page.schema().id()), journal.script()};
      QGuiApplication::clipboard()->setText(link.text());
      Q_EMIT page.told(LessonPage::tr("The link is on the clipboard. Pasted into the search, it leads back here."));
    });
  });
  menu.addAction(LessonPage::tr("Copy the numbers of \u201cRight now\u201d"), &page, [&page] {
    QGuiApplication::clipboard()->setText(page.numbers());
    Q_EMIT page.told(LessonPage::tr("The numbers are on the clipboard, with all their digits."));
  });
  menu.addAction(LessonPage::tr("Copy as commands"), &page, [&page] {
    page.link().journal([&page](const lab::Journal& journal) {
      QGuiApplication::clipboard()->setText(QString::fromStdString(lab::format(journal.script())));
      Q_EMIT page.told(LessonPage::tr("The commands that lead here are on the clipboard."));
    });
  });
}

}  // namespace gradarium::app
