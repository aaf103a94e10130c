// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/sankey_view.h"

#include <cmath>

#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Graph = lab::value::Graph;

struct Flows : lab::Experiment {
  Flows() : Experiment("flows", "Flows") {}
  lab::Graph graph{this, "graph", "Flows"};
  lab::Query query{this, "query", "Flow", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

/// Where the parameters of a decoder are: 12 layers of width 768, 50257 words, 1024 places.
Graph parameters() {
  const double d = 768, layers = 12, words = 50257, places = 1024;
  Graph graph{{{"all parameters"},
               {"embeddings"},
               {"attention"},
               {"feed-forward"},
               {"norms"},
               {"tokens"},
               {"positions"},
               {"query, key, value"},
               {"output"},
               {"up"},
               {"down"}},
              {},
              true};
  const double qkv = layers * (3 * d * d + 3 * d), output = layers * (d * d + d),
               up = layers * (4 * d * d + 4 * d), down = layers * (4 * d * d + d);
  graph.edges = {{0, 1, (words + places) * d},
                 {0, 2, qkv + output},
                 {0, 3, up + down},
                 {0, 4, (2 * layers + 1) * 2 * d},
                 {1, 5, words * d},
                 {1, 6, places * d},
                 {2, 7, qkv},
                 {2, 8, output},
                 {3, 9, up},
                 {3, 10, down}};
  return graph;
}

struct SankeyTest : testing::Test {
  Flows schema;
  test::NotingPort port;
  SankeyView view{"flows", schema.graph};
  std::shared_ptr<lab::Snapshot> of(Graph graph) {
    return test::snapshotOf(schema, std::pair(&schema.graph, std::move(graph)));
  }
};

TEST_F(SankeyTest, KeepsToItsAreaAndSurvivesTheFile) {
  const auto snapshot = of(parameters());
  test::expectInsideItsArea(view, *snapshot);
  test::expectSvgLooksLikePng(view, *snapshot);
}

TEST_F(SankeyTest, HeightsAreAmounts) {
  const Graph graph{{{"source"}, {"more"}, {"less"}}, {{0, 1, 30}, {0, 2, 10}}, true};
  view.values("tokens").asks(schema.query);
  const auto snapshot = of(graph);
  const QSize size(500, 300);
  test::painted(view, *snapshot, size, true);
  const auto height = [&](const QString& words) {
    const QPointF at = test::pointAt(view, *snapshot, words, size);
    int count = 0;
    for (int y = 0; y < size.height(); ++y)
      count += view.hover({QPointF(at.x() + 6, y), test::areaOf(size)}, *snapshot).contains(words);
    return count;
  };
  EXPECT_NEAR(height("<b>more</b>: tokens 30 in") / double(height("<b>less</b>: tokens 10 in")), 3, 0.15);
  test::pointAt(view, *snapshot, "<b>less</b>", size);
  EXPECT_EQ(view.question(*snapshot)->cell.row, 2);
  test::pointAt(view, *snapshot, "less: tokens <b>10</b>, 25 % of its source", size);
  EXPECT_FALSE(view.question(*snapshot));
}

TEST_F(SankeyTest, KeysWalkAndPick) {
  view.picks(schema.pick);
  const auto snapshot = of(parameters());
  test::painted(view, *snapshot, {600, 400}, true);
  for (const int key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Return})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_TRUE(view.key(Qt::Key_PageDown, false, *snapshot, port));
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("embeddings"));
  EXPECT_TRUE(view.describe(*snapshot).contains("10 flows between 11 nodes"));
  EXPECT_EQ(view.numbers(*snapshot).columns[2].numbers.size(), 10u);
}

TEST_F(SankeyTest, PaintsWhateverComes) {
  const double nan = std::nan("");
  for (const Graph& graph :
       {Graph{}, Graph{{{"a"}}, {}, true},
        Graph{{{"a"}, {"b"}}, {{0, 1, nan}, {0, 1, -3}, {0, 9, 1}, {0, 0, 2}}, true},
        Graph{{{"a"}, {"b"}, {std::string(4000, 'w')}}, {{0, 1, 1e300}, {1, 0, 1e-300}, {1, 2, 2}}, true}}) {
    const auto snapshot = of(graph);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    for (const int key : {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_Down})
      view.key(key, true, *snapshot, port);
    view.selection(*snapshot);
  }
  test::painted(view, lab::Snapshot{});
}

TEST_F(SankeyTest, Pictures) {
  view.values("parameters");
  test::savePictures(view, *of(parameters()), "sankey");
}

}  // namespace
}  // namespace gradarium::widgets
