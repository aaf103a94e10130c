// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/export.h"
#include "core/lab/arguments.h"
#include "core/lab/snapshot.h"

/// What an experiment declares besides parameters, actions and observables.
namespace gradarium::lab {

class Experiment;
class ObservableBase;

/// The arithmetic behind one number: "(5.1 - 5.9)^2 = 0.64" line by line, then the result.
struct Arithmetic {
  struct Line {
    std::string label, expression;
    double number = 0;
  };
  std::string title;
  std::vector<Line> lines;
  double result = 0;
};

/// Asks a stopped or running experiment for the arithmetic of one cell or row. It changes nothing and is not
/// in the journal. A cell that is not there throws base::BadCall.
class GRADARIUM_CORE Query {
 public:
  Query(Experiment* owner, std::string name, std::string label, std::function<Arithmetic(Cell)> answer);
  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  std::size_t index() const { return index_; }
  Arithmetic answer(Cell cell) const { return answer_(cell); }

 private:
  std::string name_, label_;
  std::function<Arithmetic(Cell)> answer_;
  std::size_t index_ = 0;
};

/// A named journal.
class GRADARIUM_CORE Preset {
 public:
  Preset(Experiment* owner, std::string name, std::string label, std::string journal);
  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  const std::string& journal() const { return journal_; }

 private:
  std::string name_, label_, journal_;
};

/// A task that checks itself. Exactly one of `passed` (a state to reach), `number` (a value to type) and
/// `choices` (an answer to pick) is given. A `predict` exercise must be answered before the first step.
struct ExerciseSpec {
  std::string ask = {};                      // what the learner reads
  std::string start = {};                    // journal that sets the exercise up
  std::string solution = {};                 // journal; it may end in "answer VALUE"
  std::vector<std::string> nearMisses = {};  // journals that come close and must fail
  std::function<bool(const Snapshot&)> passed = {};
  std::function<std::string(const Snapshot&)> progress = {};  // "best so far 142.8, needs 141.9"
  std::function<double(const Snapshot&)> number = {};
  double tolerance = 0;  // absolute
  std::vector<std::string> choices = {};
  std::size_t correct = 0;
  bool predict = false;
  /// What would give the answer away: covered in the window while the exercise is in front and not solved.
  std::vector<const ObservableBase*> hides = {};
  std::string because = {};  // shown once solved: why
};

class GRADARIUM_CORE Exercise {
 public:
  Exercise(Experiment* owner, std::string name, std::string title, ExerciseSpec spec);
  const std::string& name() const { return name_; }
  const std::string& title() const { return title_; }
  const ExerciseSpec& spec() const { return spec_; }
  std::string kind() const;  // "state", "number", "choice"

  /// Judges a state, and the answer where one is asked. Never looks at the experiment itself.
  bool passes(const Snapshot& snapshot, const std::string& answer = {}) const;

 private:
  std::string name_, title_;
  ExerciseSpec spec_;
};

enum class Format { Csv, Npy, Json, Safetensors, Onnx, Newick, Text };
GRADARIUM_CORE std::string ending(Format format);                   // "csv"
GRADARIUM_CORE std::optional<Format> formatOf(std::string ending);  // of "csv" or ".CSV"

/// What can leave an experiment as a file: bytes are made on the worker, only when asked.
class GRADARIUM_CORE Artifact {
 public:
  Artifact(Experiment* owner, std::string name, std::string label, std::vector<Format> formats,
           std::function<std::string(Format)> write);
  /// An observable as it is, in every format that its kind can take.
  Artifact(Experiment* owner, std::string name, std::string label, const ObservableBase& observable);
  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  const std::vector<Format>& formats() const { return formats_; }
  std::size_t index() const { return index_; }
  /// Throws base::BadCall for a format that it does not have.
  std::string write(Format format) const;

 private:
  std::string name_, label_;
  std::vector<Format> formats_;
  std::function<std::string(Format)> write_;
  std::size_t index_ = 0;
};

enum class ClockKind { Steps, Seconds, VirtualSeconds };

/// What the transport bar counts in. Without one, an experiment counts steps.
class GRADARIUM_CORE Clock {
 public:
  Clock(Experiment* owner, ClockKind kind, std::string unit);
  ClockKind kind() const { return kind_; }
  const std::string& unit() const { return unit_; }
  double now() const { return now_; }
  Clock& operator=(double now) {
    now_ = now;
    return *this;
  }

 private:
  ClockKind kind_;
  std::string unit_;
  double now_ = 0;
};

}  // namespace gradarium::lab
