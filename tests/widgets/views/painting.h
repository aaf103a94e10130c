// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>

#include "tests/widgets/views/sample_kmeans.h"
#include "widgets/views/view.h"

/// What every painted view is held to.
namespace gradarium::test {

inline QRectF areaOf(QSize size) { return QRectF(QPointF(0, 0), QSizeF(size)).adjusted(10, 10, -10, -10); }

inline QImage painted(widgets::View& view, const lab::Snapshot& snapshot, QSize size = {400, 260},
                      bool onScreen = false, const widgets::Theme& theme = widgets::lightTheme()) {
  QImage image(size, QImage::Format_RGB32);
  image.fill(theme.ground);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  view.paint({painter, areaOf(size), theme, snapshot, onScreen});
  return image;
}

inline int ink(const QImage& image, const QColor& ground = widgets::lightTheme().ground) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) != ground;
  return count;
}

/// No ink outside of the area, on a screen or in a file, at any size, in both themes.
inline void expectInsideItsArea(widgets::View& view, const lab::Snapshot& snapshot) {
  for (const widgets::Theme* theme : {&widgets::lightTheme(), &widgets::darkTheme()})
    for (const QSize size : {QSize(640, 420), QSize(300, 160), QSize(150, 100), QSize(44, 40)})
      for (const bool onScreen : {true, false}) {
        QImage image = painted(view, snapshot, size, onScreen, *theme);
        QPainter(&image).fillRect(areaOf(size), theme->ground);
        EXPECT_EQ(ink(image, theme->ground), 0) << view.name() << " at " << size.width() << ", screen " << onScreen;
      }
}

/// An SVG read by somebody else is the picture of the screen: nothing relies on a painter's clip.
inline void expectSvgLooksLikePng(widgets::View& view, const lab::Snapshot& snapshot, QSize size = {400, 260}) {
  QBuffer buffer;
  {
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(0, 0), size));
    QPainter painter(&svg);
    painter.setRenderHint(QPainter::Antialiasing);
    view.paint({painter, areaOf(size), widgets::lightTheme(), snapshot, false});
  }
  QSvgRenderer renderer(buffer.data());
  ASSERT_TRUE(renderer.isValid());
  QImage svg(size, QImage::Format_RGB32);
  svg.fill(widgets::lightTheme().ground);
  {
    QPainter painter(&svg);
    renderer.render(&painter);
  }
  const QImage png = painted(view, snapshot, size);
  int far = 0;
  for (int y = 0; y < size.height(); ++y)
    for (int x = 0; x < size.width(); ++x)
      far += std::abs(qGray(png.pixel(x, y)) - qGray(svg.pixel(x, y))) > 96;
  EXPECT_LT(far, size.width() * size.height() / 80) << view.name();
}

/// Where GRADARIUM_PICTURES names a folder: this view as PNG files there, small and large, light and dark, for eyes.
inline void savePictures(widgets::View& view, const lab::Snapshot& snapshot, const QString& name) {
  const QString folder = qEnvironmentVariable("GRADARIUM_PICTURES");
  if (folder.isEmpty()) return;
  for (const bool dark : {false, true})
    for (const QSize size : {QSize(300, 200), QSize(860, 480)})
      painted(view, snapshot, size, true, dark ? widgets::darkTheme() : widgets::lightTheme())
          .save(folder + '/' + name + (size.width() > 400 ? "-large" : "-small") + (dark ? "-dark.png" : "-light.png"));
}

/// The first place, found by pointing as a reader does, whose words contain these.
inline QPointF pointAt(widgets::View& view, const lab::Snapshot& snapshot, const QString& words,
                       QSize size = {400, 260}) {
  for (int y = 0; y < size.height(); y += 2)
    for (int x = 0; x < size.width(); x += 2)
      if (view.hover({QPointF(x, y), areaOf(size)}, snapshot).contains(words)) return QPointF(x, y);
  ADD_FAILURE() << view.name() << ": nothing says " << words.toStdString();
  return {};
}

}  // namespace gradarium::test
