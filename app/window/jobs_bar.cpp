// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/jobs_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "app/catalogue/syllabus.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

JobsBar::JobsBar(lab::SessionPool& pool, QWidget* parent) : Surface(parent), pool_(pool) {
  setObjectName("jobs");
  text_ = new QLabel;
  open_ = new QPushButton(tr("Go there"));
  open_->setProperty(widgets::lookProperty, "quiet");
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 4, 16, 4);
  layout->addWidget(text_);
  layout->addStretch();
  layout->addWidget(open_);
  hide();
  connect(open_, &QPushButton::clicked, this, [this] { Q_EMIT lessonWanted(lesson_); });
  timer_.setInterval(500);
  connect(&timer_, &QTimer::timeout, this, &JobsBar::refresh);
}

void JobsBar::look() {
  pool_.tend();
  refresh();
}

void JobsBar::refresh() {
  const auto jobs = pool_.jobs();
  setVisible(!jobs.empty());
  if (jobs.empty()) {
    timer_.stop();
    return;
  }
  QStringList parts;
  for (const auto& job : jobs) {
    const QString id = QString::fromStdString(job.key.lesson);
    const auto* lesson = Syllabus::shipped().find(id);
    parts << tr("%1: step %2").arg(lesson ? lesson->title : id).arg(job.state.position);
  }
  lesson_ = QString::fromStdString(jobs.front().key.lesson);
  text_->setText(tr("Running in the background: ") + parts.join(", "));
  timer_.start();
  pool_.tend();
}

}  // namespace gradarium::app
