// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/train.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/text.h"
#include "core/dist/communicator.h"
#include "core/io/whole_file.h"
#include "core/lm/decoder.h"
#include "core/lm/training.h"
#include "core/nn/names.h"

namespace gradarium::app {
namespace {

using lm::Training;
namespace fs = std::filesystem;

constexpr std::size_t mostBytes = std::size_t{1} << 31U;

// What may be given anew with --resume: it does not change the outcome.
constexpr std::string_view anew[]{"data",  "to",     "resume",  "checkpoint-every",
                                  "curve", "sample", "threads", "json"};

/// What the call says; what it leaves open is as in `plan`.
lm::TrainPlan planOf(const Call& call, lm::TrainPlan plan) {
  const auto whole = [&call](const char* name, auto& value, std::uint64_t least, std::uint64_t most) {
    value = static_cast<std::remove_reference_t<decltype(value)>>(call.whole(name, value, least, most));
  };
  if (call.has("data")) plan.data = call.values("data");
  plan.model = call.value("model").value_or(plan.model);
  if (call.has("positions")) nn::parse(call.required("positions"), plan.positions);
  whole("layers", plan.layers, 1, 256);
  whole("width", plan.width, 2, 16384);
  whole("heads", plan.heads, 1, 1024);
  whole("groups", plan.groups, 0, 1024);
  whole("context", plan.context, 2, 65536);
  whole("batch", plan.batch, 1, 65536);
  whole("steps", plan.steps, 1, 1000000000);
  whole("warm-up", plan.warmUp, 0, 1000000000);
  whole("seed", plan.seed, 0, ~std::uint64_t{0});
  whole("reports", plan.reports, 1, 10000);
  plan.rate = call.number("rate", plan.rate, 0, 100);
  plan.weightDecay = call.number("weight-decay", plan.weightDecay, 0, 100);
  plan.dropout = call.number("dropout", plan.dropout, 0, 0.95);
  plan.clip = call.number("clip", plan.clip, 0, 1e9);
  plan.repeats = call.number("repeats", plan.repeats, 0, 1);
  plan.check();
  return plan;
}

/// The command as it could be typed again.
std::string commandOf(const Call& call) {
  std::string text = "gradarium train";
  for (const auto& [name, value] : call.options()) {
    if (name == "json") continue;
    const bool plain = value.find_first_of(" \t'\"\\$*?;&|<>()") == std::string::npos;
    text += " --" + name + " " + (plain ? value : "'" + value + "'");
  }
  return text;
}

std::string textOf(const lm::TrainPlan& plan) {
  std::string all;
  for (const std::string& name : plan.data) {
    const auto text = data::text(name);
    lm::checkText(text->bytes, 0, name);
    all += text->bytes;
  }
  return all;
}

std::string print(const char* format, auto... values) {
  char room[240];
  const int length = std::snprintf(room, sizeof room, format, values...);
  return {room, static_cast<std::size_t>(std::max(0, std::min(length, 239)))};
}

std::string timeOf(double seconds) {
  if (seconds < 100) return print("%.0f s", seconds);
  if (seconds < 6000) return print("%.0f min", seconds / 60);
  return print("%.1f h", seconds / 3600);
}

/// One training: its files, and what is said of it. Rank 0 writes and speaks.
class Job {
 public:
  Job(const Call& call, dist::Communicator& ranks) : call_(call), ranks_(ranks), speaks_(ranks.rank() == 0) {
    dist::together(ranks, [&] { prepare(); });
    // Only rank 0 reads: the others may stand on machines without the files.
    plan_ = lm::planFromJson(dist::broadcast(ranks, lm::toJson(plan_)), "rank 0");
    text_ = dist::broadcast(ranks, std::move(text_));
    saved_ = dist::broadcast(ranks, std::move(saved_));
    from_ = dist::broadcast(ranks, std::move(from_));
    dist::together(ranks, [&] {
      training_ = std::make_unique<Training>(plan_, text_,
                                             plan_.data.size() == 1 ? plan_.data[0] : "the text", &ranks);
      if (!saved_.empty()) training_->resume(saved_, resume_);
      if (!from_.empty()) training_->startFrom(lm::readModel(from_, plan_.from), plan_.from);
      if (speaks_) checkFiles();
    });
    saved_.clear(), from_.clear();
  }

  int run() {
    if (speaks_) say(announcement());
    const CatchInterrupt caught;
    const std::uint64_t first = training_->steps();
    const auto ending =
        training_->run(&interrupt(), {[this](const train::StepRecord& record) { step(record); },
                                      [this, first](const lm::CurvePoint& point) { report(point, first); }});
    if (ending == Training::Ending::Diverged) {
      throw base::Error(
          print("the loss was no longer a finite number at step %llu: try a --rate below %g, or --clip 1",
                static_cast<unsigned long long>(training_->steps() + 1), plan_.rate));
    }
    const bool finished = ending == Training::Ending::Finished;
    const double heldOut = finished ? training_->heldOutLoss(400) : std::nan("");
    if (!finished) {
      write(checkpoint_, [&] { return training_->checkpoint(commandOf(call_)); });
    } else {
      write(to_, [&] { return training_->modelFile(commandOf(call_)); });
    }
    if (!speaks_) return 0;  // rank 0's status is the job's
    if (!finished) {
      say("stopped after step " + std::to_string(training_->steps()) +
          "; to go on:\n  gradarium train --resume " + checkpoint_.string() + " --to " + to_.string());
    }
    result(finished, heldOut, first);
    return finished ? 0 : 1;
  }

 private:
  void prepare() {
    to_ = call_.required("to");
    checkpoint_ = fs::path(to_).replace_extension("checkpoint.safetensors");
    every_ = call_.whole("checkpoint-every", 0, 0, 1000000000);
    sample_ = call_.whole("sample", 0, 0, 100000);
    if (const auto resume = call_.value("resume")) {
      for (const auto& option : call_.options()) {
        if (std::ranges::find(anew, option.name) == std::end(anew))
          throw base::BadCall("--" + option.name +
                              " was settled when the training began; leave it out with --resume");
      }
      resume_ = *resume;
      if (speaks_) saved_ = io::readWhole(resume_, mostBytes);
      if (speaks_) plan_ = lm::planOf(saved_, resume_);
      if (call_.has("data")) plan_.data = call_.values("data");
    } else if (speaks_) {
      if (const auto from = call_.value("from")) {
        plan_.from = *from;
        from_ = io::readWhole(*from, mostBytes);
        lm::takeSizes(plan_, *lm::readModel(from_, *from).model);
      }
      plan_ = planOf(call_, plan_);
    }
    if (speaks_) text_ = textOf(plan_);
  }

  void checkFiles() {
    const std::uintmax_t bytes = training_->model().parameterCount() * sizeof(float);
    io::checkWritable(to_, bytes + (1U << 16U));
    io::checkWritable(checkpoint_, 3 * bytes + (1U << 16U));
    if (const auto curve = call_.value("curve")) io::checkWritable(*curve, 1U << 16U);
  }

  /// On rank 0. The others don't know when it fails, and would wait for ever.
  template <class Make>
  void write(const fs::path& path, Make make) {
    if (!speaks_) return;
    try {
      io::writeWhole(path, make());
    } catch (const std::exception& error) {
      if (ranks_.size() > 1) ranks_.abandon(error.what());
      throw;
    }
  }

  static void say(const std::string& words) { std::cerr << words << std::endl; }

  std::string announcement() {
    std::string text;
    for (const std::string& name : plan_.data) text += (text.empty() ? "" : " + ") + name;
    const std::size_t size = training_->model().parameterCount();
    std::string words =
        (plan_.model == "gpt" ? "a GPT" : "a network of attention alone") + print(" of %zu weights", size);
    words += print(" on %s: %zu bytes, %zu different; ", text.c_str(), text_.size(),
                   training_->vocabulary().size());
    words += training_->text().words;
    if (ranks_.size() > 1) words += print("; %d ranks", ranks_.size());
    if (training_->steps() > 0)
      words += print("; going on after step %llu", static_cast<unsigned long long>(training_->steps()));
    return words;
  }

  void step(const train::StepRecord& record) {
    if (every_ > 0 && record.step % every_ == 0 && !record.diverged && record.step < plan_.steps)
      write(checkpoint_, [&] { return training_->checkpoint(commandOf(call_)); });
  }

  void report(const lm::CurvePoint& point, std::uint64_t first) {
    if (!speaks_) return;
    const double done = static_cast<double>(point.step - first), seconds = watch_.seconds();
    const double left = seconds / done * static_cast<double>(plan_.steps - point.step);
    std::string line = print("step %llu of %llu  loss %.3f", static_cast<unsigned long long>(point.step),
                             static_cast<unsigned long long>(plan_.steps), point.loss);
    if (!std::isnan(point.heldOut))
      line +=
          print("  held out %.3f nats = %.3f bits a byte", point.heldOut, point.heldOut / std::numbers::ln2);
    line += print("  %.0f tokens/s", done * tokens() / seconds);
    if (point.step < plan_.steps) line += "  " + timeOf(left) + " left";
    say(line);
    if (const auto curve = call_.value("curve")) write(*curve, [&] { return lm::toCsv(training_->curve()); });
    const std::uint64_t tenth = std::max<std::uint64_t>(1, plan_.reports / 10) * training_->plan().stride();
    if (sample_ > 0 && (point.step % tenth == 0 || point.step == plan_.steps)) say("| " + sample());
  }

  std::string sample() {
    base::Random random(plan_.seed);
    const auto& vocabulary = training_->vocabulary();
    const bool line = vocabulary.bytes().find('\n') != std::string::npos;
    const auto start = vocabulary.encode(line ? "\n" : vocabulary.bytes().substr(0, 1));
    std::string text =
        vocabulary.decode(lm::generate(training_->model(), start, sample_, {.temperature = 0.8}, random));
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 3)
      text.replace(at, 1, "\n| ");
    return text;
  }

  double tokens() const { return static_cast<double>(plan_.batch * plan_.context); }

  void result(bool finished, double heldOut, std::uint64_t first) {
    const auto& curve = training_->curve();
    const double seconds = watch_.seconds();
    const double rate = static_cast<double>(training_->steps() - first) * tokens() / seconds;
    if (!call_.has("json")) {
      if (finished) {
        std::cout << to_.string() << ": " << training_->steps() << " steps, loss "
                  << print("%.4f", curve.back().loss);
        if (!std::isnan(heldOut))
          std::cout << print(", held out %.4f nats = %.4f bits a byte", heldOut, heldOut / std::numbers::ln2);
        std::cout << ", " << timeOf(seconds) << print(", %.0f tokens/s", rate) << "\n";
      }
      return;
    }
    nlohmann::ordered_json json{{"status", finished ? "finished" : "interrupted"},
                                {"file", finished ? to_.string() : checkpoint_.string()},
                                {"steps", training_->steps()},
                                {"parameters", training_->model().parameterCount()},
                                {"vocabulary", training_->vocabulary().size()},
                                {"heldOutBytes", training_->text().heldOut.size()},
                                {"ranks", ranks_.size()},
                                {"seconds", seconds},
                                {"tokensPerSecond", rate},
                                {"curve", nlohmann::ordered_json::array()}};
    if (!curve.empty()) json["loss"] = curve.back().loss;
    if (!std::isnan(heldOut)) json["heldOut"] = heldOut, json["bitsPerByte"] = heldOut / std::numbers::ln2;
    for (const lm::CurvePoint& p : curve) json["curve"].push_back({p.step, p.loss, p.heldOut});
    std::cout << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
  }

  const Call& call_;
  dist::Communicator& ranks_;
  bool speaks_;
  lm::TrainPlan plan_;
  fs::path to_, checkpoint_;
  std::string resume_, text_, saved_, from_;
  std::uint64_t every_ = 0;
  std::size_t sample_ = 0;
  std::unique_ptr<Training> training_;
  base::Stopwatch watch_;
};

}  // namespace

std::vector<OptionSpec> trainOptions() {
  const lm::TrainPlan plan;
  const auto otherwise = [](auto value) { return print("; %g when left out", static_cast<double>(value)); };
  return {{"data", "TEXT", "king-james, austen, names or a file; again: joined; king-james when left out"},
          {"model", "gpt|attention",
           "attention: attention alone, without feed-forward layers; gpt when left out"},
          {"from", "FILE", "a model to start from: its weights, and its sizes where they are left out"},
          {"layers", "N", "how many" + otherwise(plan.layers)},
          {"width", "N", "numbers a token is carried in" + otherwise(plan.width)},
          {"heads", "N", "of attention in each layer" + otherwise(plan.heads)},
          {"groups", "N", "heads of keys and values; as many as heads when left out"},
          {"context", "N", "bytes that it looks back on" + otherwise(plan.context)},
          {"positions", "KIND", "learned, sinusoidal, rotary, alibi or none; rotary when left out"},
          {"batch", "N", "rows a step, over all ranks" + otherwise(plan.batch)},
          {"steps", "N", "how many" + otherwise(plan.steps)},
          {"rate", "R", "the highest learning rate" + otherwise(plan.rate)},
          {"warm-up", "N",
           "steps until it is reached; then half a cosine down to a tenth" + otherwise(plan.warmUp)},
          {"weight-decay", "D", "of AdamW" + otherwise(plan.weightDecay)},
          {"dropout", "P", "share of numbers left out" + otherwise(plan.dropout)},
          {"clip", "C", "norm to which gradients are brought down, 0: none" + otherwise(plan.clip)},
          {"repeats", "P",
           "share of rows that are random strings coming again and again: they teach heads to copy" +
               otherwise(plan.repeats)},
          {"seed", "S", "of weights, batches and dropout" + otherwise(plan.seed)},
          {"reports", "N", "lines of progress and points of the curve" + otherwise(plan.reports)},
          {"to", "FILE", "where the model goes"},
          {"checkpoint-every", "N", "steps between checkpoints, beside the model; Ctrl-C writes one too"},
          {"resume", "FILE", "a checkpoint to go on from, with its options"},
          {"curve", "FILE.csv", "where the loss curve goes, while it grows"},
          {"sample", "N", "shows N bytes that it writes, ten times on the way"},
          {"threads", "N", "of this process; all cores when left out (mpirun: shared by its ranks)"},
          {"json", "", "one JSON document on standard output"}};
}

int trainModel(const Call& call, PluginShelf&) {
  const auto ranks = dist::startedRanks();
  try {
    const auto cores =
        static_cast<std::uint64_t>(std::max(1, base::hardwareThreads() / dist::ranksOnThisMachine()));
    base::Arena arena(static_cast<int>(call.whole("threads", cores, 1, 1024)));
    int status = 0;
    arena.run([&] { status = Job(call, *ranks).run(); });
    return status;
  } catch (const std::exception&) {
    // The same happened on every rank: one says it. The others leave in peace: mpirun ends all ranks with the
    // first that fails, and that one is to have spoken.
    if (ranks->rank() == 0) throw;
    return 0;
  }
}

}  // namespace gradarium::app
