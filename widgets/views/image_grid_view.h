// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/views/colour_scale.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {

/// Rows of numbers as small images, side by side: digits, weights of units, centroids. As many as fit; Page Down
/// shows the next ones. Arrow keys or a click choose an image. Where a screen pixel stands for several numbers, it shows
/// the largest, so that a thin line does not fade away; pictures (tensors) are scaled as pictures are.
class GRADARIUM_WIDGETS ImageGridView : public PointingViewOf<ImageGridView> {
 public:
  /// Each row an image, square unless shape() says otherwise.
  ImageGridView(std::string name, const lab::Matrix& rows);
  ImageGridView(std::string name, const lab::Points& rows);
  /// n x height x width, or n x height x width x 3 in colour, 0..1.
  ImageGridView(std::string name, const lab::Tensor& images);

  ImageGridView& shape(std::size_t height, std::size_t width);
  /// What one image is: "digit".
  ImageGridView& images(std::string noun);
  /// A name under each image, and a frame in its colour.
  ImageGridView& labels(const lab::Labels& labels, std::string noun = "class");
  /// Paper and ink for these numbers; by default for the lowest and the highest of all.
  ImageGridView& range(double low, double high);
  /// Red above 0, blue below, for weights.
  ImageGridView& signedScale();
  /// The images come in groups of so many (the heads of a layer): rows begin with a group, or a group with a row.
  ImageGridView& groups(std::function<std::size_t(const lab::Snapshot&)> size);
  /// At most so many images in a row.
  ImageGridView& across(std::size_t images);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;
  bool key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) override;
  std::optional<Question> question(const lab::Snapshot& snapshot) const override;

 protected:
  // A place is an image and, under the pointer, a pixel of it; otherwise -1.
  std::optional<Place> placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const override;
  bool has(Place place, const lab::Snapshot& snapshot) const override;
  QString words(const lab::Snapshot& snapshot, Place place) const override;
  QRectF rectOf(const lab::Snapshot& snapshot, Place place) const override;
  std::optional<Place> walk(std::optional<Place> from, int key, bool shift, const lab::Snapshot& snapshot) override;
  Place chosenAt(Place place) const override { return {place.row, -1}; }

 private:
  ImageGridView(std::string name, const lab::ObservableBase& source, int);
  /// The value as images; zero images where it is none.
  struct Stack {
    std::size_t images = 0, height = 0, width = 0, channels = 1;
    const double* numbers = nullptr;  // of a matrix or points
    const float* floats = nullptr;    // of a tensor
    const std::vector<std::string>* names = nullptr;
    std::size_t pixels() const { return height * width * channels; }
    double at(std::size_t i) const { return numbers ? numbers[i] : static_cast<double>(floats[i]); }
  };
  /// Where the images of one page stand.
  struct Grid {
    QRectF area;
    std::size_t first = 0, shown = 0, columns = 1;
    int lines = 0;       // of words below an image
    QSizeF tile, step;  // of an image; from one to the next
    QRectF at(std::size_t image) const;
  };

  Stack stackIn(const lab::Snapshot& snapshot) const;
  const lab::value::Labels* labelsIn(const lab::Snapshot& snapshot, const Stack& stack) const;
  QString labelOf(const lab::Snapshot& snapshot, const Stack& stack, std::size_t image) const;
  QString imageName(const Stack& stack, std::size_t image) const;
  QString captionOf(const lab::Snapshot& snapshot, const Stack& stack, std::size_t image, double width) const;
  bool captioned(const Stack& stack) const { return labels_ || (stack.names && stack.names->size() == stack.images); }
  Grid gridFor(const Stack& stack, const QRectF& area, int lines, std::size_t group) const;  // of words below an image
  Span spanOfAll(const lab::Snapshot& snapshot, const Stack& stack) const;
  QImage imageOf(const Stack& stack, std::size_t image, const Span& span, const Theme& theme, QSize pixels) const;

  const lab::ObservableBase& source_;
  const lab::Labels* labels_ = nullptr;
  std::string noun_ = "image", labelNoun_;
  std::size_t height_ = 0, width_ = 0, across_ = 0, page_ = 0;  // page_: its first image
  std::optional<Span> range_;
  std::function<std::size_t(const lab::Snapshot&)> group_;
  bool signed_ = false;

  mutable std::shared_ptr<const lab::Value> known_;
  mutable Span extent_;
  std::optional<Grid> painted_;
};

}  // namespace gradarium::widgets
