// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/code_page.h"

#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

#include "app/code/example_pane.h"

namespace gradarium::app {

CodePage::CodePage(const QString& folder, QWidget* parent) : QWidget(parent) {
  const QString python = folder + "/example.py", ours = folder + "/example.cpp";
  auto* columns = columns_ = new QSplitter(Qt::Horizontal);
  columns->setChildrenCollapsible(false);
  columns->setHandleWidth(1);
  columns->addWidget(
      new ExamplePane({tr("Python"), python, Language::Python, ExampleRunner::pythonCalls(python),
                       tr("No Python 3 was found here, so it can only be read.")},
                      "python"));
  columns->addWidget(
      new ExamplePane({tr("C++ on Gradarium's core"), ours, Language::Cpp, ExampleRunner::builtCalls(folder),
                       tr("This copy of Gradarium was built without its examples, so it can only be read.")},
                      "cpp"));
  languages_ = new QTabBar;
  languages_->setObjectName("languages");
  languages_->setAccessibleName(tr("Language"));
  languages_->setDrawBase(false);
  languages_->setExpanding(false);
  languages_->addTab(tr("Python"));
  languages_->addTab(tr("C++"));
  connect(languages_, &QTabBar::currentChanged, this, &CodePage::arrange);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(languages_);
  layout->addWidget(columns, 1);
  arrange();
}

void CodePage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

/// Both beside each other where their lines have room, else one at a time.
void CodePage::arrange() {
  const bool both = width() >= 1080;
  languages_->setVisible(!both);
  for (int i = 0; i < 2; ++i) columns_->widget(i)->setVisible(both || i == languages_->currentIndex());
}

}  // namespace gradarium::app
