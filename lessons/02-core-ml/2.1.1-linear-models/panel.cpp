// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "features_experiment.h"
#include "least_squares_experiment.h"
#include "logistic_experiment.h"
#include "penalty_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/box_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/contour_view.h"
#include "widgets/views/heat_map_view.h"
#include "widgets/views/linked.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/surface_view.h"
#include "widgets/views/table_view.h"

namespace gradarium {
namespace {

using lessons::FeaturesExperiment;
using lessons::LeastSquaresExperiment;
using lessons::LogisticExperiment;
using lessons::PenaltyExperiment;

template <class E>
widgets::ScatterView::Condition isDrawn(const E& e) {
  return [&e](const lab::Snapshot& s) { return e.data.textIn(s) == "drawn"; };
}

std::string count(const lab::Points& points, const lab::Snapshot& s) {
  const auto* all = points.in(s);
  return std::to_string(all ? all->rows : 0);
}

void arrangeLeastSquares(widgets::Bench& bench, const LeastSquaresExperiment& e) {
  auto& fit = bench.main<widgets::ScatterView>("fit", e.points)
                  .curve(e.ownLine, "yours", 1)
                  .curve(e.line, "least squares", 0)
                  .curve(e.equal, "no residual", 0)
                  .residuals(e.feet)
                  .handles(e.ends, e.moveEnd, "end")
                  .handleCode(1)
                  .draws(e.drawn, isDrawn(e))
                  .asks(e.about)
                  .title([&e](const lab::Snapshot& s) {
                    if (e.data.textIn(s) != "drawn") return "What the model says × what was measured, " + count(e.points, s) + " samples";
                    return (e.own.in(s) ? "The squares of your line, " : "The squares of least squares, ") + count(e.points, s) + " points";
                  })
                  .responds({"data", "drawn", "own"})
                  .ignores({"level"});
  bench.beside<widgets::ContourView>("loss", e.loss)
      .title([&e](const lab::Snapshot& s) {
        return std::string(e.data.textIn(s) == "drawn" ? "Every line's mean squared residual" : "Loss over two coefficients");
      })
      .names("intercept", "slope", "MSE")
      .region(e.region, "confidence region", 0)
      .racer(e.descent, 1)
      .marks(e.best, "least squares")
      .start(e.here, e.moveOwn)
      .empty("No two coefficients to show: choose two different ones")
      .responds({"data", "drawn", "level", "own"});
  auto& influence = bench.below<widgets::BarView>("influence", e.influence)
                        .title("Leverage and Cook's distance of each sample")
                        .bars("sample")
                        .values("h, D")
                        .asks(e.about)
                        .responds({"data", "drawn"})
                        .ignores({"own"});
  widgets::link({&fit, &influence});
  bench.below<widgets::TableView>("coefficients", e.coefficients).title("Coefficients").responds({"data", "drawn"});
  bench.parameters({&e.data, &e.drawn, &e.own, &e.rate, &e.level, &e.across, &e.up});
  bench.rightNow({&e.intercept, &e.slope, &e.slopeError, &e.squares, &e.ownSquares, &e.rSquared, &e.noise, &e.leverageMost, &e.cooksMost, &e.inflation});
}

void arrangeVectors(widgets::Bench& bench, const LeastSquaresExperiment& e) {
  bench.main<widgets::ScatterView>("vectors", e.vectors)
      .bare()
      .curve(e.space, "", 2)
      .curve(e.ones, "along 1", 2)
      .curve(e.slopes, "along x", 2)
      .curve(e.flat, "", 0)
      .curve(e.corner, "", 5)
      .curve(e.slanted, "", 1)
      .curve(e.upright, "", 5)
      .names()
      .title([&e](const lab::Snapshot& s) { return "All " + count(e.points, s) + " samples as one vector, above all lines"; })
      .empty("No samples: draw some")
      .responds({"data", "drawn", "turn", "own"})
      .ignores({"level"});
  bench.beside<widgets::ScatterView>("fit", e.points)
      .curve(e.ownLine, "yours", 1)
      .curve(e.line, "least squares", 0)
      .curve(e.equal, "no residual", 0)
      .residuals(e.feet)
      .handles(e.ends, e.moveEnd, "end")
      .handleCode(1)
      .draws(e.drawn, isDrawn(e))
      .asks(e.about)
      .title("The same as a line")
      .responds({"data", "drawn", "own"});
  bench.rightNow({&e.squares, &e.gain, &e.ownSquares, &e.rSquared, &e.intercept, &e.slope});
  bench.parameters({&e.data, &e.drawn, &e.own, &e.turn});
}

void arrangeLogistic(widgets::Bench& bench, const LogisticExperiment& e) {
  bench.main<widgets::ScatterView>("plane", e.points)
      .colour(e.labels, "class")
      .field(e.probability,
             [&e](const lab::Snapshot& s) { return e.classes.numberIn(s) == 2 ? widgets::FieldLook::Probability : widgets::FieldLook::Classes; },
             "probability of the second class")
      .draws(e.drawn, isDrawn(e))
      .asks(e.about)
      .title([&e](const lab::Snapshot& s) {
        const auto* p = e.points.in(s);
        const std::string axes = p && p->columnNames.size() == 2 ? lessons::capitalised(p->columnNames[0]) + " × " + p->columnNames[1] : std::string("Samples");
        return axes + ", " + count(e.points, s) + " samples";
      })
      .caption([&e](const lab::Snapshot& s) {
        const bool all = e.features.in(s) == LogisticExperiment::Features::All && e.data.textIn(s) != "drawn";
        return std::string(all ? "others at their means" : "");
      })
      .responds({"data", "drawn", "lambda", "solver"});
  bench.beside<widgets::ContourView>("landscape", e.landscape)
      .title("Loss over the two weights")
      .names("weight across", "weight up", "loss")
      .racer(e.path, 1)
      .marks(e.bottom, "minimum")
      .empty("Needs two classes")
      .responds({"data", "drawn", "lambda", "solver"});
  bench.below<widgets::SurfaceView>("log_odds", e.logOdds)
      .title("Log-odds: a tilted plane")
      .names("across", "up", "log-odds")
      .empty("Needs two classes")
      .responds({"data", "drawn", "lambda"});
  bench.below<widgets::LineView>("losses", e.losses)
      .with(e.norms, "length of w")
      .title("At each step")
      .yLabel("log scale")
      .logY()
      .steps()
      .responds({"data", "solver", "lambda"});
  bench.below<widgets::BarView>("weights", e.byClass)
      .title("Weights, per deviation of a feature")
      .bars("feature")
      .values("weight")
      .empty("Needs two classes")
      .responds({"data", "lambda", "solver"});
  bench.rightNow({&e.logLoss, &e.accuracy, &e.wrong, &e.area, &e.norm, &e.steepest, &e.first, &e.odds});
}

void arrangePenalty(widgets::Bench& bench, const PenaltyExperiment& e) {
  bench.main<widgets::ContourView>("map", e.loss)
      .title([&e](const lab::Snapshot& s) {
        const auto* ball = e.ball.in(s);
        const std::string two = ball && ball->columnNames.size() == 2 ? lessons::capitalised(ball->columnNames[0]) + " × " + ball->columnNames[1] : std::string("Two coefficients");
        return two + (e.l1.in(s) == 1 ? ": loss and diamond" : e.l1.in(s) == 0 ? ": loss and disc" : ": loss and ball");
      })
      .names("across", "up", "unexplained")
      .oneScale()
      .region(e.ball, "as much penalty", 2)
      .trace(e.way, 0)
      .racer(e.descent, 1)
      .marks(e.valley, "without penalty")
      .marker(e.here, "solution")
      .empty("Choose two different coefficients")
      .responds({"data", "lambda", "l1", "across", "up"})
      .ignores({"folds"});
  bench.beside<widgets::LineView>("path", e.path)
      .title("Coefficients, per deviation of their column")
      .xLabel("log₁₀ λ")
      .yLabel("coefficient")
      .upright(e.lambda)
      .responds({"data", "l1", "lambda"})
      .ignores({"across"});
  bench.below<widgets::LineView>("cv", e.error)
      .title("Unexplained on samples kept back")
      .yLabel("unexplained")
      .caption([](const lab::Snapshot&) { return std::string(); })
      .bars(e.errorBar)
      .upright(e.lambda)
      .responds({"data", "l1", "folds", "seed", "lambda"});
  bench.below<widgets::BoxView>("bootstrap", e.bootstrap)
      .title([&e](const lab::Snapshot& s) { return "Coefficients of " + std::to_string(e.resamples.in(s)) + " resamples"; })
      .boxes("column")
      .values("per deviation")
      .horizontal()
      .responds({"data", "lambda", "l1", "resamples", "seed"});
  bench.rightNow({&e.kept, &e.freedom, &e.rSquared, &e.lengthNow, &e.strongest, &e.times, &e.bestError, &e.oneError, &e.violation, &e.walker});
}

void arrangeFeatures(widgets::Bench& bench, const FeaturesExperiment& e) {
  bench.main<widgets::ScatterView>("fit", e.points)
      .colour(e.labels, "class")
      .field(e.field, widgets::FieldLook::Probability, "probability of the second class")
      .curve(e.truth, "truth", 2)
      .curve(e.curve, "fit", 1)
      .draws(e.drawn, isDrawn(e))
      .title([&e](const lab::Snapshot& s) {
        const double p = e.columnsNow.numberIn(s);
        return "A linear model of " + (std::isfinite(p) ? std::to_string(std::lround(p)) : "no") + (p == 1 ? " column, " : " columns, ") + count(e.points, s) + " samples";
      })
      .responds({"data", "degree", "knots", "harmonics", "bins", "logs", "lambda"})
      .ignores({"folds"});
  bench.beside<widgets::HeatMapView>("design", e.design)
      .title("The columns that were made, scaled")
      .rows("sample")
      .columns("column")
      .values("deviations")
      .signedScale()
      .range(-3, 3)
      .asks(e.about)
      .empty("No columns: only an intercept")
      .responds({"data", "degree", "knots", "harmonics", "bins", "logs"})
      .ignores({"lambda"});
  bench.below<widgets::LineView>("by_degree", e.tested)
      .with(e.train, "as fitted")
      .title("Score by degree")
      .yLabel("score")
      .bars(e.bars)
      .steps()
      .empty("Run, and each step tries the next degree")
      .responds({"data", "folds", "seed", "lambda"});
  bench.below<widgets::BarView>("folds", e.foldScores)
      .title("Score of each fold")
      .bars("fold")
      .values("score")
      .line(e.testedNow, "mean")
      .responds({"data", "degree", "folds", "seed"});
  bench.below<widgets::BarView>("coefficients", e.heights)
      .title("Coefficients, scaled")
      .bars("column")
      .values("coefficient")
      .horizontal()
      .empty("No columns: only an intercept")
      .responds({"data", "degree", "lambda"});
  bench.rightNow({&e.columnsNow, &e.trainNow, &e.testedNow, &e.barNow, &e.gap, &e.bestDegree});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<lessons::LeastSquaresExperiment>("Linear regression", arrangeLeastSquares, "As a line")
      .part<lessons::LeastSquaresExperiment>("As vectors", arrangeVectors)
      .topic<lessons::LogisticExperiment>("Logistic regression", arrangeLogistic)
      .topic<lessons::PenaltyExperiment>("Regularization (L1, L2)", arrangePenalty)
      .topic<lessons::FeaturesExperiment>("Feature engineering", arrangeFeatures);
}
