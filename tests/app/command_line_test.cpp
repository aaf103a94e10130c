// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include "tests/paths.h"

namespace gradarium::app {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Outcome {
  int status = -1;
  QByteArray out, err;
  QJsonDocument json() const { return QJsonDocument::fromJson(out); }
};

Outcome call(const QStringList& words) {
  QProcess process;
  process.start(QString::fromStdString(tests::paths::program), words);
  Outcome outcome;
  if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit) return outcome;
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A wrong call: status 2, nothing on standard output, one line that says what would be right.
void expectBadCall(const QStringList& words, const char* expected) {
  const Outcome outcome = call(words);
  EXPECT_EQ(outcome.status, 2) << words.join(' ').toStdString();
  EXPECT_TRUE(outcome.out.isEmpty());
  EXPECT_EQ(outcome.err.count('\n'), 1);
  EXPECT_TRUE(outcome.err.contains(expected)) << outcome.err.toStdString();
}

TEST(CommandLine, ListsAllLessons) {
  const Outcome outcome = call({"list", "--json"});
  ASSERT_EQ(outcome.status, 0) << outcome.err.toStdString();
  const QJsonArray all = outcome.json().array();
  ASSERT_EQ(all.size(), 105);
  EXPECT_EQ(all[0].toObject()["id"_L1].toString(), "1.1.1");
  for (const QJsonValue lesson : all) {
    EXPECT_EQ(lesson["topics"_L1].toArray().size(), 4);
    EXPECT_EQ(lesson["ready"_L1].toBool(), lesson["built"_L1].toInt() == 4);
  }
  EXPECT_GT(call({"list"}).out.size(), 3000);
}

TEST(CommandLine, DescribesALesson) {
  const QJsonDocument json = call({"describe", "2.2.1", "--json"}).json();
  EXPECT_EQ(json["title"_L1].toString(), "Clustering");
  EXPECT_EQ(json["topics"_L1][0]["experiment"_L1].toString(), "kmeans");
  EXPECT_FALSE(json["topics"_L1][0]["views"_L1].toArray().isEmpty());
  const QJsonValue k = json["experiments"_L1][0]["parameters"_L1][2];
  EXPECT_EQ(k["name"_L1].toString(), "k");
  EXPECT_EQ(k["value"_L1].toString(), "3");
  EXPECT_EQ(k["min"_L1].toDouble(), 1);
}

// scikit-learn 1.2.1 gives 78.851441426146 for the same optimum.
TEST(CommandLine, RunsKMeansOnTheIrises) {
  double best = 1e300;
  for (int seed = 0; seed < 20; ++seed) {
    const QJsonDocument json = call({"run", "2.2.1", "--seed", QString::number(seed), "--until-finished", "--observe", "inertia_now", "--json"}).json();
    EXPECT_EQ(json["status"_L1].toString(), "finished");
    best = std::min(best, json["observables"_L1]["inertia_now"_L1].toDouble());
  }
  EXPECT_NEAR(best, 78.85144, 1e-5);
}

TEST(CommandLine, AppliesOptionsInTheOrderWritten) {
  const QStringList run{"run", "2.2.1", "--steps", "2", "--do", "move_centre=[0,9,9,9,9]", "--json", "--observe", "centres"};
  const QJsonDocument json = call(run).json();
  EXPECT_EQ(json["steps"_L1].toInt(), 2);
  EXPECT_EQ(json["observables"_L1]["centres"_L1][0].toArray(), QJsonArray({9, 9, 9, 9}));
}

TEST(CommandLine, RefusesWrongCallsInWords) {
  expectBadCall({"run", "2.2.1", "--set", "k=99"}, "k takes 1 to 20");
  expectBadCall({"run", "2.2.1", "--set", "clusters=3"}, "it has data, drawn, k, init");
  expectBadCall({"run", "2.2.1", "--set", "init=best"}, "init takes k-means++ or random");
  expectBadCall({"run", "2.2.1", "--observe", "loss"}, "it has points, labels");
  expectBadCall({"run", "2.2.1", "--do", "jump"}, "it has move_centre");
  expectBadCall({"run", "2.2.1", "--do", "move_centre=[7,1,1,1,1]"}, "there is no centre 7");
  expectBadCall({"run", "2.2.1", "--steps", "many"}, "--steps takes a whole number");
  expectBadCall({"run", "2.2.1", "--experiment", "spectral"}, "it has kmeans");
  expectBadCall({"run", "9.9.9"}, "there is no lesson '9.9.9'");
  expectBadCall({"run", "1.1.1"}, "is not built yet");
  expectBadCall({"run"}, "the lesson is missing");
  expectBadCall({"run", "2.2.1", "--wrong"}, "there is no option --wrong");
  expectBadCall({"run", "2.2.1", "--set"}, "--set needs its value");
  expectBadCall({"--wrong"}, "there is no option --wrong");
  expectBadCall({"export", "2.2.1", "--what", "model", "--to", "model.xyz"}, "no format that can be written");
  expectBadCall({"export", "2.2.1", "--what", "plot:nothing", "--to", "x.svg"}, "there is no view 'nothing'");
  expectBadCall({"sweep", "2.2.1", "--grid", "k=5..2", "--to", "x.csv"}, "a range is written low..high");
}

TEST(CommandLine, FailsInWordsWhereTheWorkFails) {
  QTemporaryDir folder;
  const QString broken = folder.filePath("broken.csv");
  QFile file(broken);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("a,b\n1,2\n3\n");
  file.close();
  const Outcome ragged = call({"run", "2.2.1", "--set", "data=" + broken});
  EXPECT_EQ(ragged.status, 1);
  EXPECT_TRUE(ragged.err.contains("broken.csv, line 3")) << ragged.err.toStdString();
  const Outcome nowhere = call({"export", "2.2.1", "--what", "model", "--to", folder.filePath("no/such/folder.npy")});
  EXPECT_EQ(nowhere.status, 1);
  EXPECT_TRUE(nowhere.err.contains("no/such")) << nowhere.err.toStdString();
}

TEST(CommandLine, RunsOnTheLearnersOwnFile) {
  QTemporaryDir folder;
  const QString mine = folder.filePath("mine.csv");
  QFile file(mine);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("x,y\n0,0\n0,1\n10,10\n10,11\n");
  file.close();
  const QJsonDocument json = call({"run", "2.2.1", "--set", "data=" + mine, "--set", "k=2", "--until-finished", "--json"}).json();
  EXPECT_NEAR(json["observables"_L1]["inertia_now"_L1].toDouble(), 1.0, 1e-12);
}

TEST(CommandLine, ExportsModelsNumbersAndPlots) {
  QTemporaryDir folder;
  const QStringList done{"export", "2.2.1", "--until-finished", "--what"};
  EXPECT_EQ(call(done + QStringList{"model", "--to", folder.filePath("centres.npy")}).status, 0);
  EXPECT_TRUE(bytesOf(folder.filePath("centres.npy")).startsWith("\x93NUMPY"));
  EXPECT_EQ(call(done + QStringList{"data:inertia", "--to", folder.filePath("inertia.csv")}).status, 0);
  EXPECT_TRUE(bytesOf(folder.filePath("inertia.csv")).startsWith("x,y\n1,"));
  for (const char* ending : {"svg", "png", "pdf"}) {
    const QString file = folder.filePath(QString("plot.") + ending);
    EXPECT_EQ(call(done + QStringList{"plot:clusters", "--to", file}).status, 0);
    EXPECT_GT(bytesOf(file).size(), 4000) << ending;
  }
}

TEST(CommandLine, TakesScreenshots) {
  QTemporaryDir folder;
  const QString file = folder.filePath("lesson.png");
  EXPECT_EQ(call({"screenshot", "2.2.1", "--size", "1280x720", "--theme", "dark", "--set", "k=4", "--steps", "3", "--to", file}).status, 0);
  const QImage image(file);
  EXPECT_EQ(image.size(), QSize(1280, 720));
}

TEST(CommandLine, SolvesAllExercises) {
  const Outcome outcome = call({"solve", "2.2.1", "--json"});
  EXPECT_EQ(outcome.status, 0) << outcome.out.toStdString();
  EXPECT_FALSE(outcome.json().array().isEmpty());
  for (const QJsonValue exercise : outcome.json().array()) EXPECT_TRUE(exercise["sound"_L1].toBool()) << exercise["id"_L1].toString().toStdString();
}

TEST(CommandLine, SweepsAGrid) {
  QTemporaryDir folder;
  const QStringList sweep{"sweep", "2.2.1", "--grid", "k=2..4", "--grid", "init=random,k-means++", "--to"};
  EXPECT_EQ(call(sweep + QStringList{folder.filePath("one.csv"), "--jobs", "1"}).status, 0);
  EXPECT_EQ(call(sweep + QStringList{folder.filePath("three.csv"), "--jobs", "3"}).status, 0);
  const QByteArray table = bytesOf(folder.filePath("one.csv"));
  EXPECT_EQ(table, bytesOf(folder.filePath("three.csv")));
  EXPECT_EQ(table.count('\n'), 7);
  EXPECT_TRUE(table.contains("\n2,random,"));
  EXPECT_TRUE(table.contains("\n4,k-means++,"));
}

TEST(CommandLine, HelpsAndNamesItsVersion) {
  EXPECT_EQ(call({"--version"}).out.left(10), "gradarium ");
  for (const char* command : {"list", "describe", "run", "export", "screenshot", "solve", "sweep"}) {
    const Outcome help = call({command, "--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_TRUE(help.out.contains(QByteArray("gradarium ") + command));
  }
  EXPECT_TRUE(call({"--help"}).out.contains("sweep"));
}

}  // namespace
}  // namespace gradarium::app
