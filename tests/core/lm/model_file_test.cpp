// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "core/train/train_loop.h"
#include "tests/core/io/scratch_folder.h"

namespace gradarium::lm {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string letters = "\n abc\xc3\xff";  // 7 bytes, two of them no ASCII

GptOptions smallGpt() {
  GptOptions o;
  o.vocabulary = 7, o.context = 9, o.layers = 2, o.tied = false, o.seed = 5;
  o.block.width = 12, o.block.heads = 3, o.block.groups = 1, o.block.hidden = 20;
  o.block.norm = nn::NormKind::Rms, o.block.feedForward = nn::FeedForward::SwiGlu;
  o.block.positions = nn::Positions::Rotary, o.block.dropout = 0.25F, o.block.normEpsilon = 1e-6F;
  o.block.ropeBase = 500, o.block.bias = false;
  return o;
}

std::vector<float> logitsOf(LanguageModel& model) {
  nn::Tape tape;
  nn::Pass pass{tape};
  return model.forward(pass, std::vector<std::int32_t>{0, 3, 1, 6, 2, 5}, 2).value().toVector();
}

const ModelOrigin made{"gradarium train --data b.txt", "b.txt", 5, 1000, 1.25, 1.5};

TEST(ModelFile, AGptComesBackWithAllItsOptions) {
  Gpt model(smallGpt());
  const auto read = readModel(writeModel(model, ByteVocabulary(letters), made), "m.safetensors");
  auto* const again = dynamic_cast<Gpt*>(read.model.get());
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(logitsOf(*again), logitsOf(model));
  EXPECT_EQ(read.vocabulary.bytes(), letters);
  const GptOptions &a = again->options(), b = smallGpt();
  EXPECT_EQ(a.context, b.context);
  EXPECT_EQ(a.tied, b.tied);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.block.groups, b.block.groups);
  EXPECT_EQ(a.block.dropout, b.block.dropout);
  EXPECT_EQ(a.block.ropeBase, b.block.ropeBase);
  EXPECT_EQ(read.origin.command, made.command);
  EXPECT_EQ(read.origin.data, made.data);
  EXPECT_EQ(read.origin.seed, made.seed);
  EXPECT_EQ(read.origin.steps, made.steps);
  EXPECT_EQ(read.origin.loss, made.loss);
  EXPECT_EQ(read.origin.heldOut, made.heldOut);
}

TEST(ModelFile, EveryKindOfPositionsAndNormsComesBack) {
  for (const auto positions : {nn::Positions::Learned, nn::Positions::Sinusoidal, nn::Positions::Alibi}) {
    for (const auto place : {nn::NormPlace::Before, nn::NormPlace::After}) {
      GptOptions o;
      o.vocabulary = 7, o.context = 9, o.layers = 1, o.block.width = 8, o.block.heads = 2;
      o.block.positions = positions, o.block.place = place;
      Gpt model(o);
      const auto read = readModel(writeModel(model, ByteVocabulary(letters)), "m");
      EXPECT_EQ(logitsOf(*read.model), logitsOf(model));
      EXPECT_TRUE(std::isnan(read.origin.loss));
    }
    AttentionNet net(
        {.vocabulary = 7, .context = 9, .width = 8, .heads = 4, .groups = 2, .positions = positions});
    const auto read = readModel(writeModel(net, ByteVocabulary(letters)), "m");
    EXPECT_EQ(logitsOf(*read.model), logitsOf(net));
  }
}

TEST(ModelFile, AKindIsAskedForByName) {
  const gradarium::testing::ScratchFolder folder;
  Gpt gpt(smallGpt());
  AttentionNet net({.vocabulary = 7, .width = 8, .heads = 2});
  io::writeWhole(folder / "gpt", writeModel(gpt, ByteVocabulary(letters)));
  io::writeWhole(folder / "net", writeModel(net, ByteVocabulary(letters)));
  EXPECT_EQ(loadGpt(folder / "gpt").model->options().block.width, 12U);
  EXPECT_EQ(loadAttentionNet(folder / "net").model->options().width, 8U);
  try {
    (void)loadAttentionNet(folder / "gpt");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.what(), (folder / "gpt").string() + " holds a GPT, not a network of attention alone");
  }
  EXPECT_THROW((void)loadGpt(folder / "net"), base::Error);
  EXPECT_THROW((void)loadGpt(folder / "none"), base::Error);
  EXPECT_THROW((void)writeModel(gpt, ByteVocabulary("ab")), base::BadCall);
}

TEST(ModelFile, ADescribedCheckpointIsAModel) {
  Gpt model(smallGpt());
  train::TrainLoop loop(model,
                        [&](nn::Pass& pass, base::Random&) {
                          return model.loss(pass, std::vector<std::int32_t>{0, 1, 2, 3},
                                            std::vector<std::int32_t>{1, 2, 3, 4}, 1);
                        },
                        {});
  loop.step();
  const auto read = readModel(loop.checkpoint(describeModel(model, ByteVocabulary(letters), {})), "c");
  EXPECT_EQ(logitsOf(*read.model), logitsOf(model));
}

/// The sentence with which a changed file is refused.
class Damaged : public ::testing::Test {
 protected:
  std::string refusal() const { return refusal(io::writeSafetensors(file)); }
  static std::string refusal(const std::string& bytes) {
    try {
      (void)readModel(bytes, "m.safetensors");
    } catch (const base::Error& error) {
      return error.what();
    }
    return "it was read";
  }
  void option(const std::string& from, const std::string& to) {
    std::string& text = file.metadata.at("gradarium.options");
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << text;
    text.replace(at, from.size(), to);
  }

  Gpt model{smallGpt()};
  const std::string whole = writeModel(model, ByteVocabulary(letters), made);
  io::Safetensors file = io::readSafetensors(whole, "m");
};

TEST_F(Damaged, CutShort) {
  for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{60}, whole.size() - 1})
    EXPECT_THAT(refusal(whole.substr(0, length)), StartsWith("m.safetensors is n")) << length;
}

TEST_F(Damaged, WithoutAWord) {
  for (const std::string word : {"gradarium.options", "gradarium.vocabulary"}) {
    auto kept = file.metadata;
    file.metadata.erase(word);
    EXPECT_EQ(refusal(), "m.safetensors is no model that can be read here: its metadata have no " + word);
    file.metadata = kept;
  }
  file.metadata["gradarium.model"] = "rnn";
  EXPECT_THAT(refusal(), HasSubstr("its gradarium.model is neither gpt nor attention"));
  file.metadata["gradarium.options"] = "[1]";
  EXPECT_THAT(refusal(), HasSubstr("gradarium.options is no JSON object"));
}

TEST_F(Damaged, OptionsOfAHugeModelTakeNoRoom) {
  option("\"width\":12", "\"width\":65526");
  EXPECT_THAT(refusal(), HasSubstr("its options ask for "));
  option("\"width\":65526", "\"width\":4000000000");
  EXPECT_THAT(refusal(), HasSubstr("its option width is no whole number up to 65536"));
}

TEST_F(Damaged, AManyLayeredOne) {
  option("\"layers\":2", "\"layers\":60000");
  EXPECT_THAT(refusal(), HasSubstr("its options ask for "));
}

TEST_F(Damaged, OptionsThatDoNotFit) {
  option("\"heads\":3", "\"heads\":5");
  EXPECT_EQ(refusal(),
            "m.safetensors is no model that can be read here: a width of 12 is no multiple of 5 heads");
  option("\"heads\":5", "\"heads\":0");
  EXPECT_THAT(refusal(), HasSubstr("no multiple of 0 heads"));
  option("\"heads\":0", "\"heads\":\"3\"");
  EXPECT_THAT(refusal(), HasSubstr("its option heads is no whole number"));
  option("\"heads\":\"3\"", "\"heads\":3");
  option("\"rotary\"", "\"spiral\"");
  EXPECT_THAT(refusal(),
              HasSubstr("positions take learned, sinusoidal, rotary, alibi or none, not \"spiral\""));
  option("\"spiral\"", "\"rotary\"");
  option("\"layers\":2", "\"layers\":1");
  EXPECT_THAT(refusal(),
              HasSubstr("m.safetensors is no model that can be read here: the file does not fit this "
                        "model, which has no \"blocks.1."));
  option("\"layers\":1", "\"leyers\":1");
  EXPECT_THAT(refusal(), HasSubstr("its options lack layers"));
}

TEST_F(Damaged, AVocabularyOfAnotherSize) {
  file.metadata["gradarium.vocabulary"] = "abc";
  EXPECT_THAT(refusal(), HasSubstr("its vocabulary has 3 bytes, its options say 7"));
  file.metadata["gradarium.vocabulary"] = "gfedcba";
  EXPECT_THAT(refusal(), HasSubstr("its vocabulary is not in order"));
  file.metadata["gradarium.vocabulary"] = "abcdef\xe2\x82\xac";
  EXPECT_THAT(refusal(), HasSubstr("holds characters beyond 255"));
}

TEST_F(Damaged, WeightsThatAreNotNumbers) {
  file.tensors[2].tensor.data()[0] = INFINITY;
  EXPECT_THAT(refusal(), HasSubstr(file.tensors[2].name + " holds a number that is not finite"));
  file.tensors.pop_back();
  EXPECT_THAT(refusal(), StartsWith("m.safetensors "));
}

}  // namespace
}  // namespace gradarium::lm
