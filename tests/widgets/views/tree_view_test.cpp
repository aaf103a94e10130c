// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tree_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Tree = lab::value::Tree;

struct Decisions : lab::Experiment {
  Decisions() : Experiment("decisions", "Decisions") {}
  lab::Tree tree{this, "tree", "A tree"};
  lab::Labels classes{this, "classes", "Class of each node"};
  lab::Scalar leaf{this, "leaf", "Leaf"};
  lab::Query query{this, "query", "Impurity", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

/// Level by level, as many libraries number: the left child of the root is the deep one.
const Tree three{{{-1, "width < 1\ngini 0.5", 10, false}, {0, "length < 2\ngini 0.4", 6, false}, {0, "rose", 4, true}, {1, "lily", 5, true}, {1, "tulip", 1, true}}};

Tree random(int n) {
  Tree tree;
  for (int i = 0; i < n; ++i) tree.nodes.push_back({i ? (i * 7919 % i) / 2 : -1, "node " + std::to_string(i), double(i), false});
  return tree;
}

struct DecisionTree : testing::Test {
  Decisions schema;
  test::NotingPort port;
  TreeView view{"tree", schema.tree};
  std::shared_ptr<lab::Snapshot> of(Tree tree) {
    return test::snapshotOf(schema, std::pair(&schema.tree, std::move(tree)), std::pair(&schema.classes, lab::value::Labels{{0, 0, 1, 0, 2}, {"a", "b"}}),
                            std::pair(&schema.leaf, lab::value::Scalar{4}));
  }
};

TEST_F(DecisionTree, KeepsToItsAreaAndSurvivesTheFile) {
  view.values("samples").colour(schema.classes).answers("yes", "no").path(schema.leaf);
  for (const Tree& tree : {three, random(40), random(600)}) {
    const auto snapshot = of(tree);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(DecisionTree, ChildrenStandInTheirOrderAndBelow) {
  view.values("samples").asks(schema.query);
  const auto snapshot = of(three);
  test::painted(view, *snapshot, {600, 400}, true);
  const auto at = [&](const QString& words) { return test::pointAt(view, *snapshot, words, {600, 400}); };
  const QPointF root = at("<b>width &lt; 1</b>: gini 0.5, samples 10"), left = at("<b>length"), right = at("<b>rose"), lily = at("<b>lily"), tulip = at("<b>tulip");
  EXPECT_LT(left.x(), right.x());
  EXPECT_LT(lily.x(), tulip.x());
  EXPECT_LT(root.y(), left.y());
  EXPECT_LT(left.y(), lily.y());
  EXPECT_EQ(view.question(*snapshot)->cell.row, 4);
}

TEST_F(DecisionTree, ALeafLeavesTheRoomBelowItToOthers) {
  const auto snapshot = of({{{-1, "root", 7, false}, {0, "a leaf with a long name", 1, true}, {0, "inner", 6, false}, {2, "one", 4, false}, {2, "two", 2, true},
                             {3, "far to the left of it", 2, true}, {3, "and to the right of it", 2, true}}});
  test::painted(view, *snapshot, {600, 400}, true);
  const auto at = [&](const QString& words) { return test::pointAt(view, *snapshot, words, {600, 400}); };
  const QPointF leaf = at("<b>a leaf");
  double end = leaf.x();
  while (view.hover({{end + 2, leaf.y()}, test::areaOf({600, 400})}, *snapshot).contains("<b>a leaf")) end += 2;
  EXPECT_LT(at("<b>far").x(), end);  // below it
  EXPECT_LT(end, at("<b>inner").x());
  EXPECT_LT(at("<b>far").x(), at("<b>and to").x());
}

TEST_F(DecisionTree, KeysWalkAndPick) {
  view.colour(schema.classes).picks(schema.pick);
  const auto snapshot = of(three);
  test::painted(view, *snapshot, {600, 400}, true);
  for (const int key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Right, Qt::Key_Return}) EXPECT_TRUE(view.key(key, false, *snapshot, port));
  EXPECT_EQ(view.selection(*snapshot)->words, "<b>tulip</b>, class 3");
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[4]"));
  EXPECT_TRUE(view.describe(*snapshot).contains("5 nodes, 3 leaves, 3 deep"));
  EXPECT_EQ(view.numbers(*snapshot).columns[2].texts[0], "width < 1 gini 0.5");
}

TEST_F(DecisionTree, PaintsWhateverComes) {
  view.values("n").colour(schema.classes).path(schema.leaf);
  for (const Tree& tree : {Tree{}, Tree{{{-1, "", std::nan(""), true}}}, Tree{{{3, "", 0, true}}}, Tree{{{1, "", 0, true}, {0, "", 0, true}}},
                           Tree{{{-1, std::string(5000, 'w'), 0, true}, {-1, "b", 0, true}}}}) {
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
