// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/table_view.h"

#include <QApplication>
#include <QClipboard>
#include <QFontMetricsF>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <cmath>

#include "widgets/controls/figures.h"
#include "widgets/views/table_model.h"

namespace gradarium::widgets {
namespace {

constexpr int lineHeight = 26, cellPadding = 10;

/// The widest of a header and some cells.
double widthOf(const TableSource& source, std::size_t column, const QFontMetricsF& metrics,
               const QFontMetricsF& strong) {
  double width = strong.horizontalAdvance(source.header(column)) + 32;  // and the sort arrow
  const std::size_t stride = std::max<std::size_t>(1, source.rows() / 50);
  for (std::size_t row = 0; row < source.rows(); row += stride)
    width = std::max(width, metrics.horizontalAdvance(source.text(row, column)));
  return std::clamp(width + 2 * cellPadding, 56.0, 320.0);
}

/// Figures of equal width, and air between a column of numbers and one of words.
class Cells final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Theme& t = theme();
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, t.accentSoft);
    painter->save();
    painter->setFont(option.font);
    painter->setPen(t.ink);
    const QRectF area = QRectF(option.rect).adjusted(cellPadding, 0, -cellPadding, 0);
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    drawFigures(*painter, area, alignment,
                option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight,
                                              static_cast<int>(area.width())));
    if (option.state & QStyle::State_HasFocus) {
      painter->setRenderHint(QPainter::Antialiasing);
      painter->setPen(QPen(t.accent, 2));
      painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->restore();
  }
};

class Table final : public QTableView {
 public:
  Table() : model_(this) {
    setModel(&model_);
    setItemDelegate(new Cells(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);  // the bench's ground, as beside it
    setAlternatingRowColors(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    verticalHeader()->setMinimumSectionSize(lineHeight);
    verticalHeader()->setDefaultSectionSize(lineHeight);
    verticalHeader()->setSectionResizeMode(
        QHeaderView::Fixed);  // never asks a million rows for their heights
    verticalHeader()->setHighlightSections(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    setTabKeyNavigation(false);
  }
  void show(TableSource source) {
    const auto columns = source.columns();
    const bool fresh = columns != model_.source().columns() || model_.source().rows() == 0;
    model_.setSource(std::move(source));
    if (!fresh) return;
    const QFontMetricsF metrics(font()), strong(gradarium::widgets::font(TextRole::Strong));
    for (std::size_t c = 0; c < columns; ++c)
      setColumnWidth(static_cast<int>(c),
                     static_cast<int>(std::ceil(widthOf(model_.source(), c, metrics, strong))));
  }

 protected:
  void keyPressEvent(QKeyEvent* event) override {
    if (!event->matches(QKeySequence::Copy)) return QTableView::keyPressEvent(event);
    QApplication::clipboard()->setText(model_.asText(selectedIndexes()));
  }

 private:
  TableModel model_;
};

}  // namespace

TableView::TableView(std::string name, const lab::ObservableBase& first, TableKeys keys)
    : ViewOf(std::move(name)), keys_(keys) {
  title(first.label());
  empty("No rows yet");
}
TableView::TableView(std::string name, const lab::Table& table)
    : TableView(std::move(name), table, {.table = &table}) {}
TableView::TableView(std::string name, const lab::Points& points)
    : TableView(std::move(name), points, {.points = &points}) {}
TableView::TableView(std::string name, const lab::Points& points, const lab::Labels& labels)
    : TableView(std::move(name), points, {.points = &points, .labels = &labels}) {}
TableView::TableView(std::string name, const lab::Labels& labels)
    : TableView(std::move(name), labels, {.labels = &labels}) {}

std::vector<const lab::ObservableBase*> TableView::observables() const {
  std::vector<const lab::ObservableBase*> all;
  if (keys_.table) all.push_back(keys_.table);
  if (keys_.points) all.push_back(keys_.points);
  if (keys_.labels) all.push_back(keys_.labels);
  return all;
}

QWidget* TableView::makeWidget(Port&) {
  auto* table = new Table;
  table->setObjectName(QString::fromStdString("view." + name()));
  return table;
}

void TableView::show(QWidget& widget, const std::shared_ptr<const lab::Snapshot>& snapshot) {
  if (snapshot) static_cast<Table&>(widget).show(TableSource(keys_, *snapshot));
}

QString TableView::describe(const lab::Snapshot& snapshot) const {
  const TableSource source(keys_, snapshot);
  QStringList names;
  for (std::size_t c = 0; c < source.columns(); ++c) names += source.header(c);
  return QStringLiteral("%1 rows of %2").arg(source.rows()).arg(names.join("; "));
}

lab::value::Table TableView::numbers(const lab::Snapshot& snapshot) const {
  return TableSource(keys_, snapshot).table();
}

void TableView::paint(const Canvas& canvas) {
  const TableSource source(keys_, canvas.snapshot);
  if (source.rows() == 0 || source.columns() == 0) return paintEmpty(canvas);
  QPainter& painter = canvas.painter;
  const QFont body = font(TextRole::Body), strong = font(TextRole::Strong);
  const QFontMetricsF metrics(body), strongMetrics(strong);
  painter.save();
  const auto fitting =
      static_cast<std::size_t>(std::max(0.0, std::floor((canvas.area.height() - lineHeight) / lineHeight)));
  const bool all = source.rows() <= fitting;
  const std::size_t rows = all ? source.rows() : fitting > 0 ? fitting - 1 : 0;
  double x = canvas.area.left();
  std::size_t shown = 0;
  const auto cell = [&](double y, double width, const QString& text, bool right, const QFontMetricsF& m) {
    const QString words = m.elidedText(text, Qt::ElideRight, width - 2 * cellPadding);
    const double left = right ? x + width - cellPadding - m.horizontalAdvance(words) : x + cellPadding;
    painter.drawText(QPointF(left, y + lineHeight / 2.0 + m.capHeight() / 2), words);
  };
  for (std::size_t c = 0; c < source.columns(); ++c, ++shown) {
    const double width = std::min(widthOf(source, c, metrics, strongMetrics), canvas.area.width());
    if (x + width > canvas.area.right() + 0.5) break;
    painter.setFont(strong);
    painter.setPen(canvas.theme.quiet);
    cell(canvas.area.top(), width, source.header(c), source.isNumber(c), strongMetrics);
    painter.setFont(body);
    painter.setPen(canvas.theme.ink);
    for (std::size_t row = 0; row < rows; ++row)
      cell(canvas.area.top() + lineHeight * static_cast<double>(row + 1), width, source.text(row, c),
           source.isNumber(c), metrics);
    x += width;
  }
  painter.setPen(QPen(canvas.theme.line, 1));
  const double base = std::floor(canvas.area.top() + lineHeight) + 0.5;
  painter.drawLine(QPointF(canvas.area.left(), base), QPointF(x, base));
  QStringList rest;
  if (!all) rest += QStringLiteral("… %1 more rows").arg(source.rows() - rows);
  if (shown < source.columns()) rest += QStringLiteral("%1 more columns").arg(source.columns() - shown);
  painter.setFont(body);
  painter.setPen(canvas.theme.quiet);
  if (!rest.isEmpty())
    painter.drawText(QPointF(canvas.area.left() + cellPadding,
                             canvas.area.top() + lineHeight * static_cast<double>(rows + 1) +
                                 lineHeight / 2.0 + metrics.capHeight() / 2),
                     rest.join(", "));
  painter.restore();
}

}  // namespace gradarium::widgets
