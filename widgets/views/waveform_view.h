// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/axes.h"
#include "widgets/views/field_layer.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// A sound: its samples over time, and below, where there is one, its spectrogram on the same time. Arrow
/// keys or a click choose a moment.
class GRADARIUM_WIDGETS WaveformView : public PointingViewOf<WaveformView> {
 public:
  WaveformView(std::string name, const lab::Audio& audio);

  /// Level (dB) over time (s) and frequency (Hz): a field's x and y.
  WaveformView& spectrogram(const lab::Field& field, std::string noun = "level", std::string unit = "dB");
  /// A line at this moment, in seconds.
  WaveformView& now(const lab::Scalar& moment);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 protected:
  // A place is a sample; on the spectrogram, with the cell's row in `column`, counted from 1.
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift,
                            const lab::Snapshot& snapshot) override;
  Place chosenAt(Place place) const override { return {place.row, 0}; }

 private:
  /// The lowest and highest samples in every pixel of the plot.
  struct Envelope {
    std::shared_ptr<const lab::Value> value;
    std::vector<float> low, high;
  };
  const lab::value::Audio* audioIn(const lab::Snapshot& snapshot) const;  // null: nothing to show
  const lab::value::Field* fieldIn(const lab::Snapshot& snapshot) const;
  void paintWave(const Canvas& canvas, const lab::value::Audio& audio, const Mapping& mapping);
  void paintMoments(const Canvas& canvas, const lab::value::Audio& audio, const QRectF& plot) const;

  const lab::Audio& audio_;
  const lab::Field* field_ = nullptr;
  const lab::Scalar* moment_ = nullptr;
  std::string levelNoun_ = "level", levelUnit_ = "dB";
  Envelope envelope_;
  FieldLayer layer_;
  std::optional<Mapping> wave_, spectrum_;  // as painted last
};

}  // namespace gradarium::widgets
