// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/train_plan.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lm/attention_net.h"
#include "core/lm/gpt.h"
#include "core/nn/names.h"

namespace gradarium::lm {

using Json = nlohmann::ordered_json;

namespace {

void within(const char* what, double value, double least, double most) {
  if (!(value >= least && value <= most)) {
    throw base::BadCall(std::string(what) + " takes " + base::shortest(least) + " to " +
                        base::shortest(most) + ", not " + base::shortest(value));
  }
}

GptOptions gptOptions(const TrainPlan& plan, std::size_t vocabulary) {
  GptOptions o;
  o.vocabulary = vocabulary, o.context = plan.context, o.layers = plan.layers, o.seed = plan.seed;
  o.block.width = plan.width, o.block.heads = plan.heads, o.block.groups = plan.groups;
  o.block.positions = plan.positions, o.block.dropout = static_cast<float>(plan.dropout);
  return o;
}

}  // namespace

void TrainPlan::check() const {
  if (data.empty()) throw base::BadCall("there is no text to train on");
  if (model != "gpt" && model != "attention")
    throw base::BadCall("a model is gpt or attention, not \"" + model + "\"");
  const auto whole = [](const char* what, std::uint64_t value, double least, double most) {
    within(what, static_cast<double>(value), least, most);
  };
  whole("layers", layers, 1, 256);
  whole("width", width, 2, 16384);
  whole("heads", heads, 1, 1024);
  whole("groups", groups, 0, 1024);
  whole("context", context, 2, 65536);
  whole("batch", batch, 1, 65536);
  whole("steps", steps, 1, 1e9);
  whole("warm-up", warmUp, 0, 1e9);
  whole("reports", reports, 1, 10000);
  within("rate", rate, 0, 100);
  within("weight decay", weightDecay, 0, 100);
  within("dropout", dropout, 0, 0.95);
  within("clip", clip, 0, 1e9);
  within("repeats", repeats, 0, 1);
  if (model == "attention" && dropout > 0) throw base::BadCall("a network of attention alone has no dropout");
  if (repeats > 0 && context < 8) throw base::BadCall("repeated strings need a context of at least 8");
  nn::BlockSpec block;
  block.width = width, block.heads = heads, block.groups = groups, block.positions = positions;
  block.check();
}

std::size_t TrainPlan::repeatedRows() const {
  return static_cast<std::size_t>(std::lround(repeats * static_cast<double>(batch)));
}

std::uint64_t TrainPlan::stride() const { return std::max<std::uint64_t>(1, steps / reports); }

std::string toJson(const TrainPlan& p) {
  const Json json{{"data", p.data},       {"model", p.model},     {"from", p.from},
                  {"layers", p.layers},   {"width", p.width},     {"heads", p.heads},
                  {"groups", p.groups},   {"context", p.context}, {"positions", nn::name(p.positions)},
                  {"batch", p.batch},     {"steps", p.steps},     {"warmUp", p.warmUp},
                  {"seed", p.seed},       {"rate", p.rate},       {"weightDecay", p.weightDecay},
                  {"dropout", p.dropout}, {"clip", p.clip},       {"repeats", p.repeats},
                  {"reports", p.reports}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

TrainPlan planFromJson(std::string_view text, std::string_view name) {
  TrainPlan p;
  try {
    const Json json = Json::parse(text);
    const auto read = [&json](const char* key, auto& value) { json.at(key).get_to(value); };
    read("data", p.data);
    read("model", p.model);
    read("from", p.from);
    read("layers", p.layers);
    read("width", p.width);
    read("heads", p.heads);
    read("groups", p.groups);
    read("context", p.context);
    nn::parse(json.at("positions").get<std::string>(), p.positions);
    read("batch", p.batch);
    read("steps", p.steps);
    read("warmUp", p.warmUp);
    read("seed", p.seed);
    read("rate", p.rate);
    read("weightDecay", p.weightDecay);
    read("dropout", p.dropout);
    read("clip", p.clip);
    read("repeats", p.repeats);
    read("reports", p.reports);
    p.check();
  } catch (const std::exception& error) {
    throw base::Error(std::string(name) + " holds no plan of training that can be followed: " + error.what());
  }
  return p;
}

void takeSizes(TrainPlan& plan, const LanguageModel& model) {
  if (const auto* gpt = dynamic_cast<const Gpt*>(&model)) {
    const GptOptions& o = gpt->options();
    plan.model = "gpt", plan.layers = o.layers, plan.width = o.block.width, plan.heads = o.block.heads;
    plan.groups = o.block.groups, plan.context = o.context, plan.positions = o.block.positions;
  } else if (const auto* net = dynamic_cast<const AttentionNet*>(&model)) {
    const AttentionNetOptions& o = net->options();
    plan.model = "attention", plan.layers = o.layers, plan.width = o.width, plan.heads = o.heads;
    plan.groups = o.groups, plan.context = o.context, plan.positions = o.positions;
  }
}

std::unique_ptr<LanguageModel> makeModel(const TrainPlan& plan, std::size_t vocabulary) {
  plan.check();
  if (plan.model == "gpt") return std::make_unique<Gpt>(gptOptions(plan, vocabulary));
  AttentionNetOptions o;
  o.vocabulary = vocabulary, o.context = plan.context, o.layers = plan.layers, o.width = plan.width;
  o.heads = plan.heads, o.groups = plan.groups, o.positions = plan.positions, o.seed = plan.seed;
  return std::make_unique<AttentionNet>(o);
}

}  // namespace gradarium::lm
