// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/image_grid_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {

ImageGridView::ImageGridView(std::string name, const lab::ObservableBase& source, int)
    : ViewOf(std::move(name)), source_(source) {
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

ImageGridView& ImageGridView::across(std::size_t images) {
  across_ = images;
  return *this;
}

ImageGridView& ImageGridView::asks(const lab::Query& query) {
  query_ = &query;
  return *this;
}

ImageGridView& ImageGridView::picks(const lab::Action<lab::Pick>& action) {
  pick_ = &action;
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

QString ImageGridView::words(const lab::Snapshot& snapshot, std::size_t image, std::optional<std::size_t> pixel) const {
  const Stack stack = stackIn(snapshot);
  QString text = "<b>" + imageName(stack, image).toHtmlEscaped() + "</b>";
  if (const QString label = labelOf(snapshot, stack, image); !label.isEmpty()) text += ", " + label.toHtmlEscaped();
  if (!pixel) return text;
  text += QStringLiteral("; row %1, column %2: ").arg(*pixel / stack.width + 1).arg(*pixel % stack.width + 1);
  for (std::size_t c = 0; c < stack.channels; ++c)
    text += (c ? ", " : "") + readable(stack.at(image * stack.pixels() + *pixel * stack.channels + c));
  return text;
}

void ImageGridView::hoverOn(std::optional<Spot> spot) {
  hovered_ = spot;
  if (linked()) linked()->point(spot ? std::vector{spot->image} : std::vector<std::size_t>());
}

QString ImageGridView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  const Stack stack = stackIn(snapshot);
  hoverOn(std::nullopt);
  for (std::size_t i = 0; painted_ && i < painted_->shown && painted_->first + i < stack.images; ++i) {
    const std::size_t image = painted_->first + i;
    const QRectF tile = painted_->at(image);
    if (!tile.contains(pointer.at)) continue;
    const auto share = [](double at, double low, double length, std::size_t n) {
      return std::min(static_cast<std::size_t>((at - low) / length * static_cast<double>(n)), n - 1);
    };
    const std::size_t row = share(pointer.at.y(), tile.top(), tile.height(), stack.height);
    const std::size_t column = share(pointer.at.x(), tile.left(), tile.width(), stack.width);
    hoverOn(Spot{image, row * stack.width + column});
    return words(snapshot, image, hovered_->pixel);
  }
  return {};
}

void ImageGridView::send(std::size_t image, Port& port) const {
  if (pick_) port.send(lab::Command::act(pick_->name(), lab::Arguments<lab::Pick>::format({static_cast<int>(image)})));
}

bool ImageGridView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!pointer.leftButton || hover(pointer, snapshot).isEmpty()) return false;
  selected_ = selected_ == hovered_->image && !pick_ ? std::nullopt : std::optional(hovered_->image);
  send(hovered_->image, port);
  return true;
}

bool ImageGridView::key(int key, bool, const lab::Snapshot& snapshot, Port& port) {
  const std::size_t n = stackIn(snapshot).images;
  if (n == 0 || !painted_ || painted_->shown == 0) return false;
  if (selected_ && *selected_ >= n) selected_.reset();
  const std::size_t page = painted_->shown;
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
    if (key == Qt::Key_PageDown)
      page_ = page_ + page < n ? page_ + page : page_;
    else
      page_ = page_ > page ? page_ - page : 0;
    selected_ = page_;
    return true;
  }
  if (key == Qt::Key_Escape) {
    const bool had = selected_.has_value();
    selected_.reset();
    return had;
  }
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
  if (enter && selected_ && pick_) {
    send(*selected_, port);
    return true;
  }
  const std::size_t row = painted_->columns;
  const std::size_t stride = key == Qt::Key_Left || key == Qt::Key_Right ? 1 : key == Qt::Key_Up || key == Qt::Key_Down ? row : 0;
  if (stride == 0 && key != Qt::Key_Home && key != Qt::Key_End) return false;
  hoverOn(std::nullopt);
  if (key == Qt::Key_End)
    selected_ = n - 1;
  else if (!selected_ || key == Qt::Key_Home)
    selected_ = key == Qt::Key_Home ? 0 : page_;
  else if (key == Qt::Key_Left || key == Qt::Key_Up)
    selected_ = *selected_ >= stride ? *selected_ - stride : *selected_;
  else
    selected_ = *selected_ + stride < n ? *selected_ + stride : *selected_;
  if (*selected_ < page_ || *selected_ >= page_ + page) page_ = *selected_ / page * page;
  if (linked()) linked()->point({*selected_});
  return true;
}

std::optional<Question> ImageGridView::question(const lab::Snapshot& snapshot) const {
  if (!query_ || !painted_ || !hovered_ || hovered_->image >= stackIn(snapshot).images) return std::nullopt;
  return Question{query_, {static_cast<int>(hovered_->image), static_cast<int>(hovered_->pixel)}, painted_->at(hovered_->image)};
}

std::optional<Selection> ImageGridView::selection(const lab::Snapshot& snapshot) const {
  if (!painted_ || !selected_ || *selected_ >= stackIn(snapshot).images) return std::nullopt;
  return Selection{words(snapshot, *selected_, std::nullopt), painted_->at(*selected_)};
}

}  // namespace gradarium::widgets
