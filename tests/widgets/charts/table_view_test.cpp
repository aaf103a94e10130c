// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/table_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QPainter>
#include <QTableView>
#include <QTest>
#include <cmath>

#include "tests/widgets/controls/every_kind.h"

namespace gradarium::widgets {
namespace {

struct TableViewTest : testing::Test {
  test::EveryKind e;
  test::FakePort port;
  TableView view{"runs", e.table};
  std::unique_ptr<QWidget> widget{view.makeWidget(port)};
  QTableView* table = static_cast<QTableView*>(widget.get());

  TableViewTest() {
    e.table = lab::value::Table{
        {{"inertia", "", {81.3612, NAN, 142.8, 57.3}, {}}, {"start", "", {}, {"b", "a", "d", "c"}}}};
    show();
  }
  void show() { view.show(*widget, std::make_shared<const lab::Snapshot>(e.snapshot())); }
  QString cell(int row, int column) { return table->model()->index(row, column).data().toString(); }
};

TEST_F(TableViewTest, NumbersShareTheirDigits) {
  EXPECT_EQ(cell(0, 0), "81.36");
  EXPECT_EQ(cell(2, 0), "142.80");
  EXPECT_EQ(cell(1, 0), "NaN");
  EXPECT_TRUE(table->model()->index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
}

TEST_F(TableViewTest, SortsWithNaNLast) {
  table->sortByColumn(0, Qt::AscendingOrder);
  EXPECT_EQ(cell(0, 0), "57.30");
  EXPECT_EQ(cell(3, 0), "NaN");
  EXPECT_EQ(table->model()->headerData(0, Qt::Vertical).toInt(), 4);  // the row's own number stays with it
  table->sortByColumn(0, Qt::DescendingOrder);
  EXPECT_EQ(cell(0, 0), "142.80");
  EXPECT_EQ(cell(3, 0), "NaN");
  table->sortByColumn(1, Qt::DescendingOrder);
  EXPECT_EQ(cell(0, 1), "d");
  table->sortByColumn(-1, Qt::AscendingOrder);
  EXPECT_EQ(cell(0, 1), "b");
}

TEST_F(TableViewTest, ANewSnapshotKeepsOrderAndSelection) {
  table->sortByColumn(0, Qt::DescendingOrder);
  table->selectRow(1);
  e.table = lab::value::Table{{{"inertia", "", {1, 2, 3, 4}, {}}, {"start", "", {}, {"b", "a", "d", "c"}}}};
  show();
  EXPECT_EQ(cell(0, 0), "4");
  EXPECT_TRUE(table->selectionModel()->isRowSelected(1));
  e.table = lab::value::Table{{{"inertia", "", {5}, {}}, {"start", "", {}, {"z"}}}};
  show();
  EXPECT_EQ(table->model()->rowCount(), 1);
}

TEST_F(TableViewTest, CopiesExactNumbersAsTabSeparatedText) {
  table->selectRow(0);
  QTest::keySequence(table, QKeySequence::Copy);
  EXPECT_EQ(QApplication::clipboard()->text(), "inertia\tstart\n81.3612\tb\n");
}

TEST_F(TableViewTest, PointsWithLabelsAreATable) {
  e.samples = lab::value::Points{2, 2, {1, 2, 3, 4}, {"length", "width"}, {"cm", "cm"}};
  e.labels = lab::value::Labels{{1, -1}, {"setosa", "virginica"}};
  TableView both("both", e.samples, e.labels);
  const auto numbers = both.numbers(e.snapshot());
  ASSERT_EQ(numbers.columns.size(), 3U);
  EXPECT_EQ(numbers.columns[0].name, "length, cm");
  EXPECT_EQ(numbers.columns[2].texts[0], "virginica");
  EXPECT_EQ(both.observables().size(), 2U);
}

TEST_F(TableViewTest, PaintsWhatFitsAndCountsTheRest) {
  lab::value::Table large{{{"n", "", {}, {}}}};
  for (int i = 0; i < 100; ++i) large.columns[0].numbers.push_back(i);
  e.table = large;
  QImage image(200, 120, QImage::Format_RGB32);
  image.fill(theme().ground);
  const lab::Snapshot snapshot = e.snapshot();
  {
    QPainter painter(&image);
    view.paint({painter, QRectF(0, 0, 200, 100), theme(), snapshot, false});
  }
  for (int x = 0; x < 200; ++x)
    for (int y = 101; y < 120; ++y) ASSERT_EQ(image.pixelColor(x, y), theme().ground);
  EXPECT_TRUE(view.describe(snapshot).startsWith("100 rows"));
}

TEST_F(TableViewTest, AMillionRowsOpenAndScroll) {
  lab::value::Points many{1'000'000, 3, std::vector<double>(3'000'000, 0.25), {}, {}};
  e.samples = many;
  TableView large("large", e.samples);
  const auto snapshot = std::make_shared<const lab::Snapshot>(e.snapshot());
  std::unique_ptr<QWidget> opened(large.makeWidget(port));
  large.show(*opened, snapshot);
  opened->resize(400, 300);
  opened->show();
  opened->grab();
  static_cast<QTableView*>(opened.get())->scrollToBottom();
  opened->grab();
  EXPECT_EQ(static_cast<QTableView*>(opened.get())->model()->rowCount(), 1'000'000);
}

}  // namespace
}  // namespace gradarium::widgets
