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
namespace {

/// Which of the lesson's topics() is the one counted from 1, or its part with that experiment.
int topicOf(const widgets::Lesson& lesson, double wanted, const std::optional<std::string>& experiment) {
  int count = 0;
  std::string names;
  for (std::size_t i = 0; i < lesson.topics().size(); ++i) {
    const widgets::Topic& topic = lesson.topics()[i];
    count += topic.second ? 0 : 1;
    if (experiment) {
      const std::string id = topic.make()->id();
      if (id == *experiment) return static_cast<int>(i);
      names += (names.empty() ? "" : ", ") + id;
    } else if (count == wanted) {
      return static_cast<int>(i);
    }
  }
  if (experiment) throw base::BadCall("the lesson has no experiment '" + *experiment + "'; it has " + names);
  throw base::BadCall("--topic takes 1 to " + std::to_string(count));
}

}  // namespace

int takeScreenshot(const Call& call, PluginShelf& shelf) {
  const std::string file = call.required("to");
  if (QString::fromStdString(file).endsWith(".png", Qt::CaseInsensitive) == false) throw base::BadCall("a screenshot is written as .png");
  const auto [width, height] = sizeOf(call.value("size").value_or("1440x900"));
  const std::string theme = call.value("theme").value_or("light");
  if (theme != "light" && theme != "dark") throw base::BadCall("--theme takes light or dark");
  const auto topic = base::parseNumber(call.value("topic").value_or("1"));
  const int shown = topicOf(lessonOf(call, shelf), topic.value_or(0), call.value("experiment"));

  const QTemporaryDir fresh;  // a learner's first visit, whoever asks for the picture
  widgets::apply(theme == "dark" ? widgets::darkTheme() : widgets::lightTheme());
  MainWindow window(shelf, fresh.path());
  window.resize(width, height);
  window.open(QString::fromStdString(call.positionals().front()));
  LessonPage& page = *window.page();
  page.showTopic(shown);
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
