// SPDX-License-Identifier: GPL-3.0-or-later
// How the laboratory feels, in numbers: start, memory, opening a lesson, a slider's answer; and beside a
// training that takes the whole arena: the time between frames, alone and while a pointer moves over the
// pictures and asks for one every 16 ms, what a frame costs, how late a timer of one millisecond comes.
// Prints one line each; run it on a display (or under Xvfb) and on a quiet machine.
//
//     bench_window [LESSON [TRAINING LESSON]]      QT_QPA_PLATFORM=offscreen leaves the display's share out
//     bench_window --graphs                        only the graph view
#include <QEventLoop>
#include <QFile>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "app/catalogue/plugin_shelf.h"
#include "app/window/lesson_page.h"
#include "app/window/main_window.h"
#include "core/base/random.h"
#include "core/lab/numbers.h"
#include "tests/bench/window/paint_watch.h"
#include "widgets/theme/theme.h"
#include "widgets/views/graph_view.h"
#include "widgets/views/scatter_view.h"

using namespace gradarium;

namespace {

constexpr QSize windowSize(1440, 900);

bench::WatchedApplication& watch() { return *static_cast<bench::WatchedApplication*>(qApp); }

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void say(const char* what, const std::vector<double>& ms, const char* goal) {
  std::printf("%-34s p50 %7.2f ms, p95 %7.2f ms, worst %7.2f ms, n %5zu  %s\n", what, percentile(ms, 0.5),
              percentile(ms, 0.95), percentile(ms, 1), ms.size(), goal);
  std::fflush(stdout);
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
  app::PluginShelf shelf(app::PluginShelf::standardFolders());
  app::MainWindow window(shelf, folder.path());
  window.open(lesson);
  window.resize(windowSize);
  window.show();
  while (watch().frames().empty() || !window.page()->link().snapshot())
    QApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
  settle(window);
  std::printf("%.1f %.1f\n", (watch().last() - started) * 1000, residentMegabytes());
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
  say("start to painted lesson, warm", times, "(goal 300)");
  std::printf("%-34s p50 %7.1f MiB (goal 100)\n", "resident memory, lesson open", percentile(memory, 0.5));
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
  say("opening a lesson", times,
      others.isEmpty() ? "(goal 150) [one lesson built: from the map and back]" : "(goal 150)");
}

/// From the moment a slider tells its new value to the end of the paint that shows it.
void sliders(app::MainWindow& window) {
  app::LessonPage& page = *window.page();
  const lab::Int* slider = nullptr;
  for (const auto* parameter : page.schema().parameters())
    if (!slider && parameter->name() != "seed" && parameter->visible() &&
        parameter->info().max - parameter->info().min >= 8)
      slider = dynamic_cast<const lab::Int*>(parameter);
  if (!slider) return;
  const std::string home = slider->textIn(*page.link().snapshot());
  std::vector<double> times;
  for (int i = 0; i < 120; ++i) {
    const auto shown = page.link().snapshot();
    const double before = base::steadySeconds();
    page.link().send(
        lab::Command::set(slider->name(), std::to_string(static_cast<int>(slider->info().min) + 2 + i % 3)),
        lab::Edit::Update);
    while (page.link().snapshot() == shown && base::steadySeconds() - before < 1)
      QApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    QApplication::processEvents();
    times.push_back((watch().last() - before) * 1000);
  }
  page.link().send(lab::Command::set(slider->name(), home), lab::Edit::Commit);
  settle(window);
  say("slider to repainted bench", times, "(goal p95 16)");
}

/// The time between frames, and what each costs.
void sayFrames(const char* what, const char* goal) {
  const auto& all = watch().frames();
  std::vector<double> between, cost;
  for (std::size_t i = 0; i < all.size(); ++i) {
    cost.push_back((all[i].end - all[i].begin) * 1000);
    if (i > 0) between.push_back((all[i].end - all[i - 1].end) * 1000);
  }
  say(what, between, goal);
  say("  painting a frame", cost, "");
}

void waitFor(int milliseconds) {
  QEventLoop loop;
  QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
  loop.exec();
}

/// A pointer on its way to and fro over the middle of the window, which a view answers by a frame every 16
/// ms.
void movePointer(app::MainWindow& window, int tick) {
  const QPoint place(window.width() / 2 + std::abs(tick % 200 - 100), window.height() / 3 + tick % 7);
  QWidget* const under = window.childAt(place);
  if (!under) return;
  QMouseEvent move(QEvent::MouseMove, under->mapFrom(&window, place), window.mapToGlobal(place), Qt::NoButton,
                   Qt::NoButton, Qt::NoModifier);
  QApplication::sendEvent(under, &move);
  under->update();  // also where the view had nothing new to say
}

/// Frames, their cost, and the event loop's own latency, while steps follow each other as fast as they come.
void frames(app::MainWindow& window) {
  app::LessonPage& page = *window.page();
  page.link().session().play({}, true);
  settle(window);
  page.link().setSpeed(0);
  std::vector<double> late;
  double expected = 0;
  QTimer clock, again;
  clock.setTimerType(Qt::PreciseTimer);
  QObject::connect(&clock, &QTimer::timeout, [&] {
    const double now = base::steadySeconds();
    if (expected > 0) late.push_back(std::max(0.0, (now - expected) * 1000));
    expected = now + 0.001;
  });
  QObject::connect(&again, &QTimer::timeout, [&] {  // it finished: from the start
    if (page.link().state().playing) return;
    page.link().session().play({}, true);
    page.link().start();
  });
  page.link().start();
  again.start(50);
  waitFor(1000);  // until it runs
  watch().forget();
  clock.start(1);
  waitFor(6000);
  clock.stop();
  sayFrames("  between two frames", "(a step of the training)");
  say("  a 1 ms timer's lateness", late, "");

  QTimer pointer;
  pointer.setTimerType(Qt::PreciseTimer);
  int tick = 0;
  QObject::connect(&pointer, &QTimer::timeout, [&] { movePointer(window, tick++); });
  watch().forget();
  pointer.start(16);
  waitFor(6000);
  pointer.stop();
  sayFrames("  ... while a pointer moves", "(goal p95 20)");
  page.link().pause();
  settle(window);
  std::printf("%-34s     %7.1f MiB\n", "  resident memory", residentMegabytes());
}

/// A frame as a screen paints it; returns its milliseconds.
double paintInto(QImage& image, widgets::View& view, const lab::Snapshot& snapshot) {
  const double before = base::steadySeconds();
  image.fill(widgets::lightTheme().ground);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  view.paint(
      {painter, QRectF(image.rect()).adjusted(16, 6, -16, -10), widgets::lightTheme(), snapshot, true});
  painter.end();
  return (base::steadySeconds() - before) * 1000;
}

struct Cloud final : lab::Experiment {
  Cloud() : Experiment("cloud", "Cloud") {}
  lab::Points points{this, "points", "Samples"};
  lab::Labels labels{this, "labels", "Groups"};
  void reset() override {}
};

/// Frames of a cloud that moves in every one of them, as a screen paints it.
void scatter(std::size_t n) {
  Cloud schema;
  widgets::ScatterView view("cloud", schema.points);
  view.colour(schema.labels);
  base::Random random(1);
  lab::value::Points points{n, 2, {}, {}, {}};
  lab::value::Labels labels;
  for (std::size_t i = 0; i < n; ++i) {
    points.data.insert(points.data.end(), {random.normal(), random.normal()});
    labels.codes.push_back(static_cast<int>(i % 6));
  }
  lab::Snapshot snapshot;
  snapshot.values = {std::make_shared<const lab::Value>(points), std::make_shared<const lab::Value>(labels)};
  snapshot.parameters = std::make_shared<lab::ParameterStates>();
  QImage image(900, 600, QImage::Format_RGB32);
  std::vector<double> times;
  for (int frame = 0; frame < 60; ++frame) {
    for (double& v : points.data) v += 0.01 * random.normal();
    snapshot.values[0] = std::make_shared<const lab::Value>(points);
    times.push_back(paintInto(image, view, snapshot));
  }
  say("20,000 points that all move", times, "(goal 33: 30 frames a second)");
}

struct Network final : lab::Experiment {
  Network() : Experiment("network", "Network") {}
  lab::Graph graph{this, "graph", "Network"};
  void reset() override {}
};

/// Frames of a graph of 500 nodes and 1,500 edges whose numbers change in every one of them; the first one,
/// which finds the places, by itself.
void graphs() {
  using widgets::GraphShape;
  base::Random random(1);
  lab::value::Graph graph;
  graph.directed = true;
  for (int i = 0; i < 500; ++i)
    graph.nodes.push_back(
        {"node " + std::to_string(i), random.uniform(), random.uniform(), random.normal(), i % 5, i / 50});
  const auto below = [&](int n) { return std::min(n - 1, static_cast<int>(random.uniform() * n)); };
  for (int i = 0; i < 1500; ++i) {
    const int layer = below(9);
    graph.edges.push_back({layer * 50 + below(50), (layer + 1) * 50 + below(50), random.normal()});
  }
  for (const auto& [shape, name] : {std::pair(GraphShape::Layers, "layers"),
                                    {GraphShape::Distances, "distances"},
                                    {GraphShape::Placed, "placed"}}) {
    Network schema;
    widgets::GraphView view("network", schema.graph);
    view.shape(shape).weights("weight").values("activation");
    lab::Snapshot snapshot;
    snapshot.parameters = std::make_shared<lab::ParameterStates>();
    QImage image(900, 600, QImage::Format_RGB32);
    std::vector<double> times, hovers;
    double first = 0;
    for (int frame = 0; frame < 62; ++frame) {
      const bool hover = frame % 2 == 1;  // the same graph again, with the pointer elsewhere
      if (!hover) {
        for (auto& node : graph.nodes) node.number += 0.1 * random.normal();
        for (auto& edge : graph.edges) edge.weight += 0.1 * random.normal();
        snapshot.values = {std::make_shared<const lab::Value>(graph)};
      }
      if (hover) view.hover({QPointF(10 + frame * 14, 300), QRectF()}, snapshot);
      const double ms = paintInto(image, view, snapshot);
      if (frame == 0)
        first = ms;
      else
        (hover ? hovers : times).push_back(ms);
    }
    std::printf("graph in %s: first frame %.0f ms\n", name, first);
    say("  500 nodes, all numbers change", times, "(goal 16)");
    say("  the pointer moves over them", hovers, "(goal 16)");
  }
}

}  // namespace

int main(int argc, char** argv) {
  QThreadPool::globalInstance()->setMaxThreadCount(1);  // as the program has it
  bench::WatchedApplication application(argc, argv);
  const QStringList words = QApplication::arguments();
  if (words.value(1) == "--child") {
    const int status = child(words.value(2), words.value(3).toDouble());
    lab::Session::joinAll();
    return status;
  }
  if (words.value(1) == "--graphs") {
    widgets::apply(widgets::lightTheme());
    graphs();
    return 0;
  }
  const QString lesson = words.value(1, "2.2.1"), training = words.value(2, "4.3.2");
  std::printf("%s, %dx%d, lesson %s, training %s\n", qPrintable(QApplication::platformName()),
              windowSize.width(), windowSize.height(), qPrintable(lesson), qPrintable(training));
  start(lesson);
  widgets::apply(widgets::lightTheme());
  scatter(20000);
  graphs();
  {
    const QTemporaryDir folder;
    app::PluginShelf shelf(app::PluginShelf::standardFolders());
    app::MainWindow window(shelf, folder.path());
    window.resize(windowSize);
    window.open(lesson);
    window.show();
    settle(window);
    QStringList others;
    for (const auto& plugin : shelf.plugins())
      if (plugin.id != lesson && others.size() < 3) others << plugin.id;
    openings(window, lesson, others);
    sliders(window);
    std::printf("beside lesson %s:\n", qPrintable(lesson));
    frames(window);
    window.open(training);
    settle(window);
    if (window.page() && window.page()->lesson() == training)
      for (int topic = 0; topic < 4; ++topic) {
        window.page()->showTopic(topic);
        settle(window);
        std::printf("beside lesson %s, topic %d:\n", qPrintable(training), topic + 1);
        sliders(window);
        frames(window);
      }
  }
  lab::Session::joinAll();
  return 0;
}
