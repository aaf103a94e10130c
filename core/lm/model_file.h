// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/io/safetensors.h"
#include "core/lm/attention_net.h"
#include "core/lm/byte_text.h"
#include "core/lm/gpt.h"

namespace gradarium::lm {

/// How the weights came about; what is not known stays empty, 0 or NaN.
struct ModelOrigin {
  std::string command;  ///< what was typed
  std::string data;     ///< "king-james", or the name of the learner's file
  std::uint64_t seed = 0, steps = 0;
  double loss = std::numeric_limits<double>::quiet_NaN();     ///< mean over the last steps, nats a token
  double heldOut = std::numeric_limits<double>::quiet_NaN();  ///< on text that was not trained on
};

/// A model as read from its file.
template <class Model>
struct Saved {
  std::unique_ptr<Model> model;
  ByteVocabulary vocabulary;
  ModelOrigin origin;
};

/// The metadata of a model file, which is a safetensors file: "gradarium.model" is "gpt" or "attention";
/// "gradarium.options" every option as JSON; "gradarium.vocabulary" the bytes in the order of their ids, each
/// as the character of that number (in Python: text.encode("latin-1")); "gradarium.origin" as JSON. A
/// checkpoint of training with these words is a model file too.
GRADARIUM_CORE std::map<std::string, std::string> describeModel(const LanguageModel& model,
                                                                const ByteVocabulary& vocabulary,
                                                                const ModelOrigin& origin);

/// The file's bytes: weights and description. A vocabulary of another size than the model's throws BadCall.
GRADARIUM_CORE std::string writeModel(LanguageModel& model, const ByteVocabulary& vocabulary,
                                      const ModelOrigin& origin = {});

/// Reads what writeModel() wrote, or a described checkpoint. Whatever is missing, damaged or does not fit
/// throws Error that begins with `name`; no more room is taken than the bytes themselves take.
GRADARIUM_CORE Saved<LanguageModel> readModel(std::string_view bytes, std::string_view name);

/// The same of a file. The last two throw Error where it holds a model of the other kind.
GRADARIUM_CORE Saved<LanguageModel> loadModel(const std::filesystem::path& path);
GRADARIUM_CORE Saved<Gpt> loadGpt(const std::filesystem::path& path);
GRADARIUM_CORE Saved<AttentionNet> loadAttentionNet(const std::filesystem::path& path);

/// A shipped model by name ("king-james-gpt") as its file in resources/models; anything else as the path that
/// it is. A word that is neither throws BadCall that lists the names.
GRADARIUM_CORE std::filesystem::path modelPath(const std::string& nameOrPath);

}  // namespace gradarium::lm
