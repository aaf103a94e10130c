// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/plot_export.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <fstream>

#include "core/base/error.h"
#include "core/io/whole_file.h"
#include "tests/widgets/views/sample_kmeans.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

struct PlotExport : testing::Test {
  test::SampleExperiment schema;
  lab::Engine engine{std::make_unique<test::SampleExperiment>()};
  ScatterView view{"clusters", schema.points};
  QTemporaryDir folder;
  std::filesystem::path path(const char* name) const {
    return std::filesystem::path(folder.path().toStdString()) / name;
  }
  void SetUp() override {
    view.colour(schema.labels).handles(schema.centres, schema.moveCentre).trails();
    for (int i = 0; i < 3; ++i) {
      view.see(*engine.snapshot());
      engine.step();
    }
    view.see(*engine.snapshot());
  }
};

/// The mean difference of a channel between two pictures, and the share of pixels that differ clearly.
std::pair<double, double> difference(const QImage& a, const QImage& b) {
  double sum = 0, clearly = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      const int d =
          std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
      sum += d / 3.0;
      clearly += d > 120;
    }
  const double n = double(a.width()) * a.height();
  return {sum / n, clearly / n};
}

TEST_F(PlotExport, SvgIsThePictureOfThePng) {
  for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
    exportPlot(view, *engine.snapshot(), *theme, {600, 420}, path("plot.png"));
    exportPlot(view, *engine.snapshot(), *theme, {600, 420}, path("plot.svg"));
    const QImage png(QString::fromStdString(path("plot.png").string()));
    ASSERT_EQ(png.size(), QSize(1200, 840));
    QSvgRenderer renderer(QString::fromStdString(path("plot.svg").string()));
    ASSERT_TRUE(renderer.isValid());
    EXPECT_EQ(renderer.viewBox(), QRect(0, 0, 600, 420));
    QImage svg(png.size(), QImage::Format_ARGB32_Premultiplied);
    svg.fill(Qt::transparent);
    QPainter painter(&svg);
    renderer.render(&painter);
    painter.end();
    const auto [mean, clearly] =
        difference(png.convertToFormat(QImage::Format_ARGB32), svg.convertToFormat(QImage::Format_ARGB32));
    EXPECT_LT(mean, 1.0);
    EXPECT_LT(clearly, 0.01);
  }
}

TEST_F(PlotExport, SvgCarriesItsTitleAndAFontThatOthersHave) {
  exportPlot(view, *engine.snapshot(), lightTheme(), {600, 420}, path("plot.svg"));
  const std::string svg = io::readWhole(path("plot.svg"), 1 << 24);
  EXPECT_NE(svg.find("<title>Petal length"), std::string::npos);
  EXPECT_NE(svg.find("150 samples"), std::string::npos);
  EXPECT_EQ(svg.find("Gradarium Inter"), std::string::npos);
}

TEST_F(PlotExport, PdfIsOnePageOfThatSize) {
  exportPlot(view, *engine.snapshot(), lightTheme(), {600, 420}, path("plot.PDF"));
  const std::string pdf = io::readWhole(path("plot.PDF"), 1 << 24);
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_NE(pdf.find("/MediaBox [0 0 450"), std::string::npos);
  EXPECT_GT(pdf.size(), 5000u);
}

TEST_F(PlotExport, NumbersAreATable) {
  exportNumbers(view, *engine.snapshot(), path("numbers.csv"));
  std::ifstream file(path("numbers.csv"));
  std::string header;
  std::getline(file, header);
  EXPECT_NE(header.find("petal length"), std::string::npos);
  EXPECT_NE(header.find("cluster"), std::string::npos);
}

TEST_F(PlotExport, SaysWhatItCannot) {
  const auto snapshot = engine.snapshot();
  EXPECT_THROW(exportPlot(view, *snapshot, lightTheme(), {600, 420}, path("plot.gif")), base::BadCall);
  EXPECT_THROW(exportPlot(view, *snapshot, lightTheme(), {6, 4}, path("plot.png")), base::BadCall);
  try {
    exportPlot(view, *snapshot, lightTheme(), {600, 420}, path("no/such/folder/plot.svg"));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("plot.svg"), std::string::npos) << error.what();
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path().toStdString()));
}

}  // namespace
}  // namespace gradarium::widgets
