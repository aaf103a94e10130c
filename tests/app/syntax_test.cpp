// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/code/syntax.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QColor>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include "app/code/code_block.h"
#include "app/code/example_pane.h"
#include "app/code/example_runner.h"
#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

/// "k:def n:f t:'x'": the kinds with the words they colour.
QString marked(const QString& line, Language language, int* state = nullptr) {
  int own = 0;
  QStringList words;
  for (const SyntaxMark& mark : marksIn(line, language, state ? *state : own))
    words << QString("kntdc"[static_cast<int>(mark.kind)]) + ":" + line.mid(mark.begin, mark.length);
  return words.join(" ");
}

TEST(Syntax, MarksPython) {
  EXPECT_EQ(marked("def f(x): return x + 1.5e-3  # why", Language::Python), "k:def n:f k:return d:1.5e-3 c:# why");
  EXPECT_EQ(marked("s = f\"a {b} \\\" c\" + 'd'", Language::Python), "t:f\"a {b} \\\" c\" t:'d'");
  EXPECT_EQ(marked("@jit", Language::Python), "n:@jit");
  EXPECT_EQ(marked("x1 = defer.definition", Language::Python), "");
  int state = 0;
  EXPECT_EQ(marked("\"\"\"one", Language::Python, &state), "t:\"\"\"one");
  EXPECT_EQ(marked("two", Language::Python, &state), "t:two");
  EXPECT_EQ(marked("three\"\"\" if", Language::Python, &state), "t:three\"\"\" k:if");
  EXPECT_EQ(state, 0);
}

TEST(Syntax, MarksCpp) {
  EXPECT_EQ(marked("#include <vector>", Language::Cpp), "k:#include t:<vector>");
  EXPECT_EQ(marked("const int n = 1'000; // many", Language::Cpp), "k:const k:int d:1'000 c:// many");
  EXPECT_EQ(marked("char c = '\\'';", Language::Cpp), "k:char t:'\\''");
  int state = 0;
  EXPECT_EQ(marked("a /* b", Language::Cpp, &state), "c:/* b");
  EXPECT_EQ(marked("c */ for", Language::Cpp, &state), "c:c */ k:for");
}

TEST(Syntax, SurvivesWhatIsNotFinished) {
  for (const char* line : {"\"open", "'", "\\", "r\"", "b'\\", "1e", ".", "@", "#", "0x", "/*", "\"\"\"", "f'"})
    for (const Language language : {Language::Plain, Language::Python, Language::Cpp, Language::Journal}) {
      int state = 0;
      for (const SyntaxMark& mark : marksIn(line, language, state)) {
        EXPECT_GE(mark.begin, 0) << line;
        EXPECT_LE(mark.begin + mark.length, static_cast<int>(qstrlen(line))) << line;
      }
    }
}

TEST(Syntax, ColoursCanBeRead) {
  for (const widgets::Theme* theme : {&widgets::lightTheme(), &widgets::darkTheme()})
    for (int kind = 0; kind < 5; ++kind)
      EXPECT_GE(std::min(widgets::contrast(colourOf(static_cast<SyntaxMark::Kind>(kind), *theme), theme->card),
                         widgets::contrast(colourOf(static_cast<SyntaxMark::Kind>(kind), *theme), theme->ground)),
                4.5)
          << kind;
}

TEST(CodeText, IsColouredAndCopied) {
  widgets::apply(widgets::lightTheme());
  CodeText text("if x:\n  y", Language::Python, true);
  EXPECT_FALSE(text.document()->begin().layout()->formats().isEmpty());
  std::unique_ptr<QToolButton> copy(copyButton("if x:\n  y"));
  copy->click();
  EXPECT_EQ(QGuiApplication::clipboard()->text(), "if x:\n  y");
  EXPECT_EQ(copy->text(), "Copied");
}

class Runner : public testing::Test {
 protected:
  QString script(const char* text) {
    QFile file(folder_.filePath("s.sh"));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    return file.fileName();
  }
  ExampleRunner::Call shell(const char* text) { return {"/bin/sh", {script(text)}}; }
  void SetUp() override {
    if (!QFile::exists("/bin/sh")) GTEST_SKIP() << "no shell here";
  }
  QTemporaryDir folder_;
};

TEST_F(Runner, PrintsAndEndsWell) {
  ExampleRunner runner({shell("echo one; echo two >&2")}, folder_.path());
  QSignalSpy wrote(&runner, &ExampleRunner::wrote), ended(&runner, &ExampleRunner::ended);
  runner.start();
  EXPECT_TRUE(runner.running());
  ASSERT_TRUE(ended.wait(20000));
  QString all;
  for (const auto& one : wrote) all += one[0].toString();
  EXPECT_TRUE(all.contains("one\n") && all.contains("two\n")) << all.toStdString();
  EXPECT_TRUE(ended[0][0].toBool());
  EXPECT_FALSE(runner.running());
}

TEST_F(Runner, IsStoppedAndToldSo) {
  ExampleRunner runner({shell("echo ready; exec sleep 600")}, folder_.path());
  QSignalSpy wrote(&runner, &ExampleRunner::wrote), ended(&runner, &ExampleRunner::ended);
  runner.start();
  ASSERT_TRUE(wrote.wait(20000));
  runner.cancel();
  ASSERT_TRUE(ended.wait(20000));
  EXPECT_FALSE(ended[0][0].toBool());
  EXPECT_TRUE(ended[0][1].toString().startsWith("Stopped"));
}

TEST_F(Runner, TriesTheNextPythonOnlyWhereAModuleIsMissing) {
  const ExampleRunner::Call lacking = {"/bin/sh", {"-c", "echo \"ModuleNotFoundError: No module named 'numpy'\"; exit 1"}};
  const ExampleRunner::Call failing = {"/bin/sh", {"-c", "exit 3"}}, fine = {"/bin/sh", {"-c", "echo fine"}};
  const auto outcome = [&](std::vector<ExampleRunner::Call> calls) {
    ExampleRunner runner(std::move(calls), folder_.path());
    QSignalSpy ended(&runner, &ExampleRunner::ended);
    runner.start();
    EXPECT_TRUE(!ended.isEmpty() || ended.wait(20000));
    return ended[0][1].toString();
  };
  EXPECT_TRUE(outcome({lacking, fine}).startsWith("Done"));
  EXPECT_TRUE(outcome({failing, fine}).contains("status 3"));
  EXPECT_TRUE(outcome({lacking}).contains("no NumPy"));
  EXPECT_TRUE(outcome({{folder_.filePath("not there"), {}}}).startsWith("It did not start"));
}

TEST_F(Runner, ThePaneShowsWhatWasPrinted) {
  widgets::apply(widgets::lightTheme());
  ExamplePane pane({"Shell", script("echo 42"), Language::Plain, {shell("echo 42")}, "no"}, "python");
  pane.resize(400, 400);
  pane.show();
  auto* run = pane.findChild<QPushButton*>("python.run");
  QSignalSpy ended(pane.findChild<ExampleRunner*>(), &ExampleRunner::ended);
  run->click();
  EXPECT_EQ(run->text(), "Stop");
  ASSERT_TRUE(ended.wait(20000));
  EXPECT_EQ(pane.findChild<QPlainTextEdit*>("python.output")->toPlainText(), "42\n");
  EXPECT_TRUE(pane.findChild<QLabel*>("python.standing")->text().startsWith("Done"));
  EXPECT_EQ(run->text(), "Run");
}

TEST_F(Runner, APaneThatCannotRunSaysWhy) {
  const ExamplePane pane({"C++", script("x"), Language::Cpp, {}, "Built without its examples."}, "cpp");
  EXPECT_FALSE(pane.findChild<QPushButton*>("cpp.run")->isEnabled());
  EXPECT_EQ(pane.findChild<QLabel*>("cpp.standing")->text(), "Built without its examples.");
}

}  // namespace
}  // namespace gradarium::app
