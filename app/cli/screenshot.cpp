// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <iostream>

#include "app/catalogue/plugin_shelf.h"
#include "app/cli/command_line.h"
#include "app/cli/headless.h"
#include "app/window/lesson_page.h"
#include "app/window/main_window.h"
#include "app/window/tutorial_panel.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/whole_file.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

int takeScreenshot(const Call& call, PluginShelf& shelf) {
  const std::string file = call.required("to");
  if (QString::fromStdString(file).endsWith(".png", Qt::CaseInsensitive) == false) throw base::BadCall("a screenshot is written as .png");
  const auto [width, height] = sizeOf(call.value("size").value_or("1440x900"));
  const std::string theme = call.value("theme").value_or("light");
  if (theme != "light" && theme != "dark") throw base::BadCall("--theme takes light or dark");
  const auto topic = base::parseNumber(call.value("topic").value_or("1"));
  const auto built = static_cast<double>(lessonOf(call, shelf).topics().size());
  if (!topic || !(*topic >= 1 && *topic <= built)) throw base::BadCall("--topic takes 1 to " + base::shortest(built));

  const QTemporaryDir fresh;  // a learner's first visit, whoever asks for the picture
  widgets::apply(theme == "dark" ? widgets::darkTheme() : widgets::lightTheme());
  MainWindow window(shelf, fresh.path());
  window.resize(width, height);
  window.open(QString::fromStdString(call.positionals().front()));
  LessonPage& page = *window.page();
  page.showTopic(static_cast<int>(*topic) - 1);
  if (const auto wanted = call.value("tutorial")) {
    auto& tutorial = *page.findChild<TutorialPanel*>();
    const auto step = base::parseNumber(*wanted);
    if (!step || !(*step >= 1 && *step <= tutorial.steps())) throw base::BadCall("--tutorial takes 1 to " + std::to_string(tutorial.steps()));
    tutorial.showStep(static_cast<int>(*step) - 1);
  }
  window.show();
  const lab::Script script = scriptOf(call);
  std::string failure;
  QObject::connect(&page, &LessonPage::failed, [&](const QString& sentence) { failure = sentence.toStdString(); });
  page.link().session().play(script);
  page.link().session().wait();
  QApplication::processEvents();
  if (!failure.empty()) throw base::BadCall(failure);
  QApplication::processEvents();

  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  window.grab().toImage().save(&buffer, "PNG");
  io::writeWhole(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  std::cerr << "wrote " << file << "\n";
  return 0;
}

}  // namespace gradarium::app
