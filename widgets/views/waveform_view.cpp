// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/waveform_view.h"

#include <QPainter>
#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/views/colour_scale.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

WaveformView::WaveformView(std::string name, const lab::Audio& audio)
    : PointingViewOf(std::move(name)), audio_(audio) {
  title(audio.label());
}

WaveformView& WaveformView::spectrogram(const lab::Field& field, std::string noun, std::string unit) {
  field_ = &field;
  levelNoun_ = std::move(noun);
  levelUnit_ = std::move(unit);
  return *this;
}

WaveformView& WaveformView::now(const lab::Scalar& moment) {
  moment_ = &moment;
  return *this;
}

std::vector<const lab::ObservableBase*> WaveformView::observables() const {
  std::vector<const lab::ObservableBase*> all{&audio_};
  if (field_) all.push_back(field_);
  if (moment_) all.push_back(moment_);
  return all;
}

const lab::value::Audio* WaveformView::audioIn(const lab::Snapshot& snapshot) const {
  const auto* audio = audio_.in(snapshot);
  return audio && !audio->samples.empty() && audio->rate > 0 && std::isfinite(audio->rate) ? audio : nullptr;
}

const lab::value::Field* WaveformView::fieldIn(const lab::Snapshot& snapshot) const {
  const auto* field = field_ ? field_->in(snapshot) : nullptr;
  const bool good = field && field->rows > 0 && field->columns > 0 &&
                    field->values.size() >= field->rows * field->columns && field->x1 > field->x0 &&
                    field->y1 > field->y0;
  return good ? field : nullptr;
}

void WaveformView::paint(const Canvas& canvas) {
  if (canvas.onScreen) wave_.reset(), spectrum_.reset();
  const auto* audio = audioIn(canvas.snapshot);
  if (!audio) return paintEmpty(canvas);
  const auto* field = fieldIn(canvas.snapshot);
  QRectF area = canvas.area;
  if (field && area.height() < 150) field = nullptr;  // no room for both
  if (field) {
    std::vector<double> levels(
        field->values.begin(),
        field->values.begin() + static_cast<std::ptrdiff_t>(field->rows * field->columns));
    QRectF half = area;
    half.setTop(area.top() + area.height() * 0.42);
    const QString name = levelUnit_.empty() ? text(levelNoun_) : text(levelNoun_) + ", " + text(levelUnit_);
    area.setRight(paintColourBar({canvas.painter, half, canvas.theme, canvas.snapshot, canvas.onScreen}, half,
                                 ColourScale(Ramp::Viridis, spanOf(levels, 0), canvas.theme), name)
                      .right());
  }
  double most = 1e-6;
  for (const float v : audio->samples)
    if (std::isfinite(v)) most = std::max(most, std::abs(static_cast<double>(v)));
  const Span time{0, static_cast<double>(audio->samples.size()) / audio->rate},
      height{-1.08 * most, 1.08 * most};
  QRectF above = area, below = area;
  if (field) {
    above.setBottom(area.top() + area.height() * 0.38);
    below.setTop(area.top() + area.height() * 0.42);
  }
  const Axis wide{"time", "s", time, true, true}, amplitude{"amplitude", {}, height, true, true};
  const Axis silent{{}, {}, time, true, true},
      frequency{"frequency", "Hz", field ? Span{field->y0, field->y1} : Span{}, false, true};
  Axes wave(field ? silent : wide, amplitude, above);
  if (field) {  // one time for both: the wider labels of the two decide
    Axes spectrum(wide, frequency, below);
    const double shift = spectrum.mapping().plot.left() - wave.mapping().plot.left();
    (shift > 0 ? above : below).adjust(std::abs(shift), 0, 0, 0);
    wave = Axes(silent, amplitude, above);
    spectrum = Axes(wide, frequency, below);
    if (spectrum.usable()) {
      layer_.paint(canvas, canvas.snapshot.values[field_->index()], spectrum.mapping(), FieldLook::Picture);
      spectrum.paintLabels(canvas.painter, canvas.theme);
      paintMoments(canvas, *audio, spectrum.mapping().plot);
      if (canvas.onScreen) spectrum_ = spectrum.mapping();
    }
  }
  if (!wave.usable()) return;
  wave.paint(canvas.painter, canvas.theme);
  paintWave(canvas, *audio, wave.mapping());
  paintMoments(canvas, *audio, wave.mapping().plot);
  if (canvas.onScreen) wave_ = wave.mapping();
}

void WaveformView::paintWave(const Canvas& canvas, const lab::value::Audio& audio, const Mapping& mapping) {
  const auto columns = static_cast<std::size_t>(std::max(2.0, std::floor(mapping.plot.width())));
  const auto& value = canvas.snapshot.values[audio_.index()];
  const std::size_t n = audio.samples.size();
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(
      QPen(canvas.theme.seriesColour(0), n > columns ? 1 : 1.5, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  if (n <= 2 * columns) {
    QPolygonF line;
    for (std::size_t i = 0; i < n; ++i) {
      const double v = static_cast<double>(audio.samples[i]);
      line << mapping.toPixel((static_cast<double>(i) + 0.5) / audio.rate, std::isfinite(v) ? v : 0);
    }
    painter.drawPolyline(line);
    painter.restore();
    return;
  }
  if (envelope_.value != value || envelope_.low.size() != columns) {
    envelope_ = {value, std::vector<float>(columns, 0), std::vector<float>(columns, 0)};
    for (std::size_t c = 0; c < columns; ++c) {
      float low = INFINITY, high = -INFINITY;
      for (std::size_t i = c * n / columns; i < (c + 1) * n / columns; ++i)
        if (std::isfinite(audio.samples[i]))
          low = std::min(low, audio.samples[i]), high = std::max(high, audio.samples[i]);
      if (low <= high) envelope_.low[c] = low, envelope_.high[c] = high;
    }
  }
  QPolygonF outline;
  const auto x = [&](std::size_t c) {
    return mapping.plot.left() +
           mapping.plot.width() * (static_cast<double>(c) + 0.5) / static_cast<double>(columns);
  };
  for (std::size_t c = 0; c < columns; ++c)
    outline << QPointF(x(c), mapping.py(static_cast<double>(envelope_.high[c])) - 0.4);
  for (std::size_t c = columns; c-- > 0;)
    outline << QPointF(x(c), mapping.py(static_cast<double>(envelope_.low[c])) + 0.4);
  painter.setBrush(canvas.theme.seriesColour(0));
  painter.setPen(QPen(canvas.theme.outline(0), 0.5));
  painter.drawPolygon(outline);
  painter.restore();
}

void WaveformView::paintMoments(const Canvas& canvas, const lab::value::Audio& audio,
                                const QRectF& plot) const {
  const double length = static_cast<double>(audio.samples.size()) / audio.rate;
  const auto line = [&](double seconds, const QColor& colour, double width) {
    if (!(seconds >= 0) || seconds > length) return;
    const double x =
        std::clamp(plot.left() + seconds / length * plot.width(), plot.left() + 1, plot.right() - 1);
    canvas.painter.setPen(QPen(canvas.theme.card, width + 2));
    canvas.painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()));
    canvas.painter.setPen(QPen(colour, width));
    canvas.painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()));
  };
  canvas.painter.save();
  if (moment_) line(moment_->numberIn(canvas.snapshot), canvas.theme.accent, 2);
  if (canvas.onScreen && selected()) line((selected()->row + 0.5) / audio.rate, canvas.theme.accent, 1.5);
  if (canvas.onScreen && hovered()) line((hovered()->row + 0.5) / audio.rate, canvas.theme.ink, 1);
  canvas.painter.restore();
}

std::optional<WaveformView::Place> WaveformView::placeAt(const Pointer& pointer,
                                                         const lab::Snapshot& snapshot) const {
  const auto* audio = audioIn(snapshot);
  if (!audio) return std::nullopt;
  for (const auto* mapping : {wave_ ? &*wave_ : nullptr, spectrum_ ? &*spectrum_ : nullptr}) {
    if (!mapping || !mapping->plot.contains(pointer.at)) continue;
    const QPointF at = mapping->toData(pointer.at);
    const int sample = static_cast<int>(
        std::clamp(at.x() * audio->rate, 0.0, static_cast<double>(audio->samples.size() - 1)));
    const auto* field = fieldIn(snapshot);
    if (mapping != (spectrum_ ? &*spectrum_ : nullptr) || !field) return Place{sample, 0};
    const double row = (at.y() - field->y0) / (field->y1 - field->y0) * static_cast<double>(field->rows);
    return Place{sample, 1 + static_cast<int>(std::clamp(row, 0.0, static_cast<double>(field->rows - 1)))};
  }
  return std::nullopt;
}

bool WaveformView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* audio = audioIn(snapshot);
  return audio && place.row >= 0 && static_cast<std::size_t>(place.row) < audio->samples.size();
}

QString WaveformView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& audio = *audioIn(snapshot);
  const double seconds = (place.row + 0.5) / audio.rate;
  const QString when = readable(seconds, 4) + " s: ";
  const auto* field = fieldIn(snapshot);
  if (place.column == 0 || !field || static_cast<std::size_t>(place.column) > field->rows)
    return when + "amplitude <b>" +
           readable(static_cast<double>(audio.samples[static_cast<std::size_t>(place.row)]), 3) + "</b>";
  const auto row = static_cast<std::size_t>(place.column - 1);
  const double share = (seconds - field->x0) / (field->x1 - field->x0);
  const double hertz = field->y0 + (static_cast<double>(row) + 0.5) / static_cast<double>(field->rows) *
                                       (field->y1 - field->y0);
  QString result = when + readable(hertz, 4) + " Hz";
  if (share < 0 || share >= 1) return result;
  const auto column = static_cast<std::size_t>(share * static_cast<double>(field->columns));
  return result + ", " + text(levelNoun_).toHtmlEscaped() + " <b>" +
         readable(static_cast<double>(field->values[row * field->columns + column]), 3) + ' ' +
         text(levelUnit_).toHtmlEscaped() + "</b>";
}

QRectF WaveformView::rectOf(const lab::Snapshot& snapshot, Place place) const {
  const auto* audio = audioIn(snapshot);
  if (!wave_ || !audio) return {};
  const QPointF at = wave_->toPixel((place.row + 0.5) / audio->rate,
                                    static_cast<double>(audio->samples[static_cast<std::size_t>(place.row)]));
  return {at - QPointF(4, 4), QSizeF(8, 8)};
}

std::optional<WaveformView::Place> WaveformView::walk(std::optional<Place> from, int key, bool shift,
                                                      const lab::Snapshot& snapshot) {
  const auto* audio = audioIn(snapshot);
  if (!audio) return std::nullopt;
  const int n = static_cast<int>(audio->samples.size()), step = std::max(1, n / 200);  // a press is seen
  const auto to = walkAlong(from ? std::optional(from->row / step) : std::nullopt, key, shift,
                            (n + step - 1) / step, Qt::Key_Left, Qt::Key_Right);
  return to ? std::optional(Place{std::min(*to * step, n - 1), 0}) : std::nullopt;
}

QString WaveformView::describe(const lab::Snapshot& snapshot) const {
  const auto* audio = audioIn(snapshot);
  if (!audio) return emptyWords(snapshot);
  double sum = 0, most = 0;
  for (const float v : audio->samples)
    if (std::isfinite(v))
      sum += static_cast<double>(v) * static_cast<double>(v),
          most = std::max(most, std::abs(static_cast<double>(v)));
  const double n = static_cast<double>(audio->samples.size());
  return View::describe(snapshot) +
         QStringLiteral(". %1 s at %2 samples a second; highest %3, root mean square %4.")
             .arg(readable(n / audio->rate), readable(audio->rate, 6), readable(most),
                  readable(std::sqrt(sum / n)));
}

lab::value::Table WaveformView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* audio = audioIn(snapshot);
  if (!audio) return table;
  table.columns = {{"time", "s", {}, {}}, {"amplitude", {}, {}, {}}};
  for (std::size_t i = 0; i < audio->samples.size(); ++i) {
    table.columns[0].numbers.push_back((static_cast<double>(i) + 0.5) / audio->rate);
    table.columns[1].numbers.push_back(static_cast<double>(audio->samples[i]));
  }
  return table;
}

}  // namespace gradarium::widgets
