// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <set>

#include "app/catalogue/lesson_folders.h"
#include "app/tutorial/tutorial.h"
#include "core/base/resources.h"
#include "core/lab/exercise_check.h"
#include "tests/lessons/every_lesson.h"

namespace gradarium::tests {
namespace {

TEST_P(EveryLesson, TutorialCoversEveryTopicAndEveryBlockApplies) {
  const auto tutorial = app::Tutorial::read(plugin().folder + "/tutorial.md");
  EXPECT_FALSE(tutorial.lead.isEmpty());
  std::set<std::string> covered;
  for (const auto& topic : lesson().topics()) {
    // Blocks of one topic follow each other in one laboratory, as the learner meets them.
    lab::Engine engine(topic.make());
    for (const auto& step : tutorial.steps) {
      if (step.topic.toStdString() != topic.key()) continue;
      covered.insert(topic.key());
      int words = 0;
      for (const auto& part : step.parts) {
        if (part.kind == app::TutorialPart::Kind::Prose) words += static_cast<int>(part.text.split(QRegularExpression("\\s+")).size());
        if (part.kind == app::TutorialPart::Kind::Block) {
          EXPECT_NO_THROW(engine.play(part.script)) << step.title.toStdString();
        }
        if (part.kind == app::TutorialPart::Kind::Exercise) {
          EXPECT_NO_THROW(engine.experiment().exercise(part.text.toStdString())) << step.title.toStdString();
          EXPECT_FALSE(part.more.trimmed().isEmpty()) << part.text.toStdString() << " has no hint";
        }
      }
      EXPECT_LE(words, 130) << step.title.toStdString() << " is too long to read beside a picture";
    }
    EXPECT_TRUE(covered.count(topic.key())) << topic.key() << " has no step";
  }
}

TEST_P(EveryLesson, ExercisesFailFailAndPass) {
  for (const auto& experiment : experiments()) {
    for (const auto* exercise : experiment.schema->exercises()) {
      const auto verdict = lab::tryExercise(experiment.make, exercise->name());
      EXPECT_FALSE(verdict.atStart) << exercise->name() << " passes before anything is done";
      EXPECT_FALSE(verdict.onNearMisses.empty()) << exercise->name() << " has no near-miss";
      for (std::size_t i = 0; i < verdict.onNearMisses.size(); ++i)
        EXPECT_FALSE(verdict.onNearMisses[i]) << exercise->name() << " passes on: " << exercise->spec().nearMisses[i];
      EXPECT_TRUE(verdict.onSolution) << exercise->name() << " fails on its own solution";
      EXPECT_FALSE(exercise->spec().ask.empty());
    }
  }
}

/// The last number that a program prints.
std::string lastNumber(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  if (!process.waitForFinished(120000) || process.exitCode() != 0)
    return "failed: " + process.readAllStandardError().toStdString() + process.errorString().toStdString();
  static const QRegularExpression number("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?");
  std::string last;
  for (auto match = number.globalMatch(QString::fromUtf8(process.readAllStandardOutput())); match.hasNext();) last = match.next().captured().toStdString();
  return last;
}

TEST_P(EveryLesson, BothExamplesRunAndAgree) {
  const QString name = "example_" + QString(plugin().id).replace('.', '_');
  const QString ours = QString::fromStdString(base::programFolder().string()) + "/examples/" + name;
  ASSERT_TRUE(QFile::exists(ours)) << ours.toStdString();
  const std::string number = lastNumber(ours, {});
  EXPECT_FALSE(number.empty());
  EXPECT_NE(number.substr(0, 6), "failed") << number;
  // The distribution's own interpreter has NumPy; another one first in the path may not.
  for (const QString& python : {QString("/usr/bin/python3"), QStandardPaths::findExecutable("python3")}) {
    if (python.isEmpty() || QProcess::execute(python, {"-c", "import numpy"}) != 0) continue;
    EXPECT_EQ(lastNumber(python, {plugin().folder + "/example.py"}), number);
    return;
  }
  GTEST_SKIP() << "no Python with NumPy here";
}

}  // namespace
}  // namespace gradarium::tests
