// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/line_strokes.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLineSeries>
#include <QPainter>
#include <QPen>
#include <QValueAxis>
#include <QtCharts/QChart>

namespace gradarium::widgets {

struct LineStrokes::Chart {
  QGraphicsScene scene;
  QChart* chart = new QChart;  // the scene's
  QValueAxis *x = new QValueAxis, *y = new QValueAxis;
  std::vector<QLineSeries*> series;
  std::uint64_t version = 0;
  Mapping mapping;
  bool filled = false;

  Chart() {
    scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    scene.addItem(chart);
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    for (QValueAxis* axis : {x, y}) {  // labels and grid are ours: snapped to pixels, in the theme's words
      axis->setVisible(false);
      chart->addAxis(axis, axis == x ? Qt::AlignBottom : Qt::AlignLeft);
    }
  }

  QLineSeries* at(std::size_t index) {
    while (series.size() <= index) {
      auto* line = new QLineSeries;
      chart->addSeries(line);
      line->attachAxis(x);
      line->attachAxis(y);
      series.push_back(line);
    }
    return series[index];
  }

  void place(const Mapping& to) {
    mapping = to;
    const QSizeF size = to.plot.size();
    chart->resize(size + QSizeF(2 * margin, 2 * margin));
    chart->setPlotArea(QRectF(QPointF(margin, margin), size));
    x->setRange(to.x.low, to.x.high);
    y->setRange(to.y.low, to.y.high);
  }

  void fill(const std::vector<Stroke>& strokes) {
    std::size_t used = 0;
    for (const Stroke& stroke : strokes)
      for (const auto& line : stroke.lines) {
        QLineSeries* target = at(used++);
        target->replace(line);
        // Qt Charts draws each piece for itself: round caps join a few long ones; for many short ones they
        // cost five times as much as square ones, and nobody sees the difference.
        const Qt::PenCapStyle cap = line.size() > manyPoints ? Qt::SquareCap : Qt::RoundCap;
        target->setPen(QPen(stroke.colour, stroke.width, stroke.style, cap, Qt::RoundJoin));
        target->setVisible(true);
      }
    for (std::size_t i = used; i < series.size(); ++i) series[i]->setVisible(false);
  }

  static constexpr double margin = 4;
  static constexpr qsizetype manyPoints = 200;
};

LineStrokes::LineStrokes() = default;
LineStrokes::~LineStrokes() = default;

void LineStrokes::paint(QPainter& painter, const Mapping& mapping, const std::vector<Stroke>& strokes,
                        std::uint64_t version) {
  if (!chart_) chart_ = std::make_unique<Chart>();
  if (!(chart_->mapping == mapping)) chart_->place(mapping);
  if (!chart_->filled || chart_->version != version) chart_->fill(strokes);
  chart_->filled = true;
  chart_->version = version;
  constexpr double margin = Chart::margin;
  const QRectF target = mapping.plot.adjusted(-margin, -margin, margin, margin);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  chart_->scene.render(&painter, target, QRectF(QPointF(0, 0), target.size()), Qt::IgnoreAspectRatio);
  painter.restore();
}

}  // namespace gradarium::widgets
