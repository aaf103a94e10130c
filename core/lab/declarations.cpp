// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/declarations.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lab/experiment.h"
#include "core/lab/value_file.h"

namespace gradarium::lab {

Query::Query(Experiment* owner, std::string name, std::string label, std::function<Arithmetic(Cell)> answer)
    : name_(std::move(name)),
      label_(std::move(label)),
      answer_(std::move(answer)),
      index_(owner->add(this)) {}

Preset::Preset(Experiment* owner, std::string name, std::string label, std::string journal)
    : name_(std::move(name)), label_(std::move(label)), journal_(std::move(journal)) {
  owner->add(this);
}

Exercise::Exercise(Experiment* owner, std::string name, std::string title, ExerciseSpec spec)
    : name_(std::move(name)), title_(std::move(title)), spec_(std::move(spec)) {
  owner->add(this);
}

std::string Exercise::kind() const {
  return spec_.number ? "number" : spec_.choices.empty() ? "state" : "choice";
}

bool Exercise::passes(const Snapshot& snapshot, const std::string& answer) const {
  if (spec_.predict && snapshot.step > 0 && answer.empty()) return false;
  if (spec_.number) {
    const auto typed = base::parseNumber(answer);
    return typed && std::abs(*typed - spec_.number(snapshot)) <= spec_.tolerance;
  }
  if (!spec_.choices.empty()) return answer == spec_.choices[spec_.correct];
  return spec_.passed && spec_.passed(snapshot);
}

namespace {
struct Named {
  Format format;
  const char* ending;
};
constexpr std::array<Named, 7> formats{{{Format::Csv, "csv"},
                                        {Format::Npy, "npy"},
                                        {Format::Json, "json"},
                                        {Format::Safetensors, "safetensors"},
                                        {Format::Onnx, "onnx"},
                                        {Format::Newick, "nwk"},
                                        {Format::Text, "txt"}}};
}  // namespace

std::string ending(Format format) {
  for (const Named& named : formats)
    if (named.format == format) return named.ending;
  return {};
}

std::optional<Format> formatOf(std::string text) {
  if (!text.empty() && text.front() == '.') text.erase(0, 1);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const Named& named : formats)
    if (text == named.ending) return named.format;
  return std::nullopt;
}

Artifact::Artifact(Experiment* owner, std::string name, std::string label, std::vector<Format> formats,
                   std::function<std::string(Format)> write)
    : name_(std::move(name)),
      label_(std::move(label)),
      formats_(std::move(formats)),
      write_(std::move(write)),
      index_(owner->add(this)) {}

Artifact::Artifact(Experiment* owner, std::string name, std::string label, const ObservableBase& observable)
    : Artifact(owner, std::move(name), std::move(label), formatsOf(observable.kind()),
               [&observable](Format format) {
                 const auto value = observable.demanded();
                 if (!value) throw base::Error(observable.label() + " has not been computed yet");
                 return writeValue(*value, format);
               }) {}

std::string Artifact::write(Format format) const {
  if (std::find(formats_.begin(), formats_.end(), format) == formats_.end()) {
    std::string names;
    for (const Format f : formats_) names += (names.empty() ? "" : ", ") + ending(f);
    throw base::BadCall(name_ + " can be written as " + names);
  }
  return write_(format);
}

Clock::Clock(Experiment* owner, ClockKind kind, std::string unit) : kind_(kind), unit_(std::move(unit)) {
  owner->add(this);
}

}  // namespace gradarium::lab
