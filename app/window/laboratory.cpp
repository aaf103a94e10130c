// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/laboratory.h"

#include <QApplication>
#include <iostream>

#include "app/catalogue/plugin_shelf.h"
#include "app/window/main_window.h"
#include "app/window/system_theme.h"
#include "core/base/error.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

int openLaboratory(const std::vector<std::string>& words) {
  try {
    if (words.size() > 1) throw base::BadCall("'" + words[1] + "' is one word too many; 'gradarium --help' tells what there is");
    widgets::apply(systemPrefersDark() ? widgets::darkTheme() : widgets::lightTheme());
    PluginShelf shelf(PluginShelf::standardFolders());
    if (!words.empty()) shelf.lesson(QString::fromStdString(words.front()));  // a wrong name ends here, in words
    MainWindow window(shelf);
    window.open(words.empty() ? window.lastLesson() : QString::fromStdString(words.front()));
    window.show();
    return QApplication::exec();
  } catch (const base::BadCall& error) {
    std::cerr << "gradarium: " << error.what() << "\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "gradarium: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace gradarium::app
