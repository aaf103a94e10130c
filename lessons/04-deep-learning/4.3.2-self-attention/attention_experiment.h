// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "copy_model.h"
#include "core/lab/experiment.h"

namespace gradarium::lessons {

/// A network of attention alone, trained here on strings that come twice, and looked into on the learner's own text.
class AttentionExperiment final : public lab::Experiment {
 public:
  AttentionExperiment() : Experiment("attention", "Attention, trained here") {}

  enum class Groups { All, Two, One };

  lab::TextInput text{this, "text", "Text", "kite fox jam kite fox jam", {.help = "Letters and spaces; each is a token. At most 96 are read", .live = true}};
  lab::Choice<int> heads{this, "heads", "Heads", {{"4", 4}, {"1", 1}, {"2", 2}, {"8", 8}}};
  lab::Choice<int> width{this, "width", "Width d", {{"64", 64}, {"16", 16}, {"32", 32}, {"128", 128}}};
  lab::Int layers{this, "layers", "Layers", {.value = 2, .min = 1, .max = 2}};
  lab::Choice<nn::Positions> encoding{this, "encoding", "Positional encoding",
                                      {{"sinusoidal", nn::Positions::Sinusoidal}, {"none", nn::Positions::None}, {"learned", nn::Positions::Learned},
                                       {"rotary", nn::Positions::Rotary}, {"alibi", nn::Positions::Alibi, "linear bias (ALiBi)"}}};
  lab::Bool causal{this, "causal", "Causal mask", true, {.help = "Each token sees itself and those before it"}};
  lab::Choice<Groups> groups{this, "groups", "Keys and values", {{"per-head", Groups::All, "one per head"}, {"two", Groups::Two, "two, shared"}, {"one", Groups::One, "one, shared by all"}},
                             {.help = "Grouped queries: heads that share their keys and values save memory"}};
  lab::Int repeat{this, "repeat", "Repeat length", {.value = 12, .min = 4, .max = 32, .traits = {.help = "The strings of the training come twice; this is the longest"}}};
  lab::Seed seed{this};
  lab::Int layer{this, "layer", "Layer shown", {.value = 2, .min = 1, .max = 2, .maxOf = [this] { return int{layers}; }, .traits = {.live = true}}};
  lab::Int head{this, "head", "Head shown", {.value = 1, .min = 1, .max = 8, .maxOf = [this] { return headCount(); }, .traits = {.live = true}}};
  lab::Int at{this, "at", "Token that looks", {.value = 25, .min = 1, .max = 96, .maxOf = [this] { return length(); }, .traits = {.help = "Whose row of weights the overlays show; its next token is predicted", .live = true}}};

  lab::Series first{this, "loss_first", "first half", {.xLabel = "update"}};
  lab::Series second{this, "loss_second", "copy", {.xLabel = "update"}};
  lab::Scalar repeatLoss{this, "repeat_loss", "Loss on copy", {.unit = "nats", .help = "Mean over held-out strings, per token of the second half"}};
  lab::Scalar chance{this, "chance", "Chance", {.unit = "nats"}};
  lab::Scalar updates{this, "updates", "Updates", {.help = "Steps of AdamW, 24 strings each"}};
  lab::Scalar size{this, "parameters", "Weights a layer", {.help = "Numbers in the query, key, value and output matrices of one layer"}};
  lab::Scalar orderGap{this, "order_gap", "Order matters", {.help = "Largest change of any output when the text is shuffled and put back in order: |f(PX) − P f(X)|"}};

  lab::Tokens strip{this, "strip", "The text"};
  lab::Matrix inputs{this, "x", "X, tokens and places", [this] { return whole(trace_.inputs[at0(layer)]); }};
  lab::Matrix queries{this, "q", "Q: what each asks for", [this] { return whole(shown_.q); }};
  lab::Matrix keys{this, "k", "K: what each offers", [this] { return whole(shown_.k); }};
  lab::Matrix values{this, "v", "V: what each hands over", [this] { return whole(shown_.v); }};
  lab::Matrix scores{this, "scores", "Scores QKᵀ/√D", [this] { return square(shown_.scores); }, {.nonFinite = true}};
  lab::Matrix weights{this, "weights", "Weights", [this] { return square(trace_.weights[at0(layer)].select(0, at0(head)).asContiguous()); }};
  lab::Matrix written{this, "written", "Output of the head", [this] { return whole(shown_.written); }};
  lab::Matrix grid{this, "all_heads", "All heads", [this] { return allHeads(); }};
  lab::Matrix induction{this, "induction", "Induction score", {.nonFinite = true}};
  lab::Matrix previous{this, "previous", "Previous-token score"};
  lab::Matrix harm{this, "harm", "Harm of ablation", [this] { return ablationHarm(); }};
  lab::Matrix off{this, "ablated", "Ablated heads"};
  lab::Table next{this, "next", "Next token"};
  lab::Matrix table{this, "encoding_table", "Encoding", [this] { return encodingTable(); }};
  lab::Series offsets{this, "offsets", "Dot product of two positions", [this] { return dotByOffset(); }, {.xLabel = "offset"}};
  lab::Matrix overlays{this, "overlays", "Four ways to say where it looked", [this] { return fourOverlays(); }};
  lab::Points effects{this, "effects", "Weight and effect of each token", [this] { return weightAndEffect(); }};

  lab::Action<lab::Cell> ablate{this, "ablate", "Ablate a head, or bring it back", [this](const lab::Cell& c) { toggle(c); }, {1, 0}};
  lab::Query score{this, "score", "A score, product by product", [this](lab::Cell c) { return explainScore(c); }};
  lab::Query weight{this, "weight", "A weight: its share of the row", [this](lab::Cell c) { return explainWeight(c); }};

  lab::Preset rotary{this, "rotary", "Rotary positions: a clean previous-token head", "set encoding=rotary; run 60"};
  lab::Preset shallow{this, "one-layer", "One layer, which cannot copy", "set layers=1; run 60"};
  lab::Preset blind{this, "blind", "No positions, no mask: a set of tokens", "set encoding=none; set causal=off"};

  lab::Exercise copier{this, "ablate-copy", "Find what copies",
      {.ask = "Train until the copy is learnt (loss on the copy below 0.66, a fifth of chance). Then ablate exactly one head, the one whose absence hurts the copy most.",
       .start = "reset",
       .solution = "set heads=1; run 90; act ablate=[1,0]",
       .nearMisses = {"set heads=1; run 90", "set heads=1; act ablate=[1,0]", "set heads=1; run 90; act ablate=[1,0]; act ablate=[0,0]"},
       .passed = [this](const lab::Snapshot& s) { return foundCopier(s); },
       .because = "A copy needs two heads in a row: one in layer 1 that writes into each token which token came before it, and one in layer 2 that looks for the "
                  "token after an earlier occurrence. Take away either, and the second half is as unknowable as the first."}};
  lab::Exercise count{this, "count", "Count the weights",
      {.ask = "How many numbers stand in the query, key, value and output matrices of one layer at d = 64, without biases?",
       .start = "set width=64",
       .solution = "set width=64; answer 16384",
       .nearMisses = {"set width=64; answer 12288", "set width=64; answer 4096"},
       .number = [](const lab::Snapshot&) { return 16384.0; },
       .tolerance = 0.5,
       .because = "Four matrices of 64 × 64. The number of heads does not enter: more heads are only narrower ones."}};
  lab::Exercise unordered{this, "unordered", "Make order invisible",
      {.ask = "Attention sees a set. Set the laboratory up so that shuffling the text changes no output at all: 'Order matters' must be 0 but for rounding.",
       .start = "set encoding=sinusoidal; set causal=on",
       .solution = "set encoding=none; set causal=off; step",
       .nearMisses = {"set encoding=none; step", "set causal=off; step", "set encoding=alibi; set causal=off; step"},
       .passed = [this](const lab::Snapshot& s) { return s.step > 0 && orderGap.numberIn(s) < 1e-4; },
       .because = "Two things tell tokens apart by place: the encoding, and the mask. With the mask alone the first token sees one token and the last one all of them, "
                  "so even a model without any encoding can learn where it is."}};
  lab::Exercise twoLayers{this, "two-layers", "Why not one",
      {.ask = "One layer with eight heads cannot learn the copy. Why?",
       .solution = "answer what follows a token is not written in it",
       .nearMisses = {"answer one layer has too few weights", "answer the mask hides the first half"},
       .choices = {"one layer has too few weights", "what follows a token is not written in it", "the mask hides the first half"},
       .correct = 1,
       .because = "To look for 'the token that came after the last k', a token must carry the name of the one before it. Only a layer below can have written that there."}};

  lab::Artifact attention{this, "weights", "Weights of the head shown", weights};
  lab::Artifact curve{this, "losses", "Loss on the copy", second};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override;
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return model_ ? model_->stateBytes() : 0; }

 private:
  struct State {
    CopyModel::State model;
    std::set<lm::HeadPlace> ablated;
  };
  static constexpr int updatesAStep = 5, lastStep = 160;
  static std::size_t at0(int counted) { return static_cast<std::size_t>(counted - 1); }
  int headCount() const { return heads; }
  int length() const;
  std::vector<std::int32_t> tokens() const;

  void retrace();
  void judge(bool append);
  void toggle(const lab::Cell& cell);
  bool foundCopier(const lab::Snapshot& s) const;
  double order();

  // attention_views.cpp: what is computed while somebody looks
  std::vector<std::string> names(bool places) const;
  lab::value::Matrix whole(const nn::Tensor& rows) const;
  lab::value::Matrix square(const nn::Tensor& cells) const;
  lab::value::Matrix perHead(const std::function<double(std::size_t layer, std::size_t head)>& number) const;
  lab::value::Matrix allHeads() const;
  lab::value::Matrix ablationHarm() const;
  lab::value::Matrix encodingTable() const;
  lab::value::Series dotByOffset() const;
  lab::value::Matrix fourOverlays();
  lab::value::Points weightAndEffect();
  void showNext();
  lab::Arithmetic explainScore(lab::Cell cell) const;
  lab::Arithmetic explainWeight(lab::Cell cell) const;

  std::unique_ptr<CopyModel> model_;
  std::set<lm::HeadPlace> ablated_;
  lm::AttentionTrace trace_;  // of the text, with what is ablated
  lm::HeadTrace shown_;
};

}  // namespace gradarium::lessons
