// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>

#include "tests/paths.h"

namespace gradarium::app {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Outcome {
  int status = -1;
  QByteArray out, err;
};

/// A folder with a text to train on, and what the program does there.
class Train : public ::testing::Test {
 protected:
  void SetUp() override {
    QByteArray text;
    for (int i = 0; i < 400; ++i)
      text += i % 7 < 3 ? "and the king said unto him, " : "go up into the land.\n";
    write("text.txt", text);
  }
  QString path(const QString& name) const { return folder_.filePath(name); }
  void write(const QString& name, const QByteArray& bytes) const {
    QFile file(path(name));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }
  QByteArray read(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  void start(QProcess& process, const QString& words) const {
    process.setWorkingDirectory(folder_.path());
    process.start(QString::fromStdString(tests::paths::program), words.split(u' '));
  }
  Outcome call(const QString& words) const {
    QProcess process;
    start(process, words);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  }
  void expectRefusal(const QString& words, int status, const char* sentence) const {
    const Outcome outcome = call(words);
    EXPECT_EQ(outcome.status, status) << words.toStdString();
    EXPECT_EQ(outcome.err.toStdString(), std::string("gradarium: ") + sentence + "\n");
    EXPECT_TRUE(outcome.out.isEmpty());
  }

  const QString small =
      u"train --data text.txt --layers 1 --width 16 --heads 2 --context 32 --batch 4 --warm-up 10 --rate 0.01 --seed 2"_s;
  QTemporaryDir folder_;
};

TEST_F(Train, TrainsAndTheModelWrites) {
  const Outcome outcome =
      call(small + " --steps 120 --reports 6 --to m.safetensors --curve c.csv --sample 20 --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err.toStdString();
  const QJsonDocument json = QJsonDocument::fromJson(outcome.out);
  EXPECT_EQ(json["status"_L1].toString(), "finished");
  EXPECT_EQ(json["steps"_L1].toInt(), 120);
  EXPECT_EQ(json["curve"_L1].toArray().size(), 6);
  EXPECT_LT(json["heldOut"_L1].toDouble(), 1.5);
  EXPECT_EQ(read("c.csv").count('\n'), 7);
  EXPECT_TRUE(outcome.err.contains("5 % of the text are held out"));
  EXPECT_TRUE(outcome.err.contains("step 120 of 120  loss "));
  EXPECT_TRUE(outcome.err.contains("tokens/s"));

  const Outcome first = call("generate m.safetensors --prompt the --tokens 30 --seed 4 --json");
  ASSERT_EQ(first.status, 0) << first.err.toStdString();
  EXPECT_EQ(QJsonDocument::fromJson(first.out)["text"_L1].toString().size(), 30);
  const Outcome again = call("generate m.safetensors --prompt the --tokens 30 --seed 4");
  EXPECT_EQ(QString(again.out), "the" + QJsonDocument::fromJson(first.out)["text"_L1].toString() + "\n");
  expectRefusal("generate m.safetensors --prompt X", 2, "byte 88 at place 0 is not in the vocabulary");
}

#ifndef Q_OS_WIN
TEST_F(Train, AfterCtrlCItGoesOnAsIfNothingHadBeen) {
  const QString files = " --to m.safetensors --curve c.csv --json",
                run = small + " --steps 3000 --reports 60" + files;
  ASSERT_EQ(call(run).status, 0);
  const QByteArray whole = read("m.safetensors"), curve = read("c.csv");

  QByteArray said;
  int status = 0;
  for (int attempt = 0; attempt < 5 && status == 0; ++attempt) {  // it may end before the signal comes
    QFile::remove(path("m.safetensors"));
    said.clear();
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    start(process, run);
    while (!said.contains("step 50 of") && process.waitForReadyRead(30000))
      said += process.readAllStandardError();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    ASSERT_TRUE(process.waitForFinished(30000));
    said += process.readAllStandardError();
    status = process.exitCode();
  }
  ASSERT_EQ(status, 1) << said.toStdString();
  EXPECT_TRUE(said.contains("gradarium train --resume m.checkpoint.safetensors --to m.safetensors"))
      << said.toStdString();
  EXPECT_FALSE(QFile::exists(path("m.safetensors")));

  expectRefusal("train --resume m.checkpoint.safetensors --to m.safetensors --rate 1", 2,
                "--rate was settled when the training began; leave it out with --resume");
  const Outcome outcome = call("train --resume m.checkpoint.safetensors" + files);
  ASSERT_EQ(outcome.status, 0) << outcome.err.toStdString();
  EXPECT_EQ(read("c.csv"), curve);
  // The command differs; the weights stand at the end.
  const QByteArray resumed = read("m.safetensors");
  ASSERT_FALSE(resumed.isEmpty());
  EXPECT_EQ(resumed.right(10000), whole.right(10000));
}
#endif

TEST_F(Train, SaysBeforehandWhatCannotWork) {
  write("empty.txt", "");
  write("nul.txt", QByteArray("a\0b", 3) + "more of it");
  write("tiny.txt", "tiny");
  expectRefusal("train --to m.safetensors --data empty.txt", 1, "empty.txt is empty");
  expectRefusal("train --to m.safetensors --data nul.txt", 1,
                "nul.txt is no plain text: byte 1 is NUL; if it is UTF-16, save it as UTF-8");
  expectRefusal("train --to m.safetensors --data tiny.txt", 1,
                "tiny.txt has 4 bytes, too few for a context of 128 and the byte after it");
  expectRefusal("train --to m.safetensors --data none.txt", 1, "cannot read none.txt: there is no such file");
  expectRefusal("train --to m.safetensors --data shakespeare", 2,
                "there is no text \"shakespeare\"; it takes names, king-james, austen, or a path to a file");
  expectRefusal(small, 2, "--to is missing");
  expectRefusal(small + " --to none/m.safetensors", 1,
                "cannot write none/m.safetensors: there is no folder none");
  expectRefusal(small + " --to m.safetensors --heads 3", 2, "a width of 16 is no multiple of 3 heads");
  expectRefusal(small + " --to m.safetensors --steps 1.5", 2,
                "--steps takes a whole number, 1 to 1000000000, not '1.5'");
  expectRefusal(small + " --to m.safetensors --positions up", 2,
                "positions take learned, sinusoidal, rotary, alibi or none, not \"up\"");
  expectRefusal("train --to m.safetensors --resume none", 1, "cannot read none: there is no such file");
  expectRefusal("generate", 2, "the model is missing: a file that 'gradarium train' wrote, or a shipped one");
  expectRefusal("generate text.txt", 1,
                "text.txt is not a safetensors file that can be read here: its header would take "
                "2334386829830418017 bytes, more than 16 MiB");
}

TEST_F(Train, DivergingEndsInWords) {
  const Outcome outcome =
      call(small + " --steps 5000 --rate 100 --clip 0 --warm-up 0 --weight-decay 50 --to m.safetensors");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(outcome.err.contains("the loss was no longer a finite number at step "))
      << outcome.err.toStdString();
  EXPECT_TRUE(outcome.err.contains("try a --rate below 100, or --clip 1")) << outcome.err.toStdString();
  EXPECT_FALSE(QFile::exists(path("m.safetensors")));
}

}  // namespace
}  // namespace gradarium::app
