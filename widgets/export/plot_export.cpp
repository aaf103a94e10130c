// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/plot_export.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QMarginsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "core/lab/value_text.h"
#include "widgets/theme/tabular_figures.h"

namespace gradarium::widgets {
namespace {

constexpr double margin = 16;

QByteArray png(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size) {
  QImage image = plotImage(view, snapshot, theme, size, 2);
  image.setText("Title", view.title(snapshot));
  image.setText("Description", view.describe(snapshot));
  image.setText("Software", "Gradarium");
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  if (!image.save(&buffer, "PNG")) throw base::Error("the picture could not be coded as PNG");
  return bytes;
}

QByteArray svg(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(96);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(0, 0), size));
  generator.setTitle(view.title(snapshot));
  generator.setDescription(view.describe(snapshot));
  QPainter painter(&generator);
  paintPlot(painter, view, snapshot, theme, size);
  painter.end();
  // The program's own copy of Inter is known to nobody else.
  return bytes.replace(tabularFamily, "Inter");
}

QByteArray pdf(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(96);
  writer.setTitle(view.title(snapshot));
  writer.setCreator("Gradarium");
  writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point, {}, QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  QPainter painter(&writer);
  paintPlot(painter, view, snapshot, theme, size);
  painter.end();
  return bytes;
}

}  // namespace

void paintPlot(QPainter& painter, View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size) {
  const QRectF whole(QPointF(0, 0), QSizeF(size));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.fillRect(whole, theme.ground);
  QRectF area = whole.adjusted(margin, margin - 4, -margin, -margin + 4);
  const QString title = view.title(snapshot), caption = view.caption(snapshot);
  if (!title.isEmpty() || !caption.isEmpty()) {
    const QFont strong = font(TextRole::Strong), body = font(TextRole::Body);
    const QFontMetricsF strongMetrics(strong), bodyMetrics(body);
    const double base = area.top() + strongMetrics.ascent() + 2;
    const QString titleShown = strongMetrics.elidedText(title, Qt::ElideRight, area.width());
    painter.setFont(strong);
    painter.setPen(theme.ink);
    painter.drawText(QPointF(area.left(), base), titleShown);
    const double room = area.width() - strongMetrics.horizontalAdvance(titleShown) - 16;
    const QString captionShown =
        room < 60 ? QString() : bodyMetrics.elidedText(caption, Qt::ElideRight, room);
    painter.setFont(body);
    painter.setPen(theme.quiet);
    painter.drawText(QPointF(area.right() - bodyMetrics.horizontalAdvance(captionShown), base), captionShown);
    area.setTop(area.top() + strongMetrics.height() + 12);
  }
  view.paint({painter, area, theme, snapshot, false});
}

QImage plotImage(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size,
                 double pixelRatio) {
  QImage image((QSizeF(size) * pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(pixelRatio);
  QPainter painter(&image);
  paintPlot(painter, view, snapshot, theme, size);
  return image;
}

void exportPlot(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size,
                const std::filesystem::path& path) {
  if (size.width() < 64 || size.height() < 64 || size.width() > 8192 || size.height() > 8192)
    throw base::BadCall("a plot takes 64 to 8192 units each way");
  const QString ending = QString::fromStdString(path.extension().string()).toLower();
  QByteArray bytes;
  if (ending == ".png")
    bytes = png(view, snapshot, theme, size);
  else if (ending == ".svg")
    bytes = svg(view, snapshot, theme, size);
  else if (ending == ".pdf")
    bytes = pdf(view, snapshot, theme, size);
  else
    throw base::BadCall("a plot is written as .png, .svg or .pdf, not " + path.filename().string());
  io::writeWhole(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void exportNumbers(const View& view, const lab::Snapshot& snapshot, const std::filesystem::path& path) {
  const lab::value::Table table = view.numbers(snapshot);
  if (table.columns.empty()) throw base::BadCall("the view '" + view.name() + "' shows no table of numbers");
  io::writeWhole(path, lab::toCsv(lab::Value(table)));
}

}  // namespace gradarium::widgets
