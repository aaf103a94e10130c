// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/laboratory.h"

#include <QApplication>
#include <iostream>

#include "app/catalogue/plugin_shelf.h"
#include "app/link/state_link.h"
#include "app/window/appearance.h"
#include "app/window/main_window.h"
#include "core/base/error.h"

namespace gradarium::app {

int openLaboratory(const std::vector<std::string>& words) {
  try {
    if (words.size() > 1) throw base::BadCall("'" + words[1] + "' is one word too many; 'gradarium --help' tells what there is");
    Appearance appearance(MainWindow::standardFolder() + "/window.ini");
    PluginShelf shelf(PluginShelf::standardFolders());
    const QString asked = words.empty() ? QString() : QString::fromStdString(words.front());
    if (!asked.isEmpty()) shelf.lesson(isStateLink(asked) ? StateLink::parse(asked).lesson : asked);  // a wrong name ends here, in words
    MainWindow window(shelf, {}, &appearance);
    window.open(asked.isEmpty() ? window.lastLesson() : asked);
    window.showOnScreen();
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
