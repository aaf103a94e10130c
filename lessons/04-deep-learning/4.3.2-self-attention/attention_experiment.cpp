// SPDX-License-Identifier: GPL-3.0-or-later
#include "attention_experiment.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/lm/head_habits.h"
#include "core/lm/sampling.h"

namespace gradarium::lessons {
namespace {

std::size_t groupsOf(AttentionExperiment::Groups choice, std::size_t heads) {
  switch (choice) {
    case AttentionExperiment::Groups::All: return heads;
    case AttentionExperiment::Groups::Two: return std::min<std::size_t>(2, heads);
    case AttentionExperiment::Groups::One: return 1;
  }
  return heads;
}

const double learnt = 0.2 * std::log(27.0);  // nats on what is recalled: a fifth of chance

std::string twoDigits(double number) { return base::shortest(std::round(number * 100) / 100); }

}  // namespace

/// What was typed and then what was written; two tokens at least, so that one can look at the other.
std::vector<std::int32_t> AttentionExperiment::tokens() const {
  std::vector<std::int32_t> all = learner_->alphabet().encode(text.get());
  all.resize(std::clamp(all.size(), leastTokens, mostTokens), learner_->alphabet().encode(" ").front());
  all.insert(all.end(), generated_.begin(), generated_.end());
  if (all.size() > mostTokens) all.resize(mostTokens);
  return all;
}

std::size_t AttentionExperiment::looking() const {
  const std::size_t count = trace_.ids.size();
  return at == 0 ? count - 1 : std::min(static_cast<std::size_t>(int{at}), count) - 1;
}

void AttentionExperiment::reset() {
  if (trainedHere()) {
    lm::AttentionNetOptions options;
    options.context = mostTokens;
    options.layers = static_cast<std::size_t>(int{layers});
    options.width = static_cast<std::size_t>(int{width});
    options.heads = static_cast<std::size_t>(int{heads});
    options.groups = groupsOf(groups, options.heads);
    options.positions = encoding;
    options.causal = causal;
    options.seed = seed;
    learner_ = std::make_unique<Learner>(source, options, static_cast<std::size_t>(int{repeat}));
  } else {
    learner_ = std::make_unique<Learner>(static_cast<std::uint64_t>(seed));
  }
  ablated_.clear();
  patched_.clear();
  edits_.clear();
  generated_.clear();
  random_ = base::Random(static_cast<std::uint64_t>(seed) ^ 0x7772'6974'65ULL);
  const auto& options = learner_->net().options();
  place_ = {options.layers - 1, 0};
  chance = learner_->chance();
  const std::size_t d = options.width, keys = d * learner_->net().spec().keyHeads() / options.heads;
  size = static_cast<double>(2 * d * d + 2 * d * keys);
  judge(true);
  retrace();
}

lab::Status AttentionExperiment::step(lab::Run& run) {
  const int updatesAStep = trainedHere() ? 5 : 1;
  bool healthy = true;
  for (int i = 0; i < updatesAStep && healthy; ++i) {
    if (run.cancelled()) return lab::Status::Cancelled;
    healthy = std::isfinite(learner_->update());
  }
  judge(true);
  retrace();
  if (!healthy) return lab::Status::Diverged;
  return learner_->updates() >= static_cast<std::uint64_t>(updatesAStep) * lastStep ? lab::Status::Finished : lab::Status::Running;
}

/// On rows held out; what is ablated is missed.
void AttentionExperiment::judge(bool append) {
  const Learner::Losses loss = learner_->evaluate(ablated_);
  const auto made = static_cast<double>(learner_->updates());
  recallLoss = loss.recalled;
  updates = made;
  if (!append) return;
  fresh.append(made, loss.fresh);
  recalled.append(made, loss.recalled);
  const auto row = learner_->heldRow();
  const lm::AttentionTrace held = lm::trace(learner_->net(), row);
  double bestPrevious = 0, bestInduction = 0;
  for (std::size_t l = 0; l < held.weights.size(); ++l)
    for (std::size_t h = 0; h < held.weights[l].length(0); ++h) {
      bestPrevious = std::max(bestPrevious, lm::previousTokenScore(held.weights[l], h));
      if (const double score = lm::inductionScore(held.weights[l], h, row); score > bestInduction) bestInduction = score;
    }
  previousScore.append(made, bestPrevious);
  inductionScore.append(made, bestInduction);
}

lm::Intervention AttentionExperiment::intervention() const {
  lm::Intervention change{.ablated = ablated_, .edits = edits_, .patched = patched_};
  for (auto& edit : change.edits) edit.change = static_cast<float>(double{nudge});
  if (!patched_.empty()) change.donor = lm::trace(learner_->net(), otherTokens()).mixed;
  return change;
}

/// The text to patch from, as long as the one that is read.
std::vector<std::int32_t> AttentionExperiment::otherTokens() const {
  std::vector<std::int32_t> ids = learner_->alphabet().encode(donorText.get());
  ids.resize(tokens().size(), learner_->alphabet().encode(" ").front());
  return ids;
}

/// The network reads the learner's text again, and what is shown of it follows.
void AttentionExperiment::retrace() {
  const auto ids = tokens();
  // A number that was nudged may stand beyond a text that has become shorter.
  std::erase_if(edits_, [&](const lm::HeadEdit& edit) { return edit.token >= ids.size(); });
  const lm::Intervention change = intervention();
  lm::AttentionNet& net = learner_->net();
  trace_ = lm::trace(net, ids, change);
  untouched_ = change.empty() ? trace_.logits : lm::changedLogits(net, ids, 1, {}).select(0, 0).clone();
  shown_ = lm::headOf(net, trace_, place_);
  const auto losses = trace_.losses();
  lab::value::Tokens read;
  for (std::size_t t = 0; t < ids.size(); ++t) read.tokens.push_back({learner_->alphabet().text(ids[t]), ids[t], t > 0 ? losses[t - 1] : 0});
  strip = std::move(read);
  induction = perHead([&](std::size_t l, std::size_t h) { return lm::inductionScore(trace_.weights[l], h, ids); });
  previous = perHead([&](std::size_t l, std::size_t h) { return lm::previousTokenScore(trace_.weights[l], h); });
  induction_ = std::get<lab::value::Matrix>(*induction.current()).data;
  previous_ = std::get<lab::value::Matrix>(*previous.current()).data;
  off = perHead([&](std::size_t l, std::size_t h) { return ablated_.contains({l, h}) ? 1.0 : patched_.contains({l, h}) ? 2.0 : 0.0; });
  answer = {learner_->alphabet().name(static_cast<std::int32_t>(likeliest(trace_.logits)))};
  otherAnswer = {learner_->alphabet().name(static_cast<std::int32_t>(likeliest(lm::changedLogits(net, otherTokens(), 1, {}).select(0, 0).clone())))};
  const std::string ours = learner_->alphabet().name(static_cast<std::int32_t>(likeliest(untouched_)));
  const std::string theirs = std::get<lab::value::Text>(*otherAnswer.current()).text;
  patchAim = {ours == theirs ? "both expect " + ours : ours + " → " + theirs};
  orderGap = order();
  next = nextTokens();
  shownName = {std::to_string(place_.first + 1) + "." + std::to_string(place_.second + 1)};
  habit = {lm::inWords(lm::habitsOf(trace_.weights[place_.first], place_.second, ids))};
  changesMade = {changesInWords()};
}

std::string AttentionExperiment::changesInWords() const {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  for (const auto& [l, h] : ablated_) add(std::to_string(l + 1) + "." + std::to_string(h + 1) + " off");
  for (const auto& [l, h] : patched_) add(std::to_string(l + 1) + "." + std::to_string(h + 1) + " patched");
  if (!edits_.empty()) add(std::to_string(edits_.size()) + " nudged");
  return words.empty() ? "nothing" : words;
}

/// The text shuffled, its outputs put back in order: the largest difference to the outputs of the text itself.
double AttentionExperiment::order() const {
  const std::size_t rows = trace_.ids.size();
  std::vector<std::size_t> places(rows);
  std::iota(places.begin(), places.end(), std::size_t{0});
  base::Random random(1);
  random.shuffle(places);
  std::vector<std::int32_t> shuffled;
  for (const std::size_t place : places) shuffled.push_back(trace_.ids[place]);
  const nn::Tensor back = lm::changedLogits(learner_->net(), shuffled, 1, {});
  const std::size_t columns = untouched_.length(1);
  double most = 0;
  for (std::size_t t = 0; t < rows; ++t)
    for (std::size_t c = 0; c < columns; ++c)
      most = std::max(most, std::abs(static_cast<double>(untouched_.data()[places[t] * columns + c]) - back.data()[t * columns + c]));
  return most;
}

void AttentionExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &text) generated_.clear();  // it continued another text
  retrace();
}

lm::HeadPlace AttentionExperiment::headAt(const lab::Cell& cell) const {
  const auto& options = learner_->net().options();
  if (cell.row < 0 || cell.column < 0 || static_cast<std::size_t>(cell.row) >= options.layers || static_cast<std::size_t>(cell.column) >= options.heads)
    throw base::BadCall("a head is named by its layer and its number, counted from 0: there are " + std::to_string(options.layers) + " layers of " +
                        std::to_string(options.heads) + " heads");
  return {static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.column)};
}

void AttentionExperiment::toggle(std::set<lm::HeadPlace>& heads, lm::HeadPlace place) {
  if (!heads.erase(place)) heads.insert(place);
  judge(false);
  retrace();
}

void AttentionExperiment::toggleEdit(lm::HeadEdit::Part part, const lab::Cell& cell) {
  checkCell(cell, learner_->net().spec().headWidth());
  const lm::HeadEdit edit{place_, part, static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.column), 0};
  const auto same = [&](const lm::HeadEdit& e) { return e.place == edit.place && e.part == part && e.token == edit.token && e.component == edit.component; };
  if (std::erase_if(edits_, same) == 0) edits_.push_back(edit);
  retrace();
}

void AttentionExperiment::show(int number) {
  const auto heads = static_cast<int>(learner_->net().options().heads);
  place_ = headAt({number < 0 ? -1 : number / heads, number < 0 ? -1 : number % heads});
  retrace();
}

void AttentionExperiment::showBest(const std::vector<double>& scores) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (scores[i] > scores[best] || std::isnan(scores[best])) best = i;
  show(static_cast<int>(best));
}

void AttentionExperiment::writeOn(int count) {
  const lm::Intervention change = intervention();
  for (int i = 0; i < count; ++i) {
    const auto ids = tokens();
    if (ids.size() >= mostTokens) break;
    const nn::Tensor logits = lm::changedLogits(learner_->net(), ids, 1, change);
    const std::size_t vocabulary = learner_->alphabet().size();
    generated_.push_back(lm::sample({logits.data() + (ids.size() - 1) * vocabulary, vocabulary}, {.temperature = temperature}, random_));
  }
  retrace();
}

void AttentionExperiment::clearChanges() {
  ablated_.clear();
  patched_.clear();
  edits_.clear();
  generated_.clear();
  judge(false);
  retrace();
}

std::any AttentionExperiment::save() const { return State{learner_->save(), ablated_, patched_, edits_, generated_, random_, place_}; }

void AttentionExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const State&>(state);
  learner_->restore(saved.learner);
  ablated_ = saved.ablated;
  patched_ = saved.patched;
  edits_ = saved.edits;
  generated_ = saved.generated;
  random_ = saved.random;
  place_ = saved.place;
  retrace();
}

/// What has been done to the heads, as `off` tells it: how many of them, and how much the one that is ablated is missed.
struct AttentionExperiment::Taken {
  std::ptrdiff_t ablated = 0, patched = 0;
  double own = 0, most = 0;
};

AttentionExperiment::Taken AttentionExperiment::takenIn(const lab::Snapshot& s) const {
  const auto *gone = off.in(s), *loss = harm.in(s);
  Taken taken;
  for (std::size_t i = 0; gone && i < gone->data.size(); ++i) {
    taken.ablated += gone->data[i] == 1 ? 1 : 0;
    taken.patched += gone->data[i] == 2 ? 1 : 0;
    if (!loss || i >= loss->data.size()) continue;
    if (gone->data[i] == 1) taken.own = loss->data[i];
    taken.most = std::max(taken.most, loss->data[i]);
  }
  return taken;
}

/// One head is off, the copy is lost by it, and no other head would lose clearly more.
bool AttentionExperiment::foundCopier(const lab::Snapshot& s) const {
  const auto* losses = recalled.in(s);
  if (source.in(s) != Source::Copy || !losses || losses->empty() || losses->last() > learnt) return false;
  const Taken taken = takenIn(s);
  return taken.ablated == 1 && taken.patched == 0 && taken.own >= 0.5 && taken.own >= 0.8 * taken.most;
}

std::string AttentionExperiment::findingCopier(const lab::Snapshot& s) const {
  const auto* losses = recalled.in(s);
  if (source.in(s) != Source::Copy || !losses || losses->empty()) return "needs the strings that come twice";
  if (losses->last() > learnt) return "loss on recalled " + twoDigits(losses->last()) + ", needs 0.66: train on";
  const Taken taken = takenIn(s);
  if (taken.ablated != 1 || taken.patched > 0) return "learnt; now exactly one head must be off, not " + std::to_string(taken.ablated + taken.patched);
  return "without this head the loss rises by " + twoDigits(taken.own) + "; another is missed more";
}

/// One head is patched, nothing else is changed, and the answer is the other text's.
bool AttentionExperiment::turnedByOne(const lab::Snapshot& s) const {
  const auto *ours = answer.in(s), *theirs = otherAnswer.in(s), *words = changesMade.in(s);
  if (!ours || !theirs || !words || words->text.find("nudged") != std::string::npos || text.textIn(s) == donorText.textIn(s)) return false;
  const Taken taken = takenIn(s);
  return taken.ablated == 0 && taken.patched == 1 && ours->text == theirs->text;
}

std::string AttentionExperiment::turning(const lab::Snapshot& s) const {
  const auto *ours = answer.in(s), *theirs = otherAnswer.in(s);
  if (!ours || !theirs) return {};
  const Taken taken = takenIn(s);
  return "it expects " + ours->text + ", the other text goes on with " + theirs->text + "; patched: " + std::to_string(taken.patched);
}

/// Which token has the largest weight, and which the largest effect.
std::pair<std::size_t, std::size_t> AttentionExperiment::strongestIn(const lab::value::Points& points) {
  std::size_t heaviest = 0, strongest = 0;
  for (std::size_t t = 1; t < points.rows; ++t) {
    if (points.at(t, 0) > points.at(heaviest, 0)) heaviest = t;
    if (std::abs(points.at(t, 1)) > std::abs(points.at(strongest, 1))) strongest = t;
  }
  return {heaviest, strongest};
}

/// The two belong to different tokens, on another text than the exercise begins with.
bool AttentionExperiment::disagrees(const lab::Snapshot& s) const {
  const auto* points = effects.in(s);
  if (source.in(s) != Source::KingJames || !points || points->rows < 2 || text.textIn(s).starts_with("In the beginning God created")) return false;
  const auto [heaviest, strongest] = strongestIn(*points);
  return heaviest != strongest;
}

std::string AttentionExperiment::disagreeing(const lab::Snapshot& s) const {
  const auto* points = effects.in(s);
  if (source.in(s) != Source::KingJames || !points || points->rows < 2) return "needs the King James network";
  const auto [heaviest, strongest] = strongestIn(*points);
  if (heaviest != strongest) return "here they differ; now on a text of your own";
  return "token " + std::to_string(heaviest + 1) + " has both the largest weight and the largest effect";
}

}  // namespace gradarium::lessons
