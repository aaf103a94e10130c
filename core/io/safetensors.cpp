// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"

namespace gradarium::io {

static_assert(std::endian::native == std::endian::little,
              "safetensors: numbers are copied as they lie in memory");

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t headerMost = std::size_t{16} << 20U;
constexpr std::string_view words = "__metadata__";

[[noreturn]] void fail(std::string_view name, const std::string& what) {
  throw base::Error(std::string(name) + " is not a safetensors file that can be read here: " + what);
}

enum class Kind { F32, F64, F16, Bf16 };

struct Entry {
  std::string name;
  Kind kind;
  tensor::Shape shape;
  std::size_t begin, end;
};

std::size_t bytesOf(Kind kind) { return kind == Kind::F64 ? 8 : kind == Kind::F32 ? 4 : 2; }

float fromHalf(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16U, exponent = (half >> 10U) & 31U,
                      fraction = half & 0x3ffU;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000U | (fraction << 13U));
  if (exponent == 0) {  // a multiple of 2^-24, exact in float32
    const float value = static_cast<float>(fraction) * 0x1p-24F;
    return sign != 0 ? -value : value;
  }
  return std::bit_cast<float>(sign | ((exponent + 112U) << 23U) | (fraction << 13U));
}

template <class From, class Convert>
void convert(const char* from, float* to, std::size_t count, Convert each) {
  for (std::size_t i = 0; i < count; ++i) {
    From value;
    std::memcpy(&value, from + i * sizeof value, sizeof value);
    to[i] = each(value);
  }
}

tensor::Tensor tensorOf(const Entry& entry, const char* data) {
  tensor::Tensor tensor(entry.shape);
  const char* const from = data + entry.begin;
  float* const to = tensor.data();
  const std::size_t count = tensor.size();
  switch (entry.kind) {
    case Kind::F32:
      std::memcpy(to, from, count * sizeof(float));
      break;
    case Kind::F64:
      convert<double>(from, to, count, [](double v) { return static_cast<float>(v); });
      break;
    case Kind::F16:
      convert<std::uint16_t>(from, to, count, fromHalf);
      break;
    case Kind::Bf16:
      convert<std::uint16_t>(from, to, count, [](std::uint16_t v) {
        return std::bit_cast<float>(static_cast<std::uint32_t>(v) << 16U);
      });
      break;
  }
  return tensor;
}

std::size_t numberOf(const Json& value, std::string_view file, const std::string& place) {
  if (!value.is_number_unsigned()) fail(file, place + " is not a whole number");
  return value.get<std::size_t>();
}

Entry entryOf(const std::string& name, const Json& json, std::string_view file) {
  const std::string place = "tensor \"" + name + "\"";
  const auto part = [&](const char* key) -> const Json& {
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (!json.is_object() || found == json.end()) fail(file, place + " has no " + key);
    return *found;
  };
  Entry entry;
  entry.name = name;
  const Json& type = part("dtype");
  const std::string kind = type.is_string() ? type.get<std::string>() : type.dump();
  if (kind == "F32") {
    entry.kind = Kind::F32;
  } else if (kind == "F64") {
    entry.kind = Kind::F64;
  } else if (kind == "F16") {
    entry.kind = Kind::F16;
  } else if (kind == "BF16") {
    entry.kind = Kind::Bf16;
  } else {
    fail(file, place + " holds " + kind.substr(0, 20) + ", not F32, F64, F16 or BF16");
  }
  const Json &shape = part("shape"), &offsets = part("data_offsets");
  if (!shape.is_array() || shape.size() > tensor::Shape::maxRank) {
    fail(file, place + " has a shape that is not a list of at most " +
                   std::to_string(tensor::Shape::maxRank) + " lengths");
  }
  std::vector<std::size_t> lengths;
  for (const Json& length : shape) lengths.push_back(numberOf(length, file, "a length of " + place));
  try {
    entry.shape = tensor::Shape(std::span<const std::size_t>(lengths));
  } catch (const base::BadCall&) {
    fail(file, place + " has a shape too large for memory");
  }
  if (!offsets.is_array() || offsets.size() != 2) fail(file, place + " has no pair of data_offsets");
  entry.begin = numberOf(offsets[0], file, "an offset of " + place);
  entry.end = numberOf(offsets[1], file, "an offset of " + place);
  const std::size_t wanted = entry.shape.size() * bytesOf(entry.kind);
  if (entry.end < entry.begin || entry.end - entry.begin != wanted) {
    fail(file, place + " of shape " + entry.shape.text() + " needs " + std::to_string(wanted) +
                   " bytes, but stands at " + std::to_string(entry.begin) + " to " +
                   std::to_string(entry.end));
  }
  return entry;
}

Json headerOf(std::string_view text, std::string_view file) {
  std::set<std::string> seen;
  std::string twice;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1 && !seen.insert(parsed.get<std::string>()).second) {
      twice = parsed.get<std::string>();
    }
    return depth <= 4;  // nothing lies deeper; what does is not kept
  };
  Json header;
  try {
    header = Json::parse(text, watch);
  } catch (const Json::exception& error) {
    const auto* const parse = dynamic_cast<const Json::parse_error*>(&error);
    fail(file,
         "its header is no JSON" + (parse == nullptr ? "" : " at byte " + std::to_string(parse->byte + 7)));
  }
  if (!header.is_object()) fail(file, "its header is no JSON object");
  if (!twice.empty()) fail(file, "its header names \"" + twice + "\" twice");
  return header;
}

}  // namespace

const tensor::Tensor& Safetensors::at(std::string_view name) const {
  for (const NamedTensor& item : tensors) {
    if (item.name == name) return item.tensor;
  }
  throw base::Error("the file has no tensor \"" + std::string(name) + "\"");
}

std::string writeSafetensors(const Safetensors& file) {
  Json header = Json::object();
  if (!file.metadata.empty()) header[std::string(words)] = file.metadata;
  std::size_t at = 0;
  for (const NamedTensor& item : file.tensors) {
    if (item.name == words || header.contains(item.name)) {
      throw base::BadCall("a safetensors file cannot hold a second tensor named \"" + item.name + "\"");
    }
    const std::size_t bytes = item.tensor.size() * sizeof(float);
    const auto lengths = item.tensor.shape().lengths();
    header[item.name] = {{"dtype", "F32"},
                         {"shape", std::vector<std::size_t>(lengths.begin(), lengths.end())},
                         {"data_offsets", {at, at + bytes}}};
    at += bytes;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // so that the numbers are aligned
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(text.size() >> (8 * i));
  bytes.reserve(8 + text.size() + at);
  bytes += text;
  for (const NamedTensor& item : file.tensors) {
    const tensor::Tensor row = item.tensor.asContiguous();
    bytes.append(reinterpret_cast<const char*>(row.data()), row.size() * sizeof(float));
  }
  return bytes;
}

Safetensors readSafetensors(std::string_view bytes, std::string_view name) {
  if (bytes.size() < 8)
    fail(name, "it has " + std::to_string(bytes.size()) + " bytes, fewer than the 8 of its length");
  std::uint64_t length = 0;
  for (std::size_t i = 8; i-- > 0;) length = length << 8U | static_cast<unsigned char>(bytes[i]);
  if (length > headerMost) {
    fail(name, "its header would take " + std::to_string(length) + " bytes, more than 16 MiB");
  }
  if (length > bytes.size() - 8) {
    fail(name, "its header of " + std::to_string(length) + " bytes ends after the file");
  }
  const Json header = headerOf(bytes.substr(8, length), name);
  const std::string_view data = bytes.substr(8 + length);
  Safetensors file;
  std::vector<Entry> entries;
  for (const auto& [key, value] : header.items()) {
    if (key != words) {
      entries.push_back(entryOf(key, value, name));
      continue;
    }
    if (!value.is_object()) fail(name, "its metadata are not words");
    for (const auto& [word, text] : value.items()) {
      if (!text.is_string()) fail(name, "its metadata \"" + word + "\" is not a word");
      file.metadata[word] = text.get<std::string>();
    }
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::size_t at = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != at) {
      fail(name, "tensor \"" + entry.name + "\" begins at byte " + std::to_string(entry.begin) +
                     " of the numbers, not " + std::to_string(at) + " where the one before it ends");
    }
    at = entry.end;
  }
  if (at != data.size()) {
    fail(name, "its tensors take " + std::to_string(at) + " bytes, but " + std::to_string(data.size()) +
                   " follow the header");
  }
  for (const Entry& entry : entries) file.tensors.push_back({entry.name, tensorOf(entry, data.data())});
  return file;
}

}  // namespace gradarium::io
