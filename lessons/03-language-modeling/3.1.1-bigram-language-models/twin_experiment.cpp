// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin_experiment.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lessons {

void TwinExperiment::build() {
  if (prepare()) {
    counts_ = text::BigramCounts(tokenCount());
    counts_.count(prepared().training());
    model_.emplace(counts_, text::SmoothingOptions{});
  }
  if (counts_.total() == 0) throw base::Error("the text has no pair of tokens to learn from");
}

void TwinExperiment::restore(const std::any& state) {
  build();
  twin_ = std::any_cast<const text::SoftmaxBigram&>(state);
}

void TwinExperiment::reset() {
  build();
  twin_.emplace(counts_, 1.0, seed);
  counting = model_->loss(counts_);
  publish();
}

lab::Status TwinExperiment::step(lab::Run& run) {
  for (int i = 0; i < updates; ++i) {
    if (run.cancelled()) return lab::Status::Cancelled;
    run.progress(double(i) / updates, "gradient descent");
    twin_->step(rate, decay);
  }
  publish();
  if (!std::isfinite(twin_->loss())) return lab::Status::Diverged;
  return twin_->updates() < lastUpdate ? lab::Status::Running : lab::Status::Finished;
}

void TwinExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &after) publishRow();
}

void TwinExperiment::publish() {
  const auto cells = twin_->probabilities();
  const double now = twin_->loss(), least = model_->loss(counts_);
  std::vector<double> apart(cells.size());
  double most = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    apart[i] = cells[i] - model_->cells()[i];
    // A row that the text does not have is nobody's business.
    if (counts_.rowSum(i / tokenCount()) == 0) apart[i] = 0;
    most = std::max(most, std::abs(apart[i]));
  }
  difference = table(std::span<const double>(apart));
  weights = table(twin_->weights());
  done = static_cast<double>(twin_->updates());
  loss = now;
  gap = now - least;
  largest = most;
  never = *std::ranges::min_element(cells);
  losses.append(static_cast<double>(twin_->updates()), now);
  counted.append(static_cast<double>(twin_->updates()), least);
  gaps.append(static_cast<double>(twin_->updates()), std::max(now - least, 1e-12));
  publishRow();
}

void TwinExperiment::publishRow() {
  chooseRow(counts_);
  showRow({{"counting", model_->row(row())},
           {"twin", twin_->probabilities().subspan(row() * tokenCount(), tokenCount())}});
}

lab::Arithmetic TwinExperiment::explain(lab::Cell cell) const {
  const auto [a, b] = pairAt(cell);
  const auto n = static_cast<double>(counts_.rowSum(a));
  const double share = n / static_cast<double>(counts_.total());
  const double p = twin_->probabilities()[a * tokenCount() + b], target = n > 0 ? counts_.at(a, b) / n : p;
  lab::Arithmetic answer{"gradient of W at " + name(a) + ", " + name(b), {}, share * (p - target)};
  answer.lines.push_back({"share of the pairs with " + name(a) + " before",
                          base::shortest(n) + " / " + std::to_string(counts_.total()), share});
  answer.lines.push_back({"twin's probability", "softmax of the row", p});
  answer.lines.push_back({"counted", base::shortest(counts_.at(a, b)) + " / " + base::shortest(n), target});
  answer.lines.push_back({"gradient", "share · (twin − counted)", answer.result});
  return answer;
}

std::string TwinExperiment::file(lab::Format format) const {
  return format == lab::Format::Onnx ? io::onnx::write(twin_->onnx())
                                     : io::writeSafetensors(twin_->safetensors());
}

std::string TwinExperiment::standing(const lab::Snapshot& s) const {
  const auto brief = [](double x) { return base::shortest(std::round(x * 1e5) / 1e5); };
  if (!onNames(s)) return "needs the names, as they come";
  return "loss " + brief(loss.numberIn(s)) + ", gap " + brief(gap.numberIn(s)) + ", rarest cell " +
         brief(never.numberIn(s));
}

}  // namespace gradarium::lessons
