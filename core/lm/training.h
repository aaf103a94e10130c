// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/stop.h"
#include "core/lm/byte_text.h"
#include "core/lm/model_file.h"
#include "core/lm/text_split.h"
#include "core/lm/train_plan.h"
#include "core/train/train_loop.h"

namespace gradarium::lm {

/// A point of the loss curve, in nats a token.
struct CurvePoint {
  std::uint64_t step = 0;
  double loss = 0;     ///< mean over the steps since the point before
  double heldOut = 0;  ///< NaN where nothing is held out
  double rate = 0;
  double gradientNorm = 0;  ///< of the last step, before clipping
};

/// Training of a language model on a text by a plan: AdamW with a warm-up and a cosine, a byte a token. With
/// several ranks each takes its rows of every batch, and the outcome is that of one rank to rounding (with
/// dropout, whose masks differ, in distribution only).
class GRADARIUM_CORE Training {
 public:
  enum class Ending { Finished, Stopped, Diverged };
  struct Watch {
    std::function<void(const train::StepRecord&)> step;  ///< after every step
    std::function<void(const CurvePoint&)> point;
  };

  /// Throws BadCall where plan and ranks do not fit, Error where the text does not (`name` begins the
  /// sentence). The ranks must outlive it.
  Training(const TrainPlan& plan, std::string_view text, std::string_view name,
           dist::Communicator* ranks = nullptr);
  Training(const Training&) = delete;
  Training& operator=(const Training&) = delete;

  /// Begins with the weights of another model. Throws Error (`name` begins it) where its letters are not
  /// those of the text or its parameters not those of the plan's model.
  void startFrom(const Saved<LanguageModel>& other, std::string_view name);
  /// Goes on where a checkpoint was written, with the same bits as if it had never been left. Throws Error
  /// where it belongs to another plan or text.
  void resume(std::string_view checkpoint, std::string_view name);
  /// To the end of the plan, or until asked to stop (after the current step), or until the loss is no number.
  Ending run(const base::StopFlag* stop, const Watch& watch);
  /// The loss on what is held out: windows side by side, at most `windows` of them, evenly spread.
  [[nodiscard]] double heldOutLoss(std::size_t windows);

  [[nodiscard]] const TrainPlan& plan() const noexcept { return plan_; }
  [[nodiscard]] std::uint64_t steps() const noexcept { return loop_.steps(); }
  [[nodiscard]] LanguageModel& model() noexcept { return *model_; }
  [[nodiscard]] const ByteVocabulary& vocabulary() const noexcept { return vocabulary_; }
  [[nodiscard]] const TextSplit& text() const noexcept { return text_; }
  [[nodiscard]] const std::vector<CurvePoint>& curve() const noexcept { return curve_; }

  /// A file to resume from, which is also a model file.
  [[nodiscard]] std::string checkpoint(const std::string& command) const;
  [[nodiscard]] std::string modelFile(const std::string& command);

 private:
  nn::Var loss(nn::Pass& pass, base::Random& data);
  [[nodiscard]] train::TrainOptions options() const;
  [[nodiscard]] ModelOrigin origin(const std::string& command) const;
  void addRepeatedRow(base::Random& data);
  void addPoint(const train::StepRecord& record);

  TrainPlan plan_;
  dist::Communicator* ranks_;
  ByteVocabulary vocabulary_;
  std::uint64_t fingerprint_;  ///< of the text
  TextSplit text_;
  std::unique_ptr<LanguageModel> model_;
  Windows windows_;
  std::vector<std::int32_t> row_, inputs_, targets_;  ///< a batch with repeated strings
  train::TrainLoop loop_;
  std::vector<CurvePoint> curve_;
  double sum_ = 0;  ///< of the losses since the last point
};

/// "step,loss,held_out,rate,gradient_norm" and a line for each point.
GRADARIUM_CORE std::string toCsv(const std::vector<CurvePoint>& curve);

/// The plan in a checkpoint that Training::checkpoint() wrote; Error where it is none.
GRADARIUM_CORE TrainPlan planOf(std::string_view checkpoint, std::string_view name);

}  // namespace gradarium::lm
