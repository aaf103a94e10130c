// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/graph_view.h"

#include <cmath>

#include "core/autograd/scalar_graph.h"
#include "core/base/number_text.h"
#include "core/base/random.h"
#include "tests/widgets/views/painting.h"

namespace gradarium::widgets {
namespace {

using Graph = lab::value::Graph;

struct Graphs : lab::Experiment {
  Graphs() : Experiment("graphs", "Graphs") {}
  lab::Graph graph{this, "graph", "A graph"};
  lab::Labels classes{this, "classes", "Class of each node"};
  lab::Scalar at{this, "at", "At"};
  lab::Query query{this, "query", "Chain rule", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  lab::Action<lab::Move> move{this, "move", "Move", [](const lab::Move&) {}};
  void reset() override {}
};

/// tanh(a * b + c) with its gradients, as a lesson on reverse mode would show it.
Graph computation() {
  autograd::ScalarGraph scalars;
  const auto a = scalars.leaf(2, "a"), b = scalars.leaf(-3, "b"), c = scalars.leaf(6.88, "c");
  const auto product = a * b, sum = product + c, out = tanh(sum);
  scalars.backward(out);
  Graph graph;
  graph.directed = true;
  for (const auto& node : scalars.nodes()) {
    const std::string name = node.label.empty() ? std::string(node.operation) : node.label;
    graph.nodes.push_back({name + "\nvalue " + readable(node.value).toStdString() + "\ngradient " +
                               readable(node.gradient).toStdString(),
                           0, 0, node.value, node.inputCount ? 1 : 0});
    for (std::size_t i = 0; i < node.inputCount; ++i)
      graph.edges.push_back({static_cast<int>(node.inputs[i]), static_cast<int>(graph.nodes.size() - 1),
                             node.slopes[i], "× " + readable(node.slopes[i]).toStdString()});
  }
  return graph;
}

/// A network with random weights, every unit with a layer.
Graph network(const std::vector<int>& widths) {
  base::Random random(1);
  Graph graph;
  graph.directed = true;
  int before = 0;
  for (std::size_t layer = 0; layer < widths.size(); ++layer) {
    const int first = static_cast<int>(graph.nodes.size());
    for (int i = 0; i < widths[layer]; ++i)
      graph.nodes.push_back({"", 0, 0, std::tanh(random.normal()), -1, static_cast<int>(layer)});
    for (int from = before; layer > 0 && from < first; ++from)
      for (int i = 0; i < widths[layer]; ++i) graph.edges.push_back({from, first + i, random.normal()});
    before = first;
  }
  return graph;
}

Graph ring(int n) {
  Graph graph;
  for (int i = 0; i < n; ++i)
    graph.nodes.push_back({std::to_string(i)}), graph.edges.push_back({i, (i + 1) % n});
  return graph;
}

struct GraphTest : testing::Test {
  Graphs schema;
  test::NotingPort port;
  GraphView view{"graph", schema.graph};
  std::shared_ptr<lab::Snapshot> of(Graph graph) {
    return test::snapshotOf(schema, std::pair(&schema.graph, std::move(graph)),
                            std::pair(&schema.at, lab::value::Scalar{1}));
  }
};

TEST_F(GraphTest, KeepsToItsAreaAndSurvivesTheFile) {
  view.cursor(schema.at).categories({"leaf", "operation"}).weights("slope");
  for (const GraphShape shape :
       {GraphShape::Layers, GraphShape::LayersDown, GraphShape::Distances, GraphShape::Placed}) {
    view.shape(shape);
    for (const Graph& graph : {computation(), network({4, 6, 2}), ring(12)}) {
      const auto snapshot = of(graph);
      test::expectInsideItsArea(view, *snapshot);
      test::expectSvgLooksLikePng(view, *snapshot);
    }
  }
}

TEST_F(GraphTest, LayersFollowTheEdges) {
  view.asks(schema.query);
  const auto snapshot = of(computation());
  test::painted(view, *snapshot, {900, 400}, true);
  const auto x = [&](const QString& words) { return test::pointAt(view, *snapshot, words, {900, 400}).x(); };
  EXPECT_LT(x("<b>a</b>"), x("<b>multiply</b>"));
  EXPECT_LT(x("<b>multiply</b>"), x("<b>add</b>"));
  EXPECT_LT(x("<b>add</b>"), x("<b>tanh</b>"));
  EXPECT_LT(x("<b>multiply</b>") - 1, x("<b>c</b>") + 60) << "a leaf stands right before what it feeds";
  test::pointAt(view, *snapshot, "<b>tanh</b>: value 0.7064, gradient 1", {900, 400});
  EXPECT_EQ(view.question(*snapshot)->cell.row, 5);
  test::pointAt(view, *snapshot, QString::fromUtf8("b → multiply: × 2"), {900, 400});
  EXPECT_FALSE(view.question(*snapshot)) << "an edge is looked at, not asked";
}

TEST_F(GraphTest, TheSameEdgesKeepTheirPlaces) {
  Graph graph = computation();
  const auto before = of(graph);
  test::painted(view, *before, {900, 400}, true);
  const QPointF there = test::pointAt(view, *before, "<b>add", {900, 400});
  graph.nodes[2].label = "c\nvalue 1\ngradient 0";
  const auto after = of(graph);
  test::painted(view, *after, {900, 400}, true);
  EXPECT_EQ(test::pointAt(view, *after, "<b>add", {900, 400}), there);
}

TEST_F(GraphTest, KeysWalkNodesAndEdges) {
  view.picks(schema.pick).weights("slope");
  const auto snapshot = of(computation());
  test::painted(view, *snapshot, {900, 400}, true);
  for (const int key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Return})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[3]"));
  EXPECT_TRUE(view.key(Qt::Key_PageDown, false, *snapshot, port));
  EXPECT_TRUE(view.selection(*snapshot)->words.contains(QString::fromUtf8("multiply → add")))
      << view.selection(*snapshot)->words.toStdString();
  EXPECT_TRUE(view.key(Qt::Key_Return, false, *snapshot, port));
  EXPECT_EQ(port.sent.size(), 1u) << "an edge is nobody's to pick";
  EXPECT_TRUE(view.key(Qt::Key_Escape, false, *snapshot, port));
  EXPECT_FALSE(view.selection(*snapshot));
}

TEST_F(GraphTest, AHeavierEdgeHasMoreInk) {
  view.weights("weight").weightRange(2).choose(0, 0);
  const auto inkFor = [&](double weight) {
    return test::ink(test::painted(view, *of({{{"a"}, {"b"}}, {{0, 1, weight}}, false}), {400, 100}));
  };
  EXPECT_GT(inkFor(2), inkFor(1) + 50);
  EXPECT_GT(inkFor(1), inkFor(0.1) + 50);
}

TEST_F(GraphTest, ANodeIsDragged) {
  Graph graph{{{"a", 0, 0}, {"b", 10, 0}, {"c", 10, 5}}, {{0, 1}, {1, 2}}, false};
  view.shape(GraphShape::Placed).moves(schema.move);
  const auto snapshot = of(graph);
  const QSize size(400, 260);
  const QRectF area = test::areaOf(size);
  test::painted(view, *snapshot, size, true);
  const QPointF a = test::pointAt(view, *snapshot, "<b>a</b>"),
                b = test::pointAt(view, *snapshot, "<b>b</b>");
  EXPECT_TRUE(view.press({a, area, true}, *snapshot, port));
  view.drag({a + (b - a) / 2, area, true}, *snapshot, port);
  view.release({a + (b - a) / 2, area, true}, *snapshot, port);
  ASSERT_EQ(port.sent.size(), 2u);
  const auto move = lab::Arguments<lab::Move>::parse(port.sent[1].command.value, "move");
  EXPECT_EQ(move.index, 0);
  EXPECT_NEAR(move.to[0], 5, 0.3);
  EXPECT_NEAR(move.to[1], 0, 0.3);
  EXPECT_EQ(port.sent[0].edit, lab::Edit::Update);
  EXPECT_EQ(port.sent[1].edit, lab::Edit::Commit);
}

TEST(GraphLayouts, PlanarLayersHaveNoCrossings) {
  // Two chains whose ends are written in the wrong order.
  Graph graph{{{"a"}, {"b"}, {"c"}, {"d"}, {"e"}, {"f"}}, {{0, 3}, {1, 2}, {3, 4}, {2, 5}, {0, 4}}, true};
  const auto layout = layeredLayout(graph, std::vector<QSizeF>(6, {30, 20}));
  EXPECT_EQ(crossingsOf(graph, layout), 0u);
  EXPECT_EQ(layout.bends[4].size(), 1u) << "a to e passes a layer";
}

TEST(GraphLayouts, NodesOfALayerDoNotTouch) {
  base::Random random(3);
  for (int round = 0; round < 20; ++round) {
    Graph graph;
    std::vector<QSizeF> sizes;
    for (int i = 0; i < 40; ++i) {
      graph.nodes.push_back({"n"});
      sizes.emplace_back(20 + double(random.uniformInt(60)), 20 + double(random.uniformInt(30)));
      for (int k = 0; k < 2 && i > 0; ++k)
        graph.edges.push_back({static_cast<int>(random.uniformInt(static_cast<std::uint64_t>(i))), i});
    }
    graph.edges.push_back({39, 0});  // a ring
    const auto layout = layeredLayout(graph, sizes);
    for (std::size_t i = 0; i < 40; ++i)
      for (std::size_t j = i + 1; j < 40; ++j) {
        const QRectF a(layout.nodes[i] - QPointF(sizes[i].width(), sizes[i].height()) / 2, sizes[i]);
        const QRectF b(layout.nodes[j] - QPointF(sizes[j].width(), sizes[j].height()) / 2, sizes[j]);
        EXPECT_FALSE(a.intersects(b)) << i << " " << j;
      }
  }
}

TEST(GraphLayouts, DistancesAreThoseOfTheEdges) {
  const auto layout = distanceLayout(ring(30));
  double least = 1e9, most = 0;
  for (std::size_t i = 0; i < 30; ++i) {
    const QPointF d = layout.nodes[i] - layout.nodes[(i + 1) % 30];
    least = std::min(least, std::hypot(d.x(), d.y()));
    most = std::max(most, std::hypot(d.x(), d.y()));
  }
  EXPECT_LT(most / least, 1.05) << "a ring is drawn as one";
}

TEST(GraphLayouts, KeptApartIsTheNearest) {
  EXPECT_EQ(keptApart({0, 0}, {1, 1}, {2}), (std::vector<double>{-1, 1}));
  EXPECT_EQ(keptApart({0, 5}, {1, 1}, {2}), (std::vector<double>{0, 5}));
  EXPECT_EQ(keptApart({3, 0}, {1, 2}, {0}), (std::vector<double>{1, 1}));
}

TEST_F(GraphTest, PaintsWhateverComes) {
  view.values("n").weights("w").cursor(schema.at).colour(schema.classes);
  const double nan = std::nan("");
  for (const GraphShape shape :
       {GraphShape::Layers, GraphShape::LayersDown, GraphShape::Distances, GraphShape::Placed})
    for (const Graph& graph :
         {Graph{}, Graph{{{"", nan, nan, nan}}, {}, true},
          Graph{{{"a"}, {"b"}}, {{0, 1, nan}, {1, 0, 1e308}, {1, 1}, {5, 9}, {-1, 0}}, true},
          Graph{{{std::string(5000, 'w')}, {"b"}}, {{0, 1}}, true},
          Graph{{{"a", 1, 1}, {"b", 1, 1}}, {}, false}, network({40, 60, 3})}) {
      view.shape(shape);
      const auto snapshot = of(graph);
      for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
      view.describe(*snapshot);
      view.numbers(*snapshot);
      view.hover({{200, 100}, {}}, *snapshot);
      for (const int key : {Qt::Key_Down, Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_Left})
        view.key(key, false, *snapshot, port);
      view.selection(*snapshot);
    }
  test::painted(view, lab::Snapshot{});
}

TEST_F(GraphTest, Pictures) {
  view.categories({"leaf", "operation"}).asks(schema.query);
  test::savePictures(view, *of(computation()), "graph-computation");
  GraphView down("down", schema.graph);
  down.shape(GraphShape::LayersDown).categories({"leaf", "operation"});
  test::savePictures(down, *of(computation()), "graph-down");
  GraphView net("net", schema.graph);
  net.weights("weight").values("activation").shaded().nodes("unit");
  test::savePictures(net, *of(network({4, 6, 6, 2})), "graph-network");
  test::savePictures(net, *of(network({24, 64, 32, 10})), "graph-large-network");
  GraphView general("general", schema.graph);
  general.shape(GraphShape::Distances);
  Graph web = ring(18);
  base::Random random(5);
  for (int i = 0; i < 14; ++i)
    web.nodes.push_back({std::to_string(18 + i), 0, 0, 0, i % 3}),
        web.edges.push_back({static_cast<int>(random.uniformInt(18)), 18 + i});
  test::savePictures(general, *of(web), "graph-distances");
  Graph chain{{{"A"}, {"B"}, {"C"}},
              {{0, 1, 0.3}, {1, 0, 0.5}, {1, 2, 0.4}, {2, 0, 0.2}, {2, 2, 0.8}, {0, 0, 0.7}, {1, 1, 0.1}},
              true};
  GraphView states("states", schema.graph);
  states.shape(GraphShape::Distances).weights("probability");
  test::savePictures(states, *of(chain), "graph-chain");
}

}  // namespace
}  // namespace gradarium::widgets
