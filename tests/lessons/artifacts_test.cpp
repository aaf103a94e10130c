// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <cstring>
#include <map>

#include "core/io/csv.h"
#include "core/io/npy.h"
#include "tests/lessons/every_lesson.h"
#include "tests/onnx_reader.h"

namespace gradarium::tests {
namespace {

/// By the format's description: 8 bytes of length, a JSON header, and tensors that fill the rest without a gap.
void expectSafetensors(const std::string& bytes) {
  std::uint64_t length = 0;
  ASSERT_GE(bytes.size(), sizeof length);
  std::memcpy(&length, bytes.data(), sizeof length);
  const auto header = nlohmann::json::parse(bytes.substr(8, length));
  std::map<std::size_t, std::size_t> parts;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    std::size_t size = 4;
    for (const auto& axis : entry.at("shape")) size *= axis.get<std::size_t>();
    const auto offsets = entry.at("data_offsets").get<std::vector<std::size_t>>();
    EXPECT_EQ(entry.at("dtype"), "F32");
    EXPECT_EQ(offsets[1] - offsets[0], size) << name;
    parts[offsets[0]] = offsets[1];
  }
  std::size_t at = 0;
  for (const auto& [begin, end] : parts) {
    EXPECT_EQ(begin, at);
    at = end;
  }
  EXPECT_EQ(8 + length + at, bytes.size());
}

/// Every name is given before it is used, and the graph has something to give.
void expectOnnx(const std::string& bytes) {
  const OnnxReader reader(bytes);
  EXPECT_EQ(reader.opset(), 13U);
  EXPECT_FALSE(reader.operators().empty());
  EXPECT_FALSE(reader.constants().empty());
  ASSERT_EQ(reader.ports(11).size(), 1U);
  const std::string input = reader.ports(11).front();
  const std::size_t width = std::stoul(input.substr(input.rfind(' ') + 1));
  const auto known = reader.run(input.substr(0, input.find(':')), {{2, width}, std::vector<double>(2 * width, 0.5)});
  for (const std::string& output : reader.ports(12)) EXPECT_TRUE(known.count(output.substr(0, output.find(':')))) << output;
}

void expectNewick(const std::string& text, const std::string& where) {
  int depth = 0, leaves = 1;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    leaves += c == ',' ? 1 : 0;
    EXPECT_GE(depth, 0) << where;
  }
  EXPECT_EQ(depth, 0) << where;
  EXPECT_GT(leaves, 1) << where;
  EXPECT_EQ(text.find(';'), text.find_last_not_of('\n')) << where;
}

void expectReadable(const std::string& bytes, lab::Format format, const std::string& where) {
  EXPECT_FALSE(bytes.empty()) << where;
  switch (format) {
    case lab::Format::Csv: EXPECT_NO_THROW(EXPECT_GT(io::parseCsv(bytes, where, {.header = io::CsvHeader::Present}).rows(), 0U)) << where; break;
    case lab::Format::Npy: EXPECT_NO_THROW(EXPECT_FALSE(io::readNpy(bytes, where).shape.empty())) << where; break;
    case lab::Format::Json: EXPECT_FALSE(nlohmann::json::parse(bytes, nullptr, false).is_discarded()) << where; break;
    case lab::Format::Safetensors: EXPECT_NO_THROW(expectSafetensors(bytes)) << where; break;
    case lab::Format::Onnx: EXPECT_NO_THROW(expectOnnx(bytes)) << where; break;
    case lab::Format::Newick: expectNewick(bytes, where); break;
    case lab::Format::Text: break;
    default: ADD_FAILURE() << where << ": no reader for " << lab::ending(format) << " yet";
  }
}

TEST_P(EveryLesson, ArtifactsCanBeReadBack) {
  for (const auto& experiment : experiments()) {
    const auto engine = experiment.engine();
    walk(*engine, 4);
    for (const auto* artifact : engine->experiment().artifacts())
      for (const auto format : artifact->formats())
        expectReadable(engine->write(*artifact, format), format, artifact->name() + "." + lab::ending(format));
  }
}

}  // namespace
}  // namespace gradarium::tests
