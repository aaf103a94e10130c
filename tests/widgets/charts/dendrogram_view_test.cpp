// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/dendrogram_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {
namespace {

using Tree = lab::value::Tree;

struct Merges : lab::Experiment {
  Merges() : Experiment("merges", "Merges") {}
  lab::Real height{this, "height", "Cut height", {.value = 2.5, .min = 0, .max = 4}};
  lab::Tree tree{this, "tree", "Merges"};
  lab::Labels labels{this, "labels", "Cluster"};
  void reset() override {}
};

/// Samples 0 1 2 3 4: (0, 3) at 1, (1, 2) at 2, (03, 4) at 3, all at 4; the leaves are not in front.
Tree five() {
  return {{{1, "", 1, false}, {8, "", 3, false}, {0, "", 0, true}, {4, "", 0, true}, {8, "", 2, false},
           {4, "", 0, true}, {0, "", 0, true}, {1, "last", 0, true}, {-1, "", 4, false}}};
}

Tree chain(int n) {
  Tree tree;
  for (int i = 0; i < n; ++i) tree.nodes.push_back({i == 0 ? n : n + i - 1, "", 0, true});
  for (int i = 0; i + 1 < n; ++i) tree.nodes.push_back({i + 2 < n ? n + i + 1 : -1, "", 1.0 + i, false});
  return tree;
}

struct Dendrogram : testing::Test {
  Merges schema;
  test::NotingPort port;
  DendrogramView view{"tree", schema.tree};
  std::shared_ptr<lab::Snapshot> of(Tree tree) { return test::snapshotOf(schema, std::pair(&schema.tree, std::move(tree))); }
};

TEST(TreeLayout, PutsEachBranchSideBySide) {
  const TreeLayout layout = layoutOf(five());
  ASSERT_EQ(layout.leaves.size(), 5u);
  std::vector<std::size_t> samples;
  for (std::size_t place = 0; place < 5; ++place) samples.push_back(layout.sampleAt(place));
  EXPECT_EQ(samples, (std::vector<std::size_t>{0, 3, 4, 1, 2}));
  EXPECT_EQ(layout.roots, std::vector<int>{8});
  EXPECT_EQ(layout.nodes[8].size(), 5u);
  EXPECT_DOUBLE_EQ(layout.nodes[0].place, 0.5);
  EXPECT_DOUBLE_EQ(layout.nodes[1].place, 1.25);
  EXPECT_DOUBLE_EQ(layout.nodes[8].place, (1.25 + 3.5) / 2);
  EXPECT_EQ(layout.below(2.5), (std::vector<int>{0, 7, 4}));
  EXPECT_EQ(layout.below(4), std::vector<int>{8});
  EXPECT_EQ(layout.below(-1).size(), 5u);
  EXPECT_EQ(layout.branchAt(0.2, 0.5), 0);
  EXPECT_EQ(layout.branchAt(0.2, 1.5), 1);
  EXPECT_EQ(layout.branchAt(3.9, 3.5), 8);
  EXPECT_EQ(layout.branchAt(3.9, 4.5), -1);
  EXPECT_EQ(layout.branchAt(9, 1), -1);
}

TEST(TreeLayout, TakesForestsChainsAndNoNonsense) {
  const TreeLayout chained = layoutOf(chain(5000));
  EXPECT_EQ(chained.leaves.size(), 5000u);
  EXPECT_EQ(chained.below(100).size(), 5000u - 100);
  const TreeLayout forest = layoutOf({{{-1, "", 0, true}, {3, "", 0, true}, {3, "", 0, true}, {-1, "", 1, false}}});
  EXPECT_EQ(forest.roots.size(), 2u);
  EXPECT_EQ(forest.below(5), (std::vector<int>{0, 3}));
  EXPECT_TRUE(layoutOf({{{7, "", 0, true}}}).nodes.empty());
  EXPECT_TRUE(layoutOf({{{1, "", 0, true}, {0, "", 0, true}}}).nodes.empty());
  EXPECT_TRUE(layoutOf({}).leaves.empty());
}

TEST_F(Dendrogram, KeepsToItsAreaAndSurvivesTheFile) {
  view.cut(schema.height).heights("distance", "cm").colour(schema.labels);
  for (const auto& tree : {five(), chain(300)}) {
    const auto snapshot = of(tree);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(Dendrogram, TheCutIsAParameter) {
  view.cut(schema.height);
  const auto snapshot = of(five());
  EXPECT_EQ(view.caption(*snapshot), "3 clusters below 2.5");
  test::painted(view, *snapshot, {400, 260}, true);
  const QRectF area = test::areaOf({400, 260});
  const QPointF at = test::pointAt(view, *snapshot, "Cut height <b>2.5</b>") + QPointF(60, 6);
  ASSERT_TRUE(view.press({at, area, true}, *snapshot, port));
  view.leave();  // as the canvas does while the button is down
  view.drag({at + QPointF(0, 40), area, true}, *snapshot, port);
  view.release({at + QPointF(0, -9000), area, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 2u);
  EXPECT_EQ(port.sent[0].command.target, "height");
  EXPECT_LT(std::stod(port.sent[0].command.value), 2.2);
  EXPECT_EQ(port.sent[1].edit, lab::Edit::Commit);
  EXPECT_EQ(std::stod(port.sent[1].command.value), 4);
  view.drag({at, area, true}, *snapshot, port);  // let go
  EXPECT_EQ(port.sent.size(), 2u);
  view.key(Qt::Key_Down, true, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 3u);
  EXPECT_LT(std::stod(port.sent[2].command.value), 2.5);
}

TEST_F(Dendrogram, PointsAtItsSamples) {
  DendrogramView other("other", schema.tree);
  link({&view, &other});
  const auto snapshot = of(five());
  test::painted(view, *snapshot, {400, 260}, true);
  const QString words = "merge at height <b>1</b>: sample 1 + sample 4 = 2 samples";
  test::pointAt(view, *snapshot, words);
  EXPECT_EQ(view.linked()->rows(), (std::vector<std::size_t>{0, 3}));
  view.leave();
  EXPECT_TRUE(view.linked()->rows().empty());
  for (const int key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Down}) view.key(key, false, *snapshot, port);
  EXPECT_EQ(view.selection(*snapshot)->words, words);
  view.key(Qt::Key_Right, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("<b>last</b>"));
  view.key(Qt::Key_Up, false, *snapshot, port);
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("2 + last = 3 samples"));
}

TEST_F(Dendrogram, BranchesHaveTheColoursOfTheirLabels) {
  view.colour(schema.labels);
  const auto snapshot = test::snapshotOf(schema, std::pair(&schema.tree, five()), std::pair(&schema.labels, lab::value::Labels{{0, 2, 2, 0, 0}, {}}));
  const QImage image = test::painted(view, *snapshot);
  const auto has = [&](int code) {
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x)
        if (image.pixelColor(x, y) == lightTheme().seriesColour(code)) return true;
    return false;
  };
  EXPECT_TRUE(has(0));
  EXPECT_TRUE(has(2));
  EXPECT_FALSE(has(1));
}

TEST_F(Dendrogram, SaysItInWordsAndNumbers) {
  view.cut(schema.height).leaves("city", "cities");
  const auto snapshot = of(five());
  EXPECT_TRUE(view.describe(*snapshot).contains("5 cities, 4 merges, the highest at 4. Sizes of the clusters: 2, 1, 2."))
      << view.describe(*snapshot).toStdString();
  const auto table = view.numbers(*snapshot);
  EXPECT_EQ(table.rows(), 4u);
  EXPECT_EQ(table.columns[2].numbers, (std::vector<double>{1, 3, 2, 4}));
}

TEST_F(Dendrogram, PaintsWhateverComes) {
  view.cut(schema.height);
  for (const Tree& tree : {Tree{}, Tree{{{-1, "", 0, true}}}, Tree{{{5, "", 0, true}}}, Tree{{{2, "", 0, true}, {2, "", 0, true}, {-1, "", std::nan(""), false}}},
                           Tree{{{2, "", 0, true}, {2, "", 0, true}, {-1, "", -3, false}}}}) {
    const auto snapshot = of(tree);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    view.key(Qt::Key_Down, false, *snapshot, port);
  }
  test::painted(view, lab::Snapshot{});
}

}  // namespace
}  // namespace gradarium::widgets
