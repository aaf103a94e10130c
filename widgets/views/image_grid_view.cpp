// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/image_grid_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

namespace gradarium::widgets {

ImageGridView::ImageGridView(std::string name, const lab::ObservableBase& source, int)
    : PointingViewOf(std::move(name)), source_(source) {
  title(source.label());
}
ImageGridView::ImageGridView(std::string name, const lab::Matrix& rows) : ImageGridView(std::move(name), rows, 0) {}
ImageGridView::ImageGridView(std::string name, const lab::Points& rows) : ImageGridView(std::move(name), rows, 0) {}
ImageGridView::ImageGridView(std::string name, const lab::Tensor& images) : ImageGridView(std::move(name), images, 0) {}

ImageGridView& ImageGridView::shape(std::size_t height, std::size_t width) {
  height_ = height;
  width_ = width;
  return *this;
}

ImageGridView& ImageGridView::images(std::string noun) {
  noun_ = std::move(noun);
  return *this;
}

ImageGridView& ImageGridView::labels(const lab::Labels& labels, std::string noun) {
  labels_ = &labels;
  labelNoun_ = std::move(noun);
  return *this;
}

ImageGridView& ImageGridView::range(double low, double high) {
  range_ = Span{low, high};
  return *this;
}

ImageGridView& ImageGridView::signedScale() {
  signed_ = true;
  return *this;
}

ImageGridView& ImageGridView::groups(std::function<std::size_t(const lab::Snapshot&)> size) {
  group_ = std::move(size);
  return *this;
}
ImageGridView& ImageGridView::across(std::size_t images) {
  across_ = images;
  return *this;
}

std::vector<const lab::ObservableBase*> ImageGridView::observables() const {
  std::vector<const lab::ObservableBase*> all{&source_};
  if (labels_) all.push_back(labels_);
  return all;
}

ImageGridView::Stack ImageGridView::stackIn(const lab::Snapshot& snapshot) const {
  const auto* value = source_.index() < snapshot.values.size() ? snapshot.values[source_.index()].get() : nullptr;
  if (!value) return {};
  if (const auto* tensor = std::get_if<lab::value::Tensor>(value)) {
    const auto& shape = tensor->shape;
    if (shape.size() < 3 || shape.size() > 4 || (shape.size() == 4 && shape[3] != 1 && shape[3] != 3)) return {};
    Stack stack{shape[0], shape[1], shape[2], shape.size() == 4 ? shape[3] : 1, nullptr, tensor->data.data(), nullptr};
    return stack.pixels() > 0 && tensor->data.size() >= stack.images * stack.pixels() ? stack : Stack{};
  }
  const auto of = [&](const auto& grid, const std::vector<std::string>* names) {
    const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(grid.columns))));
    Stack stack{grid.rows, height_ ? height_ : side, width_ ? width_ : side, 1, grid.data.data(), nullptr, names};
    const bool fits = stack.pixels() == grid.columns && grid.columns > 0 && grid.data.size() >= grid.rows * grid.columns;
    return fits ? stack : Stack{};
  };
  if (const auto* matrix = std::get_if<lab::value::Matrix>(value)) return of(*matrix, &matrix->rowNames);
  if (const auto* points = std::get_if<lab::value::Points>(value)) return of(*points, nullptr);
  return {};
}

const lab::value::Labels* ImageGridView::labelsIn(const lab::Snapshot& snapshot, const Stack& stack) const {
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  return labels && labels->codes.size() == stack.images ? labels : nullptr;
}

QString ImageGridView::labelOf(const lab::Snapshot& snapshot, const Stack& stack, std::size_t image) const {
  const auto* labels = labelsIn(snapshot, stack);
  if (!labels) return {};
  const int code = labels->codes[image];
  if (code < 0) return "no " + QString::fromStdString(labelNoun_);
  const auto index = static_cast<std::size_t>(code);
  return index < labels->names.size() ? QString::fromStdString(labels->names[index])
                                      : QString::fromStdString(labelNoun_) + ' ' + QString::number(qint64(code) + 1);
}

QString ImageGridView::imageName(const Stack& stack, std::size_t image) const {
  if (stack.names && stack.names->size() == stack.images) return QString::fromStdString((*stack.names)[image]);
  return QString::fromStdString(noun_) + ' ' + QString::number(image + 1);
}

QString ImageGridView::words(const lab::Snapshot& snapshot, Place place) const {
  const Stack stack = stackIn(snapshot);
  const auto image = static_cast<std::size_t>(place.row);
  QString text = "<b>" + imageName(stack, image).toHtmlEscaped() + "</b>";
  if (const QString label = labelOf(snapshot, stack, image); !label.isEmpty()) text += ", " + label.toHtmlEscaped();
  if (place.column < 0) return text;
  const auto pixel = static_cast<std::size_t>(place.column);
  text += QStringLiteral("; row %1, column %2: ").arg(pixel / stack.width + 1).arg(pixel % stack.width + 1);
  for (std::size_t c = 0; c < stack.channels; ++c)
    text += (c ? ", " : "") + readable(stack.at(image * stack.pixels() + pixel * stack.channels + c));
  return text;
}

std::optional<ImageGridView::Place> ImageGridView::placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  const Stack stack = stackIn(snapshot);
  for (std::size_t i = 0; painted_ && i < painted_->shown && painted_->first + i < stack.images; ++i) {
    const std::size_t image = painted_->first + i;
    const QRectF tile = painted_->at(image);
    if (!tile.contains(pointer.at)) continue;
    const auto share = [](double at, double low, double length, std::size_t n) {
      return std::min(static_cast<std::size_t>((at - low) / length * static_cast<double>(n)), n - 1);
    };
    const std::size_t row = share(pointer.at.y(), tile.top(), tile.height(), stack.height);
    const std::size_t column = share(pointer.at.x(), tile.left(), tile.width(), stack.width);
    return Place{static_cast<int>(image), static_cast<int>(row * stack.width + column)};
  }
  return std::nullopt;
}

bool ImageGridView::has(Place place, const lab::Snapshot& snapshot) const {
  const Stack stack = stackIn(snapshot);
  return place.row >= 0 && static_cast<std::size_t>(place.row) < stack.images && place.column < static_cast<int>(stack.height * stack.width);
}

QRectF ImageGridView::rectOf(const lab::Snapshot&, Place place) const { return painted_ ? painted_->at(static_cast<std::size_t>(place.row)) : QRectF(); }

bool ImageGridView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  return painted_ && painted_->shown > 0 && PointingView::key(key, shift, snapshot, port);
}

std::optional<ImageGridView::Place> ImageGridView::walk(std::optional<Place> from, int key, bool, const lab::Snapshot& snapshot) {
  const int n = static_cast<int>(stackIn(snapshot).images), page = static_cast<int>(painted_->shown), row = static_cast<int>(painted_->columns);
  const int first = static_cast<int>(page_);
  const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right, upright = key == Qt::Key_Up || key == Qt::Key_Down;
  int to = first;
  if (key == Qt::Key_PageDown) {
    to = first + page < n ? first + page : first;
  } else if (key == Qt::Key_PageUp) {
    to = std::max(0, first - page);
  } else if (key == Qt::Key_End) {
    to = n - 1;
  } else if (key == Qt::Key_Home) {
    to = 0;
  } else if (!sideways && !upright) {
    return std::nullopt;
  } else if (from) {
    const int moved = from->row + (sideways ? 1 : row) * (key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1);
    to = moved < 0 || moved >= n ? from->row : moved;
  }
  if (to < first || to >= first + page) page_ = static_cast<std::size_t>(to / page * page);
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) page_ = static_cast<std::size_t>(to);
  return Place{to, -1};
}

std::optional<Question> ImageGridView::question(const lab::Snapshot& snapshot) const {
  return hovered() ? PointingView::question(snapshot) : std::nullopt;  // only a pixel has arithmetic
}

}  // namespace gradarium::widgets
