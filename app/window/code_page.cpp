// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/code_page.h"

#include <QHBoxLayout>
#include <QSplitter>

#include "app/code/example_pane.h"

namespace gradarium::app {

CodePage::CodePage(const QString& folder, QWidget* parent) : QWidget(parent) {
  const QString python = folder + "/example.py", ours = folder + "/example.cpp";
  auto* columns = new QSplitter(Qt::Horizontal);
  columns->setChildrenCollapsible(false);
  columns->setHandleWidth(1);
  columns->addWidget(new ExamplePane({tr("Python"), python, Language::Python, ExampleRunner::pythonCalls(python),
                                      tr("No Python 3 was found here, so it can only be read.")}, "python"));
  columns->addWidget(new ExamplePane({tr("C++ on Gradarium's core"), ours, Language::Cpp, ExampleRunner::builtCalls(folder),
                                      tr("This copy of Gradarium was built without its examples, so it can only be read.")}, "cpp"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(columns);
}

}  // namespace gradarium::app
