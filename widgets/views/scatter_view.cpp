// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

enum Option : std::size_t { xOption, yOption, legendOption, namesOption, squaresOption };

}  // namespace

ScatterView::ScatterView(std::string name, const lab::Points& points)
    : ViewOf(std::move(name)), points_(points) {
  title_ = [this](const lab::Snapshot& snapshot) { return defaultTitle(snapshot).toStdString(); };
}

ScatterView& ScatterView::colour(const lab::Labels& labels, std::string noun) {
  labels_ = &labels;
  noun_ = std::move(noun);
  return *this;
}

ScatterView& ScatterView::handles(const lab::Points& centres, const lab::Action<lab::Move>& move,
                                  std::string noun) {
  move_ = &move;
  return handles(centres, std::move(noun));
}

ScatterView& ScatterView::handles(const lab::Points& centres, std::string noun) {
  handles_ = &centres;
  handleNoun_ = std::move(noun);
  return *this;
}

ScatterView& ScatterView::marks(const lab::Points& places, std::string noun) {
  ofGroups_ = false;
  return handles(places, std::move(noun));
}

ScatterView& ScatterView::trails() {
  hasTrails_ = true;
  return *this;
}

ScatterView& ScatterView::draws(const lab::PointsInput& drawn, Condition inForce) {
  drawn_ = &drawn;
  drawnInForce_ = std::move(inForce);
  const lab::ParameterInfo info = drawn.info();
  drawnRange_ = {info.min, info.max};
  return *this;
}

ScatterView& ScatterView::voronoi() {
  voronoi_ = true;
  return *this;
}

ScatterView& ScatterView::hulls() {
  hulls_ = true;
  return *this;
}

ScatterView& ScatterView::names() {
  names_ = true;
  return *this;
}

ScatterView& ScatterView::links() {
  links_ = true;
  return *this;
}

ScatterView& ScatterView::asks(const lab::Query& query) {
  query_ = &query;
  return *this;
}

ScatterView& ScatterView::field(const lab::Field& field, FieldLook look, std::string noun) {
  field_ = &field;
  fieldLook_ = look;
  fieldNoun_ = std::move(noun);
  return *this;
}

ScatterView& ScatterView::axes(int x, int y) {
  xColumn_ = xField_ = x;
  yColumn_ = yField_ = y;
  return *this;
}

std::vector<const lab::ObservableBase*> ScatterView::observables() const {
  std::vector<const lab::ObservableBase*> all{&points_};
  if (labels_) all.push_back(labels_);
  if (handles_) all.push_back(handles_);
  if (field_) all.push_back(field_);
  for (const Curve& curve : curves_) all.push_back(curve.places);
  if (feet_) all.push_back(feet_);
  return all;
}

void ScatterView::see(const lab::Snapshot& snapshot) {
  if (hasTrails_ && handles_) trails_.see(snapshot, valueOf(handles_, snapshot));
  if (brush_) brushRows(snapshot);  // other samples may stand there now
}

std::vector<ViewOption> ScatterView::options(const lab::Snapshot& snapshot) const {
  std::vector<ViewOption> options(4);  // one without choices is not offered
  const auto* points = pointsIn(snapshot);
  offerColumns(snapshot, options[xOption], options[yOption]);
  if (labels_) options[legendOption] = {"Legend", {"off", "on"}, legend_ ? 1 : 0, false};
  if (points && points->rows > 0 && points->rowNames.size() == points->rows) options[namesOption] = {"Names", {"off", "on"}, names_ ? 1 : 0, false};
  if (feet_) options.push_back({"Squares", {"off", "on"}, squares_ ? 1 : 0, false});
  return options;
}

void ScatterView::choose(std::size_t option, int choice) {
  if (option == legendOption) legend_ = choice != 0;
  if (option == namesOption) names_ = choice != 0;
  if (option == squaresOption) squares_ = choice != 0;
  const auto at = static_cast<std::size_t>(choice);
  if (option <= yOption) (option == xOption ? xColumn_ : yColumn_) = at < offered_.size() ? offered_[at] : choice;
  if (option <= yOption) unbrush();
}

const lab::value::Labels* ScatterView::labelsIn(const lab::Snapshot& snapshot) const {
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  const auto* points = pointsIn(snapshot);
  // Labels of other samples (a data set just changed) are no labels.
  return labels && points && labels->codes.size() == points->rows ? labels : nullptr;
}

const lab::value::Field* ScatterView::fieldIn(const lab::Snapshot& snapshot) const {
  const auto* field = field_ ? field_->in(snapshot) : nullptr;
  const auto* points = points_.in(snapshot);
  if (!field || !points || points->columns < 2 || field->rows == 0 || field->columns == 0 ||
      field->values.size() < field->rows * field->columns)
    return nullptr;
  const Columns shown = columnsIn(snapshot);
  const auto over = [&](int wanted, std::size_t otherwise) { return wanted < 0 ? otherwise : static_cast<std::size_t>(wanted); };
  const Columns its{over(xField_, points->columns - 2), over(yField_, points->columns - 1)};
  return shown == its && field->x1 > field->x0 && field->y1 > field->y0 ? field : nullptr;
}

std::shared_ptr<const lab::Value> ScatterView::valueOf(const lab::ObservableBase* observable,
                                                       const lab::Snapshot& snapshot) const {
  return observable && observable->index() < snapshot.values.size() ? snapshot.values[observable->index()]
                                                                    : nullptr;
}

bool ScatterView::drawing(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  return drawn_ && (!points || points->rows == 0 || points->columns == 2) &&
         (!drawnInForce_ || drawnInForce_(snapshot));
}

int ScatterView::codeOf(const lab::Snapshot& snapshot, std::size_t row) const {
  if (!labels_) return 0;
  const auto* labels = labelsIn(snapshot);
  return labels ? labels->codes[row] : -1;
}

}  // namespace gradarium::widgets
