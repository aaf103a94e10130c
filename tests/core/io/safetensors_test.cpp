// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"

namespace gradarium::io {
namespace {

using tensor::Shape;
using tensor::Tensor;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string file(const std::string& header, const std::string& data = "") {
  std::string bytes(8, '\0');
  bytes[0] = static_cast<char>(header.size() & 0xff);
  bytes[1] = static_cast<char>(header.size() >> 8);
  return bytes + header + data;
}

std::string refusal(const std::string& bytes) {
  try {
    readSafetensors(bytes, "m.safetensors");
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

Safetensors example() {
  return {{{"a.weight", Tensor({2, 3}, {1, 2, 3, 4, 5, 6})},
           {"b", Tensor::scalar(-0.5F)},
           {"empty", Tensor({0, 4})}},
          {{"step", "12"}, {"words", "\"quoted\" \xc3\xa9"}}};
}

TEST(Safetensors, ComesBackAsItWent) {
  const std::string bytes = writeSafetensors(example());
  EXPECT_EQ((static_cast<unsigned char>(bytes[0]) + 8U) % 8, 0U);
  const Safetensors back = readSafetensors(bytes, "m");
  ASSERT_EQ(back.tensors.size(), 3U);
  EXPECT_EQ(back.metadata, example().metadata);
  EXPECT_THAT(back.at("a.weight").toVector(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(back.at("a.weight").shape(), (Shape{2, 3}));
  EXPECT_EQ(back.at("b").item(), -0.5F);
  EXPECT_EQ(back.at("empty").shape(), (Shape{0, 4}));
  EXPECT_EQ(writeSafetensors(back), bytes);
  EXPECT_THROW((void)back.at("c"), base::Error);
  EXPECT_THROW(writeSafetensors({{{"a", Tensor({1}, 1)}, {"a", Tensor({1}, 1)}}, {}}), base::BadCall);
}

// The bytes that Python's safetensors 0.4 writes for {"x": float32 [1.5, -2]}.
TEST(Safetensors, ReadsWhatPythonWrites) {
  const std::string data("\x00\x00\xc0\x3f\x00\x00\x00\xc0", 8);
  const auto got =
      readSafetensors(file(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   )", data), "m");
  EXPECT_THAT(got.at("x").toVector(), ElementsAre(1.5F, -2.0F));
}

TEST(Safetensors, OtherFloats) {
  const std::string half("\x00\x3c\x01\x00\x00\xfc\xff\x7b", 8);  // 1, 2^-24, -infinity, 65504
  const auto h =
      readSafetensors(file(R"({"x":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}})", half), "m");
  EXPECT_THAT(h.at("x").toVector(), ElementsAre(1, 0x1p-24F, -INFINITY, 65504));
  const std::string brain("\x80\x3f\x00\xc0", 4);
  const auto b =
      readSafetensors(file(R"({"x":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}})", brain), "m");
  EXPECT_THAT(b.at("x").toVector(), ElementsAre(1, -2));
  const std::string wide("\x00\x00\x00\x00\x00\x00\xf8\x3f", 8);
  const auto d =
      readSafetensors(file(R"({"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})", wide), "m");
  EXPECT_EQ(d.at("x").item(), 1.5F);
}

TEST(Safetensors, SaysWhatIsWrongAndWhere) {
  const std::string eight(8, '\0');
  EXPECT_THAT(refusal("abc"),
              HasSubstr("m.safetensors is not a safetensors file that can be read here: it has 3 bytes"));
  EXPECT_THAT(refusal(std::string(8, '\xff')), HasSubstr("more than 16 MiB"));
  EXPECT_THAT(refusal(std::string("\x40\0\0\0\0\0\0\0{}", 10)),
              HasSubstr("header of 64 bytes ends after the file"));
  EXPECT_THAT(refusal(file("{\"x\"")), HasSubstr("no JSON at byte"));
  EXPECT_THAT(refusal(file("[1]")), HasSubstr("no JSON object"));
  EXPECT_THAT(refusal(file(R"({"x":1})")), HasSubstr("tensor \"x\" has no dtype"));
  EXPECT_THAT(refusal(file(R"({"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})", eight)),
              HasSubstr("tensor \"x\" holds I64"));
  EXPECT_THAT(refusal(file(R"({"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", eight)),
              HasSubstr("a length of tensor \"x\" is not a whole number"));
  EXPECT_THAT(refusal(file(R"({"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", eight)),
              HasSubstr("of shape (3,) needs 12 bytes, but stands at 0 to 8"));
  EXPECT_THAT(
      refusal(file(R"({"x":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}})", eight)),
      HasSubstr("too large"));
  EXPECT_THAT(
      refusal(
          file(R"({"x":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}})", eight)),
      HasSubstr("take 4000000000000 bytes, but 8 follow"));
  EXPECT_THAT(refusal(file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", eight)),
              HasSubstr("begins at byte 4 of the numbers, not 0"));
  EXPECT_THAT(refusal(file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", eight)),
              HasSubstr("take 4 bytes, but 8 follow"));
  EXPECT_THAT(refusal(file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                           R"("x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                           eight)),
              HasSubstr("names \"x\" twice"));
  EXPECT_THAT(refusal(file(R"({"__metadata__":{"a":1}})")), HasSubstr("metadata \"a\" is not a word"));
}

// Broken files are refused or read, and never more: 20,000 of them, each with a few bytes changed, cut or
// doubled.
TEST(Safetensors, NoBrokenFileDoesHarm) {
  const std::string good = writeSafetensors(example());
  base::Random random(1);
  std::size_t read = 0, refused = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = good;
    for (std::uint64_t change = 0; change <= random.uniformInt(3); ++change) {
      const auto at = static_cast<std::size_t>(random.uniformInt(bytes.size()));
      switch (random.uniformInt(4)) {
        case 0:
          bytes[at] = static_cast<char>(random.uniformInt(256));
          break;
        case 1:
          bytes[at] = "{}[]\",:0123456789-"[random.uniformInt(18)];
          break;
        case 2:
          bytes.resize(at + 1);
          break;
        default:
          bytes.insert(at, bytes.substr(at, 1 + random.uniformInt(20)));
      }
    }
    try {
      (void)readSafetensors(bytes, "m");
      ++read;
    } catch (const base::Error&) {
      ++refused;
    }
  }
  EXPECT_GT(read, 100U);
  EXPECT_GT(refused, 1000U);
  EXPECT_NE(refusal(file(std::string(60000, '['))), "");  // depth alone must not end the program
}

}  // namespace
}  // namespace gradarium::io
