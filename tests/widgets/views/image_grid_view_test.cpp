// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/image_grid_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {
namespace {

struct Digits : lab::Experiment {
  Digits() : Experiment("digits", "Digits") {}
  lab::Matrix rows{this, "rows", "Digits"};
  lab::Tensor tensor{this, "tensor", "Pictures"};
  lab::Labels labels{this, "labels", "Class"};
  lab::Query query{this, "query", "Pixel", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

lab::value::Matrix squares(std::size_t n, std::size_t side) {
  lab::value::Matrix m{n, side * side, {}, {}, {}};
  for (std::size_t i = 0; i < n * side * side; ++i) m.data.push_back(double(i % 7));
  return m;
}

struct ImageGrid : testing::Test {
  Digits schema;
  test::NotingPort port;
  ImageGridView view{"digits", schema.rows};
  std::shared_ptr<lab::Snapshot> of(lab::value::Matrix matrix, lab::value::Labels labels = {}) {
    return test::snapshotOf(schema, std::pair(&schema.rows, std::move(matrix)), std::pair(&schema.labels, std::move(labels)));
  }
};

TEST_F(ImageGrid, KeepsToItsAreaAndSurvivesTheFile) {
  view.images("digit").labels(schema.labels, "digit");
  for (const std::size_t n : {1, 10, 2000}) {
    lab::value::Labels labels;
    for (std::size_t i = 0; i < n; ++i) labels.codes.push_back(int(i % 10));
    const auto snapshot = of(squares(n, 8), labels);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(ImageGrid, ShowsEachPixelInItsPlace) {
  view.range(0, 1);
  const auto snapshot = of({1, 4, {0, 1, 0.5, 0}, {}, {}});
  const QImage image = test::painted(view, *snapshot, {400, 260}, true);
  const auto at = [&](const QString& words) {
    const QPointF place = test::pointAt(view, *snapshot, words);
    view.leave();
    return image.pixelColor(place.toPoint() + QPoint(9, 9));
  };
  EXPECT_EQ(at("row 1, column 1: 0"), lightTheme().card);
  EXPECT_EQ(at("row 1, column 2: 1"), lightTheme().ink);
  const QColor half = at("row 2, column 1: 0.5");
  EXPECT_GT(half.red(), lightTheme().ink.red() + 60);
  EXPECT_LT(half.red(), lightTheme().card.red() - 60);
}

TEST_F(ImageGrid, AThinLineDoesNotFadeWhereAPixelStandsForMany) {
  // 400 numbers across in about a hundred pixels: one column and one number apart from the paper.
  constexpr std::size_t side = 400;
  lab::value::Matrix m{1, side * side, std::vector<double>(side * side, 0.0), {}, {}};
  for (std::size_t r = 0; r < side; ++r) m.data[r * side + 201] = 0.5;
  m.data[37 * side + 11] = 1;
  view.range(0, 1);
  for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
    const QImage image = test::painted(view, *of(m), {140, 140}, true, *theme);
    int ink = 0, half = 0;
    for (int y = 14; y < 126; ++y)
      for (int x = 14; x < 126; ++x) {
        ink += image.pixelColor(x, y).rgb() == theme->ink.rgb();
        half += image.pixelColor(x, y).rgb() == mix(theme->card, theme->ink, 0.5).rgb();
      }
    EXPECT_EQ(ink, 1);
    EXPECT_GT(half, 90);
    EXPECT_LT(half, 120) << "a line of one number is a line of one pixel";
  }
  // Of signed numbers the farthest from 0 stays, whatever its sign.
  for (double& v : m.data) v = v == 0 ? 0.1 : -v;
  view.signedScale().range(-1, 1);
  const QImage image = test::painted(view, *of(m), {140, 140}, true);
  int deepest = 0;
  for (int y = 14; y < 126; ++y)
    for (int x = 14; x < 126; ++x) deepest += image.pixelColor(x, y).rgb() == signedColour(lightTheme(), -1).rgb();
  EXPECT_EQ(deepest, 1);
}

TEST_F(ImageGrid, KeysPickAndTurnThePage) {
  view.images("digit").picks(schema.pick).asks(schema.query);
  const auto snapshot = of(squares(2000, 8));
  test::painted(view, *snapshot, {400, 260}, true);
  view.key(Qt::Key_Right, false, *snapshot, port);
  view.key(Qt::Key_Right, false, *snapshot, port);
  EXPECT_EQ(view.selection(*snapshot)->words, "<b>digit 2</b>");
  view.key(Qt::Key_Return, false, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[1]"));
  view.key(Qt::Key_End, false, *snapshot, port);
  test::painted(view, *snapshot, {400, 260}, true);
  EXPECT_EQ(view.selection(*snapshot)->words, "<b>digit 2000</b>");
  EXPECT_FALSE(view.selection(*snapshot)->at.isEmpty());
  view.key(Qt::Key_PageUp, false, *snapshot, port);
  test::painted(view, *snapshot, {400, 260}, true);
  EXPECT_NE(view.selection(*snapshot)->words, "<b>digit 2000</b>");
  EXPECT_FALSE(view.question(*snapshot));
  view.hover({view.selection(*snapshot)->at.center(), {}}, *snapshot);
  ASSERT_TRUE(view.question(*snapshot));
  EXPECT_EQ(view.question(*snapshot)->cell.column, 4 * 8 + 4);
}

TEST_F(ImageGrid, ReadsTensorsInColourAndGrey) {
  ImageGridView colour("colour", schema.tensor);
  for (const std::size_t channels : {1, 3}) {
    lab::value::Tensor tensor{{2, 3, 5, channels}, std::vector<float>(2 * 3 * 5 * channels, 0.25f)};
    const auto snapshot = test::snapshotOf(schema, std::pair(&schema.tensor, tensor));
    EXPECT_TRUE(colour.describe(*snapshot).contains("2 images of 5 × 3 pixels")) << colour.describe(*snapshot).toStdString();
    EXPECT_GT(test::ink(test::painted(colour, *snapshot)), 500);
  }
}

TEST_F(ImageGrid, IsNumbersToo) {
  view.images("digit").labels(schema.labels);
  const auto table = view.numbers(*of({2, 4, {1, 2, 3, 4, 5, 6, 7, 8}, {}, {}}, {{0, 1}, {"zero", "one"}}));
  ASSERT_EQ(table.columns.size(), 6u);
  EXPECT_EQ(table.columns[1].texts, (std::vector<std::string>{"zero", "one"}));
  EXPECT_EQ(table.columns[5].numbers, (std::vector<double>{4, 8}));
}

TEST_F(ImageGrid, PaintsWhateverComes) {
  const double nan = std::nan("");
  for (const auto& m : {lab::value::Matrix{}, lab::value::Matrix{2, 3, {1, 2, 3, 4, 5, 6}, {}, {}}, lab::value::Matrix{1, 4, {nan, nan, nan, nan}, {}, {}},
                        lab::value::Matrix{5, 4, {1}, {}, {}}, lab::value::Matrix{2, 1, {3, 3}, {"a", "b"}, {}}}) {
    const auto snapshot = of(m, {{-1, 2147483647}, {}});
    view.labels(schema.labels);
    for (const QSize size : {QSize(500, 300), QSize(24, 24)}) {
      test::painted(view, *snapshot, size, true);
      view.key(Qt::Key_PageDown, false, *snapshot, port);
      view.key(Qt::Key_Down, false, *snapshot, port);
    }
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{50, 50}, {}}, *snapshot);
  }
  test::painted(view, lab::Snapshot{});
}

}  // namespace
}  // namespace gradarium::widgets
