// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/waveform_view.h"

#include <cmath>
#include <numbers>

#include "core/audio/spectrogram.h"
#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Audio = lab::value::Audio;

struct Sounds : lab::Experiment {
  Sounds() : Experiment("sounds", "Sounds") {}
  lab::Audio audio{this, "audio", "A rising tone"};
  lab::Field levels{this, "levels", "Spectrogram"};
  lab::Scalar moment{this, "moment", "Now"};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

/// From 200 Hz to 3000 Hz within a second, louder in the middle.
Audio chirp() {
  Audio audio{8000, {}};
  for (int i = 0; i < 8000; ++i) {
    const double t = i / 8000.0, phase = 2 * std::numbers::pi * (200 * t + 1400 * t * t);
    audio.samples.push_back(float(0.8 * std::sin(std::numbers::pi * t) * std::sin(phase)));
  }
  return audio;
}

lab::value::Field spectrumOf(const Audio& audio) {
  constexpr std::size_t window = 256, hop = 64;
  const auto picture = audio::spectrogram(audio.samples, window, hop);
  lab::value::Field field{
      picture.bins, picture.frames, (window - hop) / 2 / audio.rate, 0, 0, audio.rate / 2, {}};
  field.x1 = field.x0 + double(picture.frames * hop) / audio.rate;
  for (std::size_t bin = 0; bin < picture.bins; ++bin)
    for (std::size_t frame = 0; frame < picture.frames; ++frame)
      field.values.push_back(float(picture.at(frame, bin)));
  return field;
}

struct WaveformTest : testing::Test {
  Sounds schema;
  test::NotingPort port;
  WaveformView view{"sound", schema.audio};
  std::shared_ptr<lab::Snapshot> of(Audio audio) {
    auto field = spectrumOf(audio);
    return test::snapshotOf(schema, std::pair(&schema.audio, std::move(audio)),
                            std::pair(&schema.levels, std::move(field)),
                            std::pair(&schema.moment, lab::value::Scalar{0.25}));
  }
};

TEST_F(WaveformTest, KeepsToItsAreaAndSurvivesTheFile) {
  const auto snapshot = of(chirp());
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
  view.spectrogram(schema.levels).now(schema.moment);
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot, {500, 400});
}

TEST_F(WaveformTest, ThePointerHearsTheTone) {
  view.spectrogram(schema.levels);
  const auto snapshot = of(chirp());
  const QSize size(600, 420);
  test::painted(view, *snapshot, size, true);
  // In the column of half a second, the loudest frequency is 200 + 2800 / 2 Hz.
  double best = -1e9, at = 0;
  for (int y = 0; y < size.height(); ++y)
    for (int x = 280; x < 330; ++x) {
      double seconds = 0, hertz = 0, level = 0;
      const QString words = view.hover({QPointF(x, y), test::areaOf(size)}, *snapshot);
      if (std::sscanf(words.toUtf8().constData(), "%lf s: %lf Hz, level <b>%lf", &seconds, &hertz, &level) !=
              3 ||
          std::abs(seconds - 0.5) > 0.01)
        continue;
      if (level > best) best = level, at = hertz;
    }
  EXPECT_NEAR(at, 1600, 60);
  EXPECT_GT(best, -20);
}

TEST_F(WaveformTest, KeysWalkThroughTime) {
  view.picks(schema.pick);
  const auto snapshot = of(chirp());
  test::painted(view, *snapshot, {400, 200}, true);
  for (const int key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Return})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[40]"));
  EXPECT_TRUE(view.describe(*snapshot).contains("1 s at 8000 samples a second"));
  EXPECT_EQ(view.numbers(*snapshot).columns[1].numbers.size(), 8000u);
}

TEST_F(WaveformTest, PaintsWhateverComes) {
  view.spectrogram(schema.levels).now(schema.moment);
  for (const Audio& audio : {Audio{}, Audio{0, {1, 2}}, Audio{8, {NAN, INFINITY, 1}},
                             Audio{8000, std::vector<float>(5000, 0)}, Audio{1, {0.5F}}}) {
    const auto snapshot =
        test::snapshotOf(schema, std::pair(&schema.audio, audio),
                         std::pair(&schema.levels, lab::value::Field{1, 1, 0, 1, 0, 1, {NAN}}));
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    for (int y = 0; y < 300; y += 30) view.hover({QPointF(200, y), {}}, *snapshot);
    for (const int key : {Qt::Key_Right, Qt::Key_End, Qt::Key_Left}) view.key(key, true, *snapshot, port);
    view.selection(*snapshot);
  }
  test::painted(view, lab::Snapshot{});
}

TEST_F(WaveformTest, Pictures) {
  const auto snapshot = of(chirp());
  test::savePictures(view, *snapshot, "waveform");
  view.spectrogram(schema.levels).now(schema.moment);
  test::savePictures(view, *snapshot, "spectrogram");
}

}  // namespace
}  // namespace gradarium::widgets
