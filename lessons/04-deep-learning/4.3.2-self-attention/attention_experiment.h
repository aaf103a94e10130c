// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "core/base/number_text.h"
#include "core/lab/experiment.h"
#include "learner.h"

namespace gradarium::lessons {

/// A network of attention alone, trained here on toys or shipped, and looked into on the learner's own text.
class AttentionExperiment final : public lab::Experiment {
 public:
  AttentionExperiment() : Experiment("attention", "Attention, looked into") {}

  enum class Groups { All, Two, One };
  enum class Overlay { Weight, Rollout, Norm, Effect };
  enum class Stage { Inputs, Projections, Scores, Weights, Output };

  lab::TextInput text{this, "text", "Text", "kite fox jam kite fox jam", {.help = "Each letter is a token. At most 256 are read", .live = true}};
  lab::Choice<Source> source{this, "source", "Trained on",
                             {{"copy", Source::Copy, "strings that come twice"}, {"brackets", Source::Brackets, "brackets"},
                              {"first", Source::First, "who came first, y or z?"}, {"king-james", Source::KingJames, "King James, shipped"}},
                             {.help = "The first three are trained here, from nothing; the last was trained before, and goes on from there"}};
  lab::Choice<int> heads{this, "heads", "Heads", {{"4", 4}, {"1", 1}, {"2", 2}, {"8", 8}}, {.visible = [this] { return trainedHere(); }}};
  lab::Choice<int> width{this, "width", "Width d", {{"64", 64}, {"16", 16}, {"32", 32}, {"128", 128}}, {.visible = [this] { return trainedHere(); }}};
  lab::Int layers{this, "layers", "Layers", {.value = 2, .min = 1, .max = 2, .traits = {.visible = [this] { return trainedHere(); }}}};
  lab::Choice<nn::Positions> encoding{this, "encoding", "Positional encoding",
                                      {{"sinusoidal", nn::Positions::Sinusoidal}, {"none", nn::Positions::None}, {"learned", nn::Positions::Learned},
                                       {"rotary", nn::Positions::Rotary}, {"alibi", nn::Positions::Alibi, "linear bias (ALiBi)"}},
                                      {.visible = [this] { return trainedHere(); }}};
  lab::Bool causal{this, "causal", "Causal mask", true, {.help = "Each token sees itself and those before it", .visible = [this] { return trainedHere(); }}};
  lab::Choice<Groups> groups{this, "groups", "Keys and values", {{"per-head", Groups::All, "one per head"}, {"two", Groups::Two, "two, shared"}, {"one", Groups::One, "one, shared by all"}},
                             {.help = "Grouped queries: heads that share their keys and values save memory", .visible = [this] { return trainedHere(); }}};
  lab::Int repeat{this, "repeat", "Repeat length", {.value = 12, .min = 4, .max = 32, .traits = {.help = "The strings of the training come twice; this is the longest. Pairs of brackets; half a row of 'who came first'", .visible = [this] { return trainedHere(); }}}};
  lab::Seed seed{this};
  lab::Int at{this, "at", "Token that looks", {.value = 0, .min = 1, .max = 256, .word = {0, "last"}, .traits = {.help = "Whose row of weights the overlays show; its next token is predicted", .live = true}}};
  lab::Choice<Overlay> overlay{this, "overlay", "Overlay", {{"weight", Overlay::Weight, "weight of the head"}, {"rollout", Overlay::Rollout}, {"norm", Overlay::Norm, "weight × norm"}, {"effect", Overlay::Effect, "effect of hiding"}},
                               {.help = "What colours the tokens of the strip", .live = true}};
  lab::Choice<Stage> stage{this, "stage", "Computed so far", {{"output", Stage::Output, "all, to the output"}, {"x", Stage::Inputs, "1  X"}, {"qkv", Stage::Projections, "2  Q, K, V"}, {"scores", Stage::Scores, "3  scores"}, {"weights", Stage::Weights, "4  weights"}},
                           {.help = "Goes through the pictures in the order in which they are computed", .live = true}};
  lab::Real nudge{this, "nudge", "Nudge", {.value = 3, .min = -8, .max = 8, .step = 0.5, .traits = {.help = "What a click adds to a number of Q, K or V", .live = true}}};
  lab::TextInput donorText{this, "donor", "Text to patch from", "lamp oak rug lamp oak rug", {.help = "A patched head writes what it would write on this text", .live = true}};
  lab::Real temperature{this, "temperature", "Temperature", {.value = 0, .min = 0, .max = 2, .step = 0.1, .traits = {.help = "Of the tokens that are written: 0 takes the likeliest", .live = true}}};

  lab::Series fresh{this, "loss_fresh", "new tokens", {.xLabel = "update"}};
  lab::Series recalled{this, "loss_recalled", "recalled", {.xLabel = "update"}};
  lab::Series previousScore{this, "best_previous", "previous token", {.xLabel = "update"}};
  lab::Series inductionScore{this, "best_induction", "induction", {.nonFinite = true, .xLabel = "update"}};
  lab::Scalar recallLoss{this, "recall_loss", "Loss on recalled", {.unit = "nats", .help = "Mean over held-out rows, per token that the row itself tells: the copy, a closing bracket, the answer"}};
  lab::Scalar chance{this, "chance", "Chance", {.unit = "nats", .help = "Who only knows which tokens come into question"}};
  lab::Scalar updates{this, "updates", "Updates", {.help = "Steps of AdamW"}};
  lab::Scalar size{this, "parameters", "Weights a layer", {.help = "Numbers in the query, key, value and output matrices of one layer"}};
  lab::Scalar orderGap{this, "order_gap", "Order matters", {.help = "Largest change of any output when the text is shuffled and put back in order: |f(PX) − P f(X)|"}};
  lab::Text shownName{this, "shown", "Layer.head"};
  lab::Text habit{this, "habit", "Where the head looks"};
  lab::Text answer{this, "answer", "Next token"};
  lab::Text otherAnswer{this, "other_answer", "The other text's"};
  lab::Text patchAim{this, "patch_aim", "Patching turns"};
  lab::Text changesMade{this, "changes", "Changed"};

  lab::Tokens strip{this, "strip", "The text, by the loss of each token"};
  lab::Tokens shaded{this, "shaded", "The text, by where the token looks", [this] { return shadedText(); }};
  lab::Matrix inputs{this, "x", "X, tokens and places", [this] { return whole(trace_.inputs[place_.first]); }};
  lab::Matrix queries{this, "q", "Q: what each asks for", [this] { return from(Stage::Projections, whole(shown_.q)); }};
  lab::Matrix keys{this, "k", "K: what each offers", [this] { return from(Stage::Projections, whole(shown_.k)); }};
  lab::Matrix values{this, "v", "V: what each hands over", [this] { return from(Stage::Projections, whole(shown_.v)); }};
  lab::Matrix scores{this, "scores", "Scores QKᵀ/√D", [this] { return from(Stage::Scores, square(shown_.scores)); }, {.nonFinite = true}};
  lab::Matrix weights{this, "weights", "Weights", [this] { return weightsOfTheHead(); }};
  lab::Matrix weightsSoFar{this, "weights_so_far", "Weights, once their stage is reached", [this] { return from(Stage::Weights, weightsOfTheHead()); }};
  lab::Matrix written{this, "written", "Output of the head", [this] { return from(Stage::Output, whole(shown_.written)); }};
  lab::Matrix grid{this, "all_heads", "All heads", [this] { return allHeads(); }};
  lab::Tensor everyWeight{this, "every_weight", "Weights of every head", [this] { return allWeights(); }};
  lab::Matrix induction{this, "induction", "Induction score", {.nonFinite = true}};
  lab::Matrix previous{this, "previous", "Previous-token score"};
  lab::Matrix harm{this, "harm", "Harm of ablation", [this] { return ablationHarm(); }};
  lab::Matrix swap{this, "patch_effect", "Effect of patching", [this] { return patchEffect(); }};
  lab::Matrix off{this, "changed_heads", "Changed heads", {.help = "1 ablated, 2 patched"}};
  lab::Table next{this, "next", "Next token"};
  lab::Matrix table{this, "encoding_table", "Encoding", [this] { return encodingTable(); }};
  lab::Series offsets{this, "offsets", "Dot product of two positions", [this] { return dotByOffset(); }, {.xLabel = "offset"}};
  lab::Matrix overlays{this, "overlays", "Four ways to say where it looked", [this] { return fourOverlays(); }};
  lab::Points effects{this, "effects", "Weight and effect of each token", [this] { return weightAndEffect(); }};

  lab::Action<lab::Cell> ablate{this, "ablate", "Ablate a head, or bring it back", [this](const lab::Cell& c) { toggle(ablated_, headAt(c)); }, {1, 0}};
  lab::Action<lab::Cell> patch{this, "patch", "Patch a head from the other text, or not", [this](const lab::Cell& c) { toggle(patched_, headAt(c)); }, {1, 0}};
  lab::Action<lab::Cell> nudgeQuery{this, "nudge_q", "Nudge a number of Q", [this](const lab::Cell& c) { toggleEdit(lm::HeadEdit::Part::Query, c); }, {0, 0}};
  lab::Action<lab::Cell> nudgeKey{this, "nudge_k", "Nudge a number of K", [this](const lab::Cell& c) { toggleEdit(lm::HeadEdit::Part::Key, c); }, {0, 0}};
  lab::Action<lab::Cell> nudgeValue{this, "nudge_v", "Nudge a number of V", [this](const lab::Cell& c) { toggleEdit(lm::HeadEdit::Part::Value, c); }, {0, 0}};
  lab::Action<lab::Pick> look{this, "look", "Show a head", [this](const lab::Pick& p) { show(p.index); }, {1}};
  lab::Action<> findInduction{this, "find_induction", "Find induction head", [this](const lab::None&) { showBest(induction_); }};
  lab::Action<> findPrevious{this, "find_previous", "Find previous-token", [this](const lab::None&) { showBest(previous_); }};
  lab::Action<> write{this, "write", "Write a token", [this](const lab::None&) { writeOn(1); }};
  lab::Action<> writeMore{this, "write_more", "Write 24 tokens", [this](const lab::None&) { writeOn(24); }};
  lab::Action<> undoChanges{this, "clear", "Undo all changes", [this](const lab::None&) { clearChanges(); }};

  lab::Query score{this, "score", "A score, product by product", [this](lab::Cell c) { return explainScore(c); }};
  lab::Query weight{this, "weight", "A weight: its share of the row", [this](lab::Cell c) { return explainWeight(c); }};
  lab::Query input{this, "input", "An input: token and place", [this](lab::Cell c) { return explainInput(c); }};
  lab::Query asked{this, "asked", "A number of a query", [this](lab::Cell c) { return explainProjection(lm::HeadEdit::Part::Query, c); }};
  lab::Query offered{this, "offered", "A number of a key", [this](lab::Cell c) { return explainProjection(lm::HeadEdit::Part::Key, c); }};
  lab::Query handed{this, "handed", "A number of a value", [this](lab::Cell c) { return explainProjection(lm::HeadEdit::Part::Value, c); }};
  lab::Query output{this, "output", "An output: who contributed", [this](lab::Cell c) { return explainOutput(c); }};

  lab::Preset rotary{this, "rotary", "Rotary positions: a clean previous-token head", "set encoding=rotary; run 60"};
  lab::Preset shallow{this, "one-layer", "One layer, which cannot copy", "set layers=1; run 60"};
  lab::Preset blind{this, "blind", "No positions, no mask: a set of tokens", "set encoding=none; set causal=off"};
  lab::Preset brackets{this, "brackets", "Brackets: what is still open?", "set source=brackets; set text=\"([]{()})[{}]([\"; run 100"};
  lab::Preset question{this, "question", "Who came first, y or z?", "set source=first; set text=\"abczdefygh \"; set causal=off; run 60"};

  lab::Exercise copier{this, "ablate-copy", "Find what copies",
      {.ask = "Train on strings that come twice until the copy is learnt (loss on recalled below 0.66, a fifth of chance). Then ablate exactly one head, the one whose absence hurts the copy most.",
       .start = trainable + "; reset",
       .solution = trainable + "; reset; run 75; act ablate=[0,3]",
       .nearMisses = {trainable + "; reset; run 75; act ablate=[0,1]", trainable + "; reset; act ablate=[0,3]", trainable + "; reset; run 75; act ablate=[0,3]; act ablate=[1,0]"},
       .passed = [this](const lab::Snapshot& s) { return foundCopier(s); },
       .progress = [this](const lab::Snapshot& s) { return findingCopier(s); },
       .because = "A copy needs two heads in a row: one in layer 1 that writes into each token which token came before it, and one in layer 2 that looks for the "
                  "token after an earlier occurrence. Here several heads of layer 2 do the same and stand in for each other; what all of them read is the work of one head in layer 1."}};
  lab::Exercise patchOne{this, "patch-one", "Turn the answer with one head",
      {.ask = "With one head a layer, trained on strings that come twice, the network expects an i after 'kite fox jam k'. Patch exactly one head from 'lamp oak rug l', and change nothing else, so that it expects an a.",
       .start = patchable + "; reset",
       .solution = patchable + "; reset; run 120; act patch=[1,0]",
       .nearMisses = {patchable + "; reset; run 120; act patch=[0,0]", patchable + "; reset; act patch=[1,0]"},
       .passed = [this](const lab::Snapshot& s) { return turnedByOne(s); },
       .progress = [this](const lab::Snapshot& s) { return turning(s); },
       .because = "The head of layer 2 carries what followed the last time: given the other text's, the network goes on as if it had read that. The head of "
                  "layer 1 carries which letter came before, and from another text that leads nowhere."}};
  lab::Exercise disagree{this, "disagree", "A bright cell that explains nothing",
      {.ask = "Write a text of your own for the King James network in which the token with the largest weight of the head shown is not the one whose hiding changes the prediction most.",
       .start = "set source=king-james; set at=last; set text=\"In the beginning God created the heaven and the earth. And the ear\"; act find_induction",
       .solution = "set source=king-james; set at=last; set text=\"And the LORD spake unto Moses, saying, Speak unto the children of Is\"; act find_induction",
       .nearMisses = {"set source=king-james; set text=\"And Zorblatt said unto the king, and Zorb\"; act find_induction"},
       .passed = [this](const lab::Snapshot& s) { return disagrees(s); },
       .progress = [this](const lab::Snapshot& s) { return disagreeing(s); },
       .because = "A weight says how much of a token's value is mixed in, not what that value changes: it may say what the rest of the network knew already, "
                  "or be cancelled by another head. Hiding the token asks the whole network."}};
  lab::Exercise count{this, "count", "Count the weights",
      {.ask = "How many numbers stand in the query, key, value and output matrices of one layer at d = 64, without biases?",
       .start = "set source=copy; set width=64; set groups=per-head",
       .solution = "set source=copy; set width=64; set groups=per-head; answer 16384",
       .nearMisses = {"set width=64; answer 12288", "set width=64; answer 4096"},
       .number = [](const lab::Snapshot&) { return 16384.0; },
       .tolerance = 0.5,
       .hides = {&size},
       .because = "Four matrices of 64 × 64. The number of heads does not enter: more heads are only narrower ones."}};
  lab::Exercise unordered{this, "unordered", "Make order invisible",
      {.ask = "Attention sees a set. Set the laboratory up so that shuffling the text changes no output at all, and make a step: 'Order matters' must be 0 but for rounding.",
       .start = ordered + "; reset",
       .solution = ordered + "; set encoding=none; set causal=off; reset; step",
       .nearMisses = {ordered + "; set encoding=none; reset; step", ordered + "; set causal=off; reset; step", ordered + "; set encoding=alibi; set causal=off; reset; step"},
       .passed = [this](const lab::Snapshot& s) { return s.step > 0 && orderGap.numberIn(s) < 1e-4; },
       .progress = [this](const lab::Snapshot& s) { return "order matters by " + base::shortest(std::round(orderGap.numberIn(s) * 1e4) / 1e4) + (s.step > 0 ? "" : ", before the first step"); },
       .because = "Two things tell tokens apart by place: the encoding, and the mask. With the mask alone the first token sees one token and the last one all of them, "
                  "so even a model without any encoding can learn where it is."}};
  lab::Exercise twoLayers{this, "two-layers", "Why not one",
      {.ask = "One layer with eight heads cannot learn the copy. Why?",
       .solution = "answer what follows a token is not written in it",
       .nearMisses = {"answer one layer has too few weights", "answer the mask hides the first half"},
       .choices = {"one layer has too few weights", "what follows a token is not written in it", "the mask hides the first half"},
       .correct = 1,
       .because = "To look for 'the token that came after the last k', a token must carry the name of the one before it. Only a layer below can have written that there."}};

  lab::Artifact network{this, "model", "The network", {lab::Format::Safetensors}, [this](lab::Format) { return learner_->file(); }};
  lab::Artifact attention{this, "attention", "Attention, layers × heads × tokens × tokens", everyWeight};
  lab::Artifact shownWeights{this, "weights", "Weights of the head shown", weights};
  lab::Artifact curve{this, "losses", "Loss on what is recalled", recalled};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override;
  void restore(const std::any& state) override;
  std::size_t savedBytes() const override { return learner_ ? learner_->stateBytes() : 0; }

 private:
  struct State {
    Learner::State learner;
    std::set<lm::HeadPlace> ablated, patched;
    std::vector<lm::HeadEdit> edits;
    std::vector<std::int32_t> generated;
    base::Random random;
    lm::HeadPlace place;
  };
  static constexpr int lastStep = 160;
  // How exercises begin, whatever another topic has left: all of them work in one laboratory.
  inline static const std::string strings = "set source=copy; set width=64; set layers=2; set groups=per-head; set causal=on; set seed=0; set at=last";
  inline static const std::string trainable = strings + "; set heads=4; set encoding=rotary; set repeat=24; set text=\"kite fox jam kite fox jam\"";
  inline static const std::string patchable = strings + "; set heads=1; set encoding=rotary; set repeat=12; set text=\"kite fox jam k\"; set donor=\"lamp oak rug l\"";
  inline static const std::string ordered = strings + "; set heads=4; set encoding=sinusoidal; set repeat=12; set text=\"kite fox jam kite fox jam\"";
  static constexpr std::size_t mostTokens = 256, leastTokens = 2;
  bool trainedHere() const { return source != Source::KingJames; }

  // The state
  void retrace();
  void judge(bool append);
  double order() const;
  std::vector<std::int32_t> tokens() const;
  lm::Intervention intervention() const;
  std::size_t looking() const;  // the token that looks, counted from 0
  std::vector<std::int32_t> otherTokens() const;
  bool foundCopier(const lab::Snapshot& s) const;
  bool turnedByOne(const lab::Snapshot& s) const;
  bool disagrees(const lab::Snapshot& s) const;
  struct Taken;
  Taken takenIn(const lab::Snapshot& s) const;
  static std::pair<std::size_t, std::size_t> strongestIn(const lab::value::Points& points);
  std::string findingCopier(const lab::Snapshot& s) const;
  std::string turning(const lab::Snapshot& s) const;
  std::string disagreeing(const lab::Snapshot& s) const;

  // What a learner does to it
  lm::HeadPlace headAt(const lab::Cell& cell) const;
  void toggle(std::set<lm::HeadPlace>& heads, lm::HeadPlace place);
  void toggleEdit(lm::HeadEdit::Part part, const lab::Cell& cell);
  void show(int number);
  void showBest(const std::vector<double>& scores);
  void writeOn(int count);
  void clearChanges();
  std::string changesInWords() const;

  // attention_views.cpp: what is computed while somebody looks
  std::size_t likeliest(const nn::Tensor& logits) const;
  std::vector<std::string> names(bool places) const;
  lab::value::Matrix whole(const nn::Tensor& rows) const;
  lab::value::Matrix square(const nn::Tensor& cells) const;
  lab::value::Matrix weightsOfTheHead() const { return square(trace_.weights[place_.first].select(0, place_.second).asContiguous()); }
  lab::value::Matrix from(Stage first, lab::value::Matrix matrix) const { return static_cast<Stage>(stage) < first ? lab::value::Matrix{} : std::move(matrix); }
  lab::value::Matrix perHead(const std::function<double(std::size_t layer, std::size_t head)>& number) const;
  lab::value::Matrix allHeads() const;
  lab::value::Tensor allWeights() const;
  lab::value::Matrix ablationHarm() const;
  lab::value::Matrix patchEffect() const;
  nn::Tensor placeTable(std::size_t places) const;
  lab::value::Matrix encodingTable() const;
  lab::value::Series dotByOffset() const;
  lab::value::Matrix fourOverlays();
  lab::value::Tokens shadedText();
  std::vector<double> overlayOf(Overlay which);
  lab::value::Points weightAndEffect();
  lab::value::Table nextTokens() const;

  // attention_explained.cpp: the arithmetic of one number
  lab::Arithmetic explainScore(lab::Cell cell) const;
  lab::Arithmetic explainWeight(lab::Cell cell) const;
  lab::Arithmetic explainInput(lab::Cell cell) const;
  lab::Arithmetic explainProjection(lm::HeadEdit::Part part, lab::Cell cell) const;
  lab::Arithmetic explainOutput(lab::Cell cell) const;
  void checkCell(lab::Cell cell, std::size_t columns) const;

  std::unique_ptr<Learner> learner_;
  std::set<lm::HeadPlace> ablated_, patched_;
  std::vector<lm::HeadEdit> edits_;  // what the nudge is added to; the change itself is the parameter's
  std::vector<std::int32_t> generated_;
  base::Random random_;              // of the tokens that are written
  lm::HeadPlace place_{1, 0};        // shown
  lm::AttentionTrace trace_;         // of the text, with all that is changed
  nn::Tensor untouched_;             // its logits with nothing changed
  lm::HeadTrace shown_;
  std::vector<double> induction_, previous_;  // of each head, layer by layer
};

}  // namespace gradarium::lessons
