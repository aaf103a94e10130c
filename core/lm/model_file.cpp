// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/model_file.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "core/nn/names.h"
#include "core/train/weights.h"

namespace gradarium::lm {

using Json = nlohmann::ordered_json;

namespace {

constexpr const char* modelWord = "gradarium.model";
constexpr const char* optionsWord = "gradarium.options";
constexpr const char* vocabularyWord = "gradarium.vocabulary";
constexpr const char* originWord = "gradarium.origin";
constexpr std::size_t most = std::size_t{1}
                             << 16U;  // of any length in the options: their products fit in 64 bits
constexpr std::size_t tableMost = std::size_t{1} << 26U;  // numbers in a table of sines, which no file holds

[[noreturn]] void fail(std::string_view file, const std::string& what) {
  throw base::Error(std::string(file) + " is no model that can be read here: " + what);
}

std::string utf8OfBytes(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xc0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3fU));
    }
  }
  return text;
}

/// Empty where a character has no byte.
std::string bytesOfUtf8(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      bytes += text[i];
    } else if ((lead == 0xc2 || lead == 0xc3) && i + 1 < text.size()) {
      bytes += static_cast<char>(((lead & 3U) << 6U) | (static_cast<unsigned char>(text[++i]) & 0x3fU));
    } else {
      return "";
    }
  }
  return bytes;
}

/// The options by name, written and read in the same words.
template <class Options, class Visit>
requires std::is_same_v<std::remove_const_t<Options>, GptOptions>
void eachOption(Options& o, const Visit& visit) {
  visit("vocabulary", o.vocabulary);
  visit("context", o.context);
  visit("layers", o.layers);
  visit("width", o.block.width);
  visit("heads", o.block.heads);
  visit("groups", o.block.groups);
  visit("hidden", o.block.hidden);
  visit("norm", o.block.norm);
  visit("normPlace", o.block.place);
  visit("feedForward", o.block.feedForward);
  visit("positions", o.block.positions);
  visit("bias", o.block.bias);
  visit("causal", o.block.causal);
  visit("dropout", o.block.dropout);
  visit("normEpsilon", o.block.normEpsilon);
  visit("ropeBase", o.block.ropeBase);
  visit("tied", o.tied);
  visit.seed(o.seed);
}

template <class Options, class Visit>
requires std::is_same_v<std::remove_const_t<Options>, AttentionNetOptions>
void eachOption(Options& o, const Visit& visit) {
  visit("vocabulary", o.vocabulary);
  visit("context", o.context);
  visit("layers", o.layers);
  visit("width", o.width);
  visit("heads", o.heads);
  visit("groups", o.groups);
  visit("positions", o.positions);
  visit("causal", o.causal);
  visit.seed(o.seed);
}

/// The options as JSON.
class Writer {
 public:
  explicit Writer(Json& json) : json_(json) {}

  template <class Value>
  void operator()(const char* key, const Value& value) const {
    if constexpr (std::is_enum_v<Value>)
      json_[key] = nn::name(value);
    else
      json_[key] = value;
  }
  void seed(std::uint64_t value) const { json_["seed"] = value; }

 private:
  Json& json_;
};

template <class Options>
Json optionsOf(const Options& options) {
  Json json;
  eachOption(options, Writer(json));
  return json;
}

/// The options in JSON, one after another; each must be there and of its kind.
class Reader {
 public:
  Reader(const Json& json, std::string_view file) : json_(json), file_(file) {}

  void operator()(const char* key, std::size_t& value) const {
    const Json& item = at(key);
    if (!item.is_number_unsigned() || item.get<std::uint64_t>() > most)
      fail(file_, "its option " + std::string(key) + " is no whole number up to " + std::to_string(most));
    value = item.get<std::size_t>();
  }
  void seed(std::uint64_t& value) const {
    const Json& item = at("seed");
    if (!item.is_number_unsigned()) fail(file_, "its seed is no whole number");
    value = item.get<std::uint64_t>();
  }
  void operator()(const char* key, float& value) const {
    const Json& item = at(key);
    if (!item.is_number()) fail(file_, "its option " + std::string(key) + " is no number");
    value = item.get<float>();
    if (!(value >= 0) || !std::isfinite(value)) fail(file_, "its option " + std::string(key) + " is below 0");
  }
  void operator()(const char* key, bool& value) const {
    const Json& item = at(key);
    if (!item.is_boolean()) fail(file_, "its option " + std::string(key) + " is neither true nor false");
    value = item.get<bool>();
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void operator()(const char* key, Enum& value) const {
    const Json& item = at(key);
    if (!item.is_string()) fail(file_, "its option " + std::string(key) + " is no word");
    nn::parse(item.get<std::string>(), value);
  }

 private:
  const Json& at(const char* key) const {
    const auto found = json_.find(key);
    if (found == json_.end()) fail(file_, "its options lack " + std::string(key));
    return *found;
  }
  const Json& json_;
  std::string_view file_;
};

Json parsed(const io::Safetensors& saved, const char* word, std::string_view file) {
  const auto found = saved.metadata.find(word);
  if (found == saved.metadata.end()) fail(file, "its metadata have no " + std::string(word));
  Json json = Json::parse(found->second, nullptr, false);
  if (!json.is_object()) fail(file, std::string(word) + " is no JSON object");
  return json;
}

template <class Options>
Options readOptions(const Json& json, std::string_view file) {
  Options options;
  eachOption(options, Reader(json, file));
  return options;
}

/// Numbers in the matrices that the options ask for: at most what the file holds, before any is made.
std::uint64_t matrixNumbers(const GptOptions& o) {
  const nn::BlockSpec& b = o.block;
  const std::uint64_t d = b.width, keys = b.keyHeads() * b.headWidth(), hidden = b.hiddenWidth();
  const std::uint64_t up = b.feedForward == nn::FeedForward::SwiGlu ? 2 * hidden : hidden;
  return o.vocabulary * d * (o.tied ? 1 : 2) + (b.positions == nn::Positions::Learned ? o.context * d : 0) +
         o.layers * (d * (d + 2 * keys) + d * d + d * up + hidden * d);
}

std::uint64_t matrixNumbers(const AttentionNetOptions& o) {
  const std::uint64_t d = o.width, keys = (o.groups == 0 ? o.heads : o.groups) * (d / o.heads);
  return 2 * o.vocabulary * d + (o.positions == nn::Positions::Learned ? o.context * d : 0) +
         o.layers * (d * (d + 2 * keys) + d * d);
}

template <class Model, class Options>
std::unique_ptr<LanguageModel> build(const Options& options, std::size_t width, nn::Positions positions,
                                     const io::Safetensors& saved, std::string_view file) {
  std::uint64_t held = 0;
  for (const auto& item : saved.tensors) held += item.name.starts_with("optimizer.") ? 0 : item.tensor.size();
  const std::uint64_t wanted = matrixNumbers(options);
  if (wanted > held) {
    fail(file, "its options ask for " + std::to_string(wanted) + " weights or more, and it holds " +
                   std::to_string(held));
  }
  if (positions == nn::Positions::Sinusoidal && options.context * width > tableMost)
    fail(file, "its table of sines would be too large");
  auto model = std::make_unique<Model>(options);
  train::loadWeights(*model, saved);
  for (const nn::Parameter* parameter : model->parameters()) {
    for (const float value : parameter->value.values())
      if (!std::isfinite(value)) fail(file, parameter->name + " holds a number that is not finite");
  }
  return model;
}

ModelOrigin originOf(const io::Safetensors& saved, std::string_view file) {
  ModelOrigin origin;
  if (!saved.metadata.contains(originWord)) return origin;
  try {
    const Json json = parsed(saved, originWord, file);
    const auto number = [&](const char* key) {
      return json.contains(key) && json.at(key).is_number() ? json.at(key).get<double>() : std::nan("");
    };
    origin.command = json.value("command", "");
    origin.data = json.value("data", "");
    origin.seed = json.value("seed", std::uint64_t{0});
    origin.steps = json.value("steps", std::uint64_t{0});
    origin.loss = number("loss");
    origin.heldOut = number("heldOut");
  } catch (const Json::exception&) {
    fail(file, "its origin is not what it should be");
  }
  return origin;
}

template <class Model>
Saved<Model> loadAs(const std::filesystem::path& path, const char* wanted, const char* other) {
  auto saved = loadModel(path);
  if (dynamic_cast<Model*>(saved.model.get()) == nullptr)
    throw base::Error(path.string() + " holds " + other + ", not " + wanted);
  return {std::unique_ptr<Model>(static_cast<Model*>(saved.model.release())), std::move(saved.vocabulary),
          std::move(saved.origin)};
}

}  // namespace

std::map<std::string, std::string> describeModel(const LanguageModel& model, const ByteVocabulary& vocabulary,
                                                 const ModelOrigin& origin) {
  if (vocabulary.size() != model.vocabulary()) {
    throw base::BadCall("a vocabulary of " + std::to_string(vocabulary.size()) + " does not fit a model of " +
                        std::to_string(model.vocabulary()));
  }
  std::map<std::string, std::string> words;
  if (const auto* gpt = dynamic_cast<const Gpt*>(&model)) {
    words[modelWord] = "gpt";
    words[optionsWord] = optionsOf(gpt->options()).dump();
  } else if (const auto* net = dynamic_cast<const AttentionNet*>(&model)) {
    words[modelWord] = "attention";
    words[optionsWord] = optionsOf(net->options()).dump();
  } else {
    throw base::BadCall("a model of this kind has no file format");
  }
  words[vocabularyWord] = utf8OfBytes(vocabulary.bytes());
  Json json{
      {"command", origin.command}, {"data", origin.data}, {"seed", origin.seed}, {"steps", origin.steps}};
  if (std::isfinite(origin.loss)) json["loss"] = origin.loss;
  if (std::isfinite(origin.heldOut)) json["heldOut"] = origin.heldOut;
  words[originWord] = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return words;
}

std::string writeModel(LanguageModel& model, const ByteVocabulary& vocabulary, const ModelOrigin& origin) {
  io::Safetensors file = train::weightsOf(model);
  file.metadata = describeModel(model, vocabulary, origin);
  return io::writeSafetensors(file);
}

Saved<LanguageModel> readModel(std::string_view bytes, std::string_view name) {
  const io::Safetensors saved = io::readSafetensors(bytes, name);
  const Json options = parsed(saved, optionsWord, name);
  const auto kind = saved.metadata.find(modelWord), letters = saved.metadata.find(vocabularyWord);
  if (letters == saved.metadata.end()) fail(name, "its metadata have no " + std::string(vocabularyWord));
  const std::string used = bytesOfUtf8(letters->second);
  if (used.empty()) fail(name, "its vocabulary is empty or holds characters beyond 255");
  ByteVocabulary vocabulary(used);
  if (vocabulary.bytes() != used) fail(name, "its vocabulary is not in order");
  const auto check = [&](std::size_t size) {
    if (size != used.size()) {
      fail(name, "its vocabulary has " + std::to_string(used.size()) + " bytes, its options say " +
                     std::to_string(size));
    }
  };
  std::unique_ptr<LanguageModel> model;
  try {
    if (kind != saved.metadata.end() && kind->second == "gpt") {
      const auto o = readOptions<GptOptions>(options, name);
      if (o.block.dropout >= 1) fail(name, "its option dropout is not below 1");
      check(o.vocabulary);
      o.block.check();
      model = build<Gpt>(o, o.block.width, o.block.positions, saved, name);
    } else if (kind != saved.metadata.end() && kind->second == "attention") {
      const auto o = readOptions<AttentionNetOptions>(options, name);
      check(o.vocabulary);
      nn::BlockSpec spec;
      spec.width = o.width, spec.heads = o.heads, spec.groups = o.groups, spec.positions = o.positions;
      spec.check();
      model = build<AttentionNet>(o, o.width, o.positions, saved, name);
    } else {
      fail(name, "its gradarium.model is neither gpt nor attention");
    }
  } catch (const base::Error& error) {  // of the options or of a shape: say of which file
    const std::string_view what = error.what();
    if (what.starts_with(name)) throw;
    fail(name, std::string(what));
  }
  return {std::move(model), std::move(vocabulary), originOf(saved, name)};
}

Saved<LanguageModel> loadModel(const std::filesystem::path& path) {
  return readModel(io::readWhole(path, std::size_t{1} << 31U), path.string());
}

Saved<Gpt> loadGpt(const std::filesystem::path& path) {
  return loadAs<Gpt>(path, "a GPT", "a network of attention alone");
}

Saved<AttentionNet> loadAttentionNet(const std::filesystem::path& path) {
  return loadAs<AttentionNet>(path, "a network of attention alone", "a GPT");
}

}  // namespace gradarium::lm
