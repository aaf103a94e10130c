// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>

#include "app/tutorial/formula_spans.h"
#include "app/tutorial/tutorial.h"
#include "core/base/error.h"
#include "tests/lessons/every_lesson.h"
#include "widgets/formula/formula_sheet.h"
#include "widgets/formula/live_number.h"
#include "widgets/views/formula_view.h"

namespace gradarium::tests {
namespace {

/// Each formula with the line it stands in, and the topic it belongs to.
struct Placed {
  app::FormulaSpan span;
  std::string where;
  QString topic;
};

std::vector<Placed> formulasOf(const app::Tutorial& tutorial, const QString& file) {
  std::vector<Placed> all;
  const auto add = [&](const QString& text, int line, const QString& topic) {
    for (const auto& span : app::formulaSpans(text)) all.push_back({span, (file + ":" + QString::number(line + span.line)).toStdString(), topic});
  };
  add(tutorial.lead, tutorial.leadLine, {});
  for (const auto& step : tutorial.steps)
    for (const auto& part : step.parts) {
      if (part.kind == app::TutorialPart::Kind::Prose) add(part.text, part.line, step.topic);
      if (part.kind == app::TutorialPart::Kind::Exercise) add(part.more, part.line + 2, step.topic);
    }
  return all;
}

TEST_P(EveryLesson, EveryFormulaIsTypesetAndItsNumbersAreThere) {
  const QString file = plugin().folder + "/tutorial.md", typeset = plugin().folder + "/formulas.svg";
  const auto formulas = formulasOf(app::Tutorial::read(file), file);
  widgets::FormulaSheet sheet;
  if (QFile::exists(typeset)) {
    ASSERT_NO_THROW(sheet = widgets::FormulaSheet::read(typeset));
  }
  std::map<QString, std::unique_ptr<lab::Experiment>> schemas;
  for (const auto& topic : lesson().topics()) schemas[QString::fromStdString(topic.key())] = topic.make();
  for (const auto& [span, where, topic] : formulas) {
    const widgets::Formula* formula = sheet.find(span.tex, span.display);
    if (!formula) {
      ADD_FAILURE() << where << ": $" << span.tex.toStdString() << "$ is not typeset; node resources/formulas/typeset.mjs does it";
      continue;
    }
    for (const auto& slot : formula->slots) {
      const auto schema = schemas.find(topic);
      if (schema == schemas.end()) continue;  // of a topic that is not built yet
      try {
        widgets::LiveNumber(slot.live, *schema->second);
      } catch (const base::BadCall& error) {
        ADD_FAILURE() << where << ": " << error.what();
      }
    }
  }
  for (const auto& formula : sheet.formulas()) {
    const auto used = [&](const Placed& placed) {
      return placed.span.display == formula.display && widgets::FormulaSheet::key(placed.span.tex) == formula.tex;
    };
    EXPECT_TRUE(std::any_of(formulas.begin(), formulas.end(), used)) << formula.tex.toStdString() << " is in formulas.svg, but no longer in tutorial.md";
  }
}

TEST_P(EveryLesson, FormulaViewsFindTheirFormula) {
  for (const auto& topic : lesson().topics()) {
    const auto schema = topic.make();
    widgets::Bench bench;
    topic.arrange(bench, *schema);
    for (const auto& placed : bench.views()) {
      const auto* view = dynamic_cast<const widgets::FormulaView*>(placed.view.get());
      EXPECT_EQ(view ? view->problem() : "", "") << placed.view->name();
    }
  }
}

}  // namespace
}  // namespace gradarium::tests
