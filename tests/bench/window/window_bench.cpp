// SPDX-License-Identifier: GPL-3.0-or-later
// How the laboratory feels, in numbers: start, memory, opening a lesson, a slider's answer, frames beside a training
// that takes the whole arena. Prints one line each; run it on a display (or under Xvfb) and on a quiet machine.
//
//     bench_window [LESSON]          QT_QPA_PLATFORM=offscreen leaves the display's share out
#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <vector>

#include "app/catalogue/plugin_shelf.h"
#include "app/window/lesson_page.h"
#include "app/window/main_window.h"
#include "core/lab/numbers.h"
#include "tests/bench/window/paint_watch.h"
#include "widgets/theme/theme.h"

using namespace gradarium;

namespace {

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double residentMegabytes() {
  QFile status("/proc/self/status");
  if (!status.open(QIODevice::ReadOnly)) return 0;
  for (const QByteArray& line : status.readAll().split('\n'))
    if (line.startsWith("VmRSS:")) return line.simplified().split(' ')[1].toDouble() / 1024;
  return 0;
}

/// Until the window has nothing left to do.
void settle(app::MainWindow& window) {
  window.page()->link().session().wait();
  for (int i = 0; i < 4; ++i) QApplication::processEvents();
}

/// A process of its own: from before main() to a painted lesson with a snapshot in it.
int child(const QString& lesson, double started) {
  const QTemporaryDir folder;
  widgets::apply(widgets::lightTheme());
  bench::PaintWatch watch;
  app::PluginShelf shelf(app::PluginShelf::standardFolders());
  app::MainWindow window(shelf, folder.path());
  window.open(lesson);
  window.resize(1440, 900);
  window.show();
  while (watch.paints() == 0 || !window.page()->link().snapshot()) QApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
  settle(window);
  std::printf("%.1f %.1f\n", (watch.last() - started) * 1000, residentMegabytes());
  return 0;
}

void start(const QString& lesson) {
  std::vector<double> times, memory;
  for (int i = 0; i < 7; ++i) {
    QProcess process;
    const double started = base::steadySeconds();
    process.start(QApplication::applicationFilePath(), {"--child", lesson, QString::number(started, 'f', 9)});
    process.waitForFinished(20000);
    const auto words = process.readAllStandardOutput().simplified().split(' ');
    if (words.size() < 2 || i == 0) continue;  // the first one warms the caches
    times.push_back(words[0].toDouble());
    memory.push_back(words[1].toDouble());
  }
  std::printf("start to painted lesson        median %6.0f ms, worst %6.0f ms (goal 300, warm)\n", percentile(times, 0.5), percentile(times, 1));
  std::printf("resident memory                median %6.0f MiB (goal 100)\n", percentile(memory, 0.5));
}

void openings(app::MainWindow& window, const QString& lesson, const QStringList& others) {
  std::vector<double> times;
  for (int i = 0; i < 6; ++i)
    for (const QString& id : others + QStringList{lesson}) {
      const double before = base::steadySeconds();
      window.open(id);
      settle(window);
      if (i > 0) times.push_back((base::steadySeconds() - before) * 1000);
      if (others.isEmpty()) window.openHome();
    }
  std::printf("opening a lesson               median %6.0f ms, p95 %6.0f ms (goal 150)%s\n", percentile(times, 0.5), percentile(times, 0.95),
              others.isEmpty() ? "  [one lesson built: from the map and back]" : "");
}

/// From the moment a slider tells its new value to the end of the paint that shows it.
void sliders(app::MainWindow& window, bench::PaintWatch& watch) {
  app::LessonPage& page = *window.page();
  const lab::Int* slider = nullptr;
  for (const auto* parameter : page.schema().parameters())
    if (!slider && parameter->name() != "seed" && parameter->visible() && parameter->info().max - parameter->info().min >= 8)
      slider = dynamic_cast<const lab::Int*>(parameter);
  if (!slider) return;
  const std::string home = slider->textIn(*page.link().snapshot());
  std::vector<double> times;
  for (int i = 0; i < 120; ++i) {
    const auto shown = page.link().snapshot();
    const double before = base::steadySeconds();
    page.link().send(lab::Command::set(slider->name(), std::to_string(static_cast<int>(slider->info().min) + 2 + i % 3)), lab::Edit::Update);
    while (page.link().snapshot() == shown && base::steadySeconds() - before < 1) QApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    QApplication::processEvents();
    times.push_back((watch.last() - before) * 1000);
  }
  page.link().send(lab::Command::set(slider->name(), home), lab::Edit::Commit);
  settle(window);
  std::printf("slider to repainted bench      median %6.1f ms, p95 %6.1f ms (goal 16)\n", percentile(times, 0.5), percentile(times, 0.95));
}

/// How long the event loop is away between two turns, while steps follow each other as fast as they come.
void frames(app::MainWindow& window) {
  app::LessonPage& page = *window.page();
  page.link().session().play({}, true);
  settle(window);
  page.link().setSpeed(0);
  std::vector<double> turns;
  const double begin = base::steadySeconds();
  while (base::steadySeconds() - begin < 4) {
    const double before = base::steadySeconds();
    if (!page.link().state().playing) {  // it finished: again, with another seed where there is one
      page.link().session().play({}, true);
      page.link().start();
    }
    QApplication::processEvents(QEventLoop::WaitForMoreEvents, 4);
    turns.push_back((base::steadySeconds() - before) * 1000);
  }
  page.link().pause();
  settle(window);
  std::printf("frame beside a running lesson  median %6.1f ms, p95 %6.1f ms, worst %6.1f ms (goal p95 20)\n", percentile(turns, 0.5),
              percentile(turns, 0.95), percentile(turns, 1));
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  const QStringList words = QApplication::arguments();
  if (words.value(1) == "--child") {
    const int status = child(words.value(2), words.value(3).toDouble());
    lab::Session::joinAll();
    return status;
  }
  const QString lesson = words.value(1, "2.2.1");
  std::printf("%s, %dx%d\n", qPrintable(QApplication::platformName()), 1440, 900);
  start(lesson);
  {
    const QTemporaryDir folder;
    widgets::apply(widgets::lightTheme());
    bench::PaintWatch watch;
    app::PluginShelf shelf(app::PluginShelf::standardFolders());
    app::MainWindow window(shelf, folder.path());
    window.resize(1440, 900);
    window.open(lesson);
    window.show();
    settle(window);
    QStringList others;
    for (const auto& plugin : shelf.plugins())
      if (plugin.id != lesson && others.size() < 3) others << plugin.id;
    openings(window, lesson, others);
    sliders(window, watch);
    frames(window);
  }
  lab::Session::joinAll();
  return 0;
}
