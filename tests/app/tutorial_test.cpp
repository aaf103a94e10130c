// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/tutorial.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>

#include "app/progress/progress.h"
#include "app/tutorial/formula_spans.h"
#include "app/tutorial/prose_formula.h"
#include "app/tutorial/prose_view.h"
#include "core/base/error.h"
#include "core/lab/engine.h"
#include "tests/paths.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

QStringList texOf(const QString& markdown) {
  QStringList all;
  for (const FormulaSpan& span : formulaSpans(markdown)) all << (span.display ? "D:" : "I:") + span.tex;
  return all;
}

TEST(FormulaSpans, TellsFormulasFromPricesAndCode) {
  EXPECT_EQ(texOf("a $x^2$ and $$y\n+ z$$."), QStringList({"I:x^2", "D:y\n+ z"}));
  EXPECT_EQ(texOf("between $5 and $6, or \\$3"), QStringList());
  EXPECT_EQ(texOf("`$a$` ``$b`$`` $c$"), QStringList({"I:c"}));
  EXPECT_EQ(texOf("$ a$ $a $"), QStringList());
  EXPECT_EQ(texOf("$a\n\nb$"), QStringList());
  EXPECT_EQ(texOf("$a$$b$"), QStringList({"I:a", "I:b"}));
  EXPECT_EQ(texOf("$\\$5$ $$open"), QStringList({"I:\\$5"}));
  EXPECT_EQ(texOf("$"), QStringList());
  EXPECT_EQ(texOf("\\"), QStringList());
  EXPECT_EQ(formulaSpans("one\ntwo $x$").at(0).line, 1);
}

/// The script in resources/formulas follows the same rules: its fixture holds what both should find.
TEST(FormulaSpans, FindsWhatTheScriptFound) {
  const QString folder = QString::fromStdString(tests::paths::fixtures) + "/formulas";
  QFile file(folder + "/tutorial.md");
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  const QString all = QString::fromUtf8(file.readAll());
  const auto sheet = widgets::FormulaSheet::of(folder);
  const auto found = formulaSpans(all.section("```", 0, 0) + all.section("```", 4, 4));  // without the fences
  EXPECT_EQ(found.size() , 4U);
  for (const FormulaSpan& span : found) EXPECT_NE(sheet->find(span.tex, span.display), nullptr) << span.tex.toStdString();
  EXPECT_NE(sheet->find("\\frac{1}{2}", false), nullptr);  // of the hint
}

TEST(TutorialFile, HasStepsBlocksCodeAndHints) {
  const Tutorial tutorial = Tutorial::parse(
      "Lead.\n\n# Topic\n## Step\n\nProse\nof two lines.\n\n```lab Go\nstep\n```\n```python\nx = 1\n\ny = 2\n```\n```exercise\nname\nA *hint*.\n```\n## Next\nEnd", "t.md");
  EXPECT_EQ(tutorial.lead, "Lead.");
  ASSERT_EQ(tutorial.steps.size(), 2U);
  const auto& parts = tutorial.steps[0].parts;
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(parts[0].text, "Prose\nof two lines.");
  EXPECT_EQ(parts[0].line, 6);
  EXPECT_EQ(parts[1].text, "Go");
  EXPECT_EQ(parts[2].kind, TutorialPart::Kind::Code);
  EXPECT_EQ(parts[2].text, "x = 1\n\ny = 2");
  EXPECT_EQ(parts[2].more, "python");
  EXPECT_EQ(parts[3].text, "name");
  EXPECT_EQ(parts[3].more, "A *hint*.");
  for (const char* wrong : {"## Step", "# T\n```lab\nstep\n```", "# T\n## S\n```lab Go\nfly\n```", "# T\n## S\n```python\nx", "# T\n```python\n```"})
    EXPECT_THROW(Tutorial::parse(wrong, "t.md"), base::Error) << wrong;
}

class Costed final : public lab::Experiment {
 public:
  Costed() : Experiment("costed", "Costed") {}
  lab::Real rate{this, "rate", "Rate", {.value = 1, .min = 0, .max = 10}};
  lab::Scalar cost{this, "cost", "Cost"};
  void reset() override { cost = 40 * rate; }
};

class Prose : public testing::Test {
 protected:
  Prose() { widgets::apply(widgets::lightTheme()); }
  ProseSource source() const {
    const QString folder = QString::fromStdString(tests::paths::fixtures) + "/formulas";
    return {folder, widgets::FormulaSheet::of(folder)};
  }
  static void open(QWidget& view, int width, int height) {
    view.resize(width, height);
    view.setAttribute(Qt::WA_DontShowOnScreen);
    view.show();
  }
  static constexpr const char* cost = "$$J = \\sum_{i=1}^n \\norm{x_i - \\mu_{z(i)}}^2 = \\live{cost}{000.00}$$";
};

TEST_F(Prose, CopiesFormulasAsTexAndSaysThemInWords) {
  ProseView view(QString("Let $x^2$ be *it*.\n\n") + cost, source());
  view.selectAll();
  view.copy();
  EXPECT_EQ(QGuiApplication::clipboard()->text(), QString("Let $x^2$ be it.\n") + cost);
  EXPECT_TRUE(view.accessibleName().startsWith("Let x squared be it."));
  EXPECT_TRUE(view.accessibleName().endsWith("equals nothing yet"));
}

TEST_F(Prose, AFormulaKeepsItsCommaOnItsLine) {
  // Wherever the line breaks, no line begins with the comma: it is part of what stands before it.
  ProseView view("Words before $x^2$, and $x^2$).", source());
  EXPECT_EQ(view.toPlainText(), QString("Words before \uFFFC and \uFFFC"));
  view.selectAll();
  view.copy();
  EXPECT_EQ(QGuiApplication::clipboard()->text(), "Words before $x^2$, and $x^2$).");
}

TEST_F(Prose, LiveNumbersFollowTheSnapshotsWithoutANewLayout) {
  ProseView view(QString("Now\n\n") + cost, source());
  open(view, 320, view.heightForWidth(320));
  const Costed schema;
  lab::Engine engine(std::make_unique<Costed>());
  view.show(schema, *engine.snapshot());
  const QImage before = view.grab().toImage();
  const double height = view.document()->size().height();
  EXPECT_TRUE(view.accessibleName().endsWith("equals 40.00"));
  engine.apply(lab::Command::set("rate", "2.5"));
  view.show(schema, *engine.snapshot());
  EXPECT_TRUE(view.accessibleName().endsWith("equals 100.00"));
  EXPECT_NE(view.grab().toImage(), before);
  EXPECT_EQ(view.document()->size().height(), height);
  widgets::apply(widgets::darkTheme());
  QCoreApplication::processEvents();
  EXPECT_TRUE(view.accessibleName().endsWith("equals 100.00")) << "a switch of theme keeps the numbers";
  EXPECT_NE(view.grab().toImage(), before);
}

TEST_F(Prose, ShowsTheTexOfWhatIsNotTypeset) {
  ProseView view("Before $y^9$ after $x^2$.", source());
  EXPECT_EQ(view.toPlainText().count(QChar::ObjectReplacementCharacter), 1);
  EXPECT_TRUE(view.toPlainText().contains("$y^9$"));
  QTextCursor cursor = view.document()->find("$y^9$");
  EXPECT_EQ(cursor.charFormat().foreground().color(), widgets::lightTheme().wrong);
}

TEST_F(Prose, IsAsHighAsItsTextAtEveryWidth) {
  ProseView view(QString("Some words that take a line or two in a narrow column, with $x^2$ in them.\n\n") + cost +
                     "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two\n\nMore `code` and a [link](https://example.org).",
                 source());
  open(view, 640, 400);
  int last = 0;
  for (const int width : {600, 400, 300, 212, 160}) {
    const int height = view.heightForWidth(width);
    EXPECT_GE(height, last) << width;
    last = height;
    view.resize(width, height);
    EXPECT_EQ(view.verticalScrollBar()->maximum(), 0) << width;
    EXPECT_EQ(view.horizontalScrollBar()->maximum(), 0) << width;
    EXPECT_LE(view.document()->idealWidth(), width + 1) << width;
  }
}

TEST_F(Prose, FiguresFitTheColumn) {
  const QTemporaryDir folder;
  QImage(800, 400, QImage::Format_RGB32).save(folder.filePath("wide.png"));
  ProseView view("![A wide one](wide.png)", {folder.path(), nullptr});
  open(view, 300, 400);
  EXPECT_LE(view.document()->size().width(), 300);
  EXPECT_NEAR(view.heightForWidth(300), 150, 12);
}

}  // namespace
}  // namespace gradarium::app
