// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/code_page.h"

#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

QWidget* column(const QString& title, const QString& path) {
  QFile file(path);
  const bool there = file.open(QIODevice::ReadOnly);
  auto* text = new QPlainTextEdit(there ? QString::fromUtf8(file.readAll()) : QObject::tr("This lesson has no such example yet."));
  text->setReadOnly(true);
  text->setFont(widgets::font(widgets::TextRole::Code));
  text->setLineWrapMode(QPlainTextEdit::NoWrap);
  text->setFrameShape(QFrame::NoFrame);
  text->setAccessibleName(title);
  auto* heading = new QLabel(title);
  heading->setFont(widgets::font(widgets::TextRole::Strong));
  auto* holder = new QWidget;
  auto* layout = new QVBoxLayout(holder);
  layout->setContentsMargins(16, 16, 16, 16);
  layout->setSpacing(8);
  layout->addWidget(heading);
  layout->addWidget(text, 1);
  return holder;
}

}  // namespace

CodePage::CodePage(const QString& folder, QWidget* parent) : QWidget(parent) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(column(tr("Python"), folder + "/example.py"));
  layout->addWidget(column(tr("C++ on Gradarium's core"), folder + "/example.cpp"));
}

}  // namespace gradarium::app
