// SPDX-License-Identifier: GPL-3.0-or-later
#include "kmeans_experiment.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/onnx.h"
#include "core/lab/value_file.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/cluster/nearest_centre_onnx.h"
#include "core/ml/metrics/partition.h"

namespace gradarium::lessons {

namespace {

ml::Assignment assignmentOf(KMeansExperiment::Method method) {
  return method == KMeansExperiment::Method::Elkan     ? ml::Assignment::Elkan
         : method == KMeansExperiment::Method::Hamerly ? ml::Assignment::Hamerly
                                                       : ml::Assignment::All;
}

}  // namespace

std::vector<std::string> KMeansExperiment::withDigits() {
  auto all = clusteringData;
  all.insert(all.begin() + 2, {"digits", "coffee"});
  return all;
}

void KMeansExperiment::reset() {
  const auto set = data.get();
  plane_ = Projection(*set);
  points = plane_.points(set->features);
  model_ = {};
  ends_.reset();
  shift = 0;
  const ml::Samples samples = samplesOf(set, "k-means");
  const auto clusters = static_cast<std::size_t>(k);
  if (method == Method::MiniBatch) {
    model_ = ml::MiniBatchKMeans(
        samples, {.k = clusters, .batch = static_cast<std::size_t>(batch), .seeding = init, .seed = seed});
  } else {
    model_ = ml::KMeans(samples,
                        {.k = clusters, .seeding = init, .seed = seed, .assignment = assignmentOf(method)});
  }
  publish();
}

lab::Status KMeansExperiment::step(lab::Run&) {
  if (auto* mini = std::get_if<ml::MiniBatchKMeans>(&model_)) {
    shift = mini->step();
    publish();
    inertia.append(static_cast<double>(mini->steps()), std::get<lab::value::Scalar>(*cost.current()).number);
    return mini->steps() < batches_ ? lab::Status::Running : lab::Status::Finished;
  }
  auto& model = std::get<ml::KMeans>(model_);
  model.halfStep();
  if (std::isfinite(model.inertia())) inertia.append(static_cast<double>(model.halfSteps()), model.inertia());
  publish();
  return model.converged() ? lab::Status::Finished : lab::Status::Running;
}

void KMeansExperiment::publish() {
  if (const auto* mini = std::get_if<ml::MiniBatchKMeans>(&model_)) {
    const auto before = labels.current();
    const std::vector<int> now = mini->steps() > 0 ? mini->labels() : std::vector<int>(data.get()->rows, -1);
    std::size_t changed = 0;
    for (std::size_t i = 0; before && i < now.size(); ++i)
      changed += std::get<lab::value::Labels>(*before).codes[i] != now[i] ? 1 : 0;
    reassigned = static_cast<double>(changed);
    show(cost, mini->steps() > 0 ? ml::inertia(samplesOf(data.get(), "k-means"), now, mini->centres())
                                 : std::nan(""));
    distances = static_cast<double>(mini->steps() * mini->batch().size() * mini->seen().size());
    return publish(now, mini->centres());
  }
  const auto& model = std::get<ml::KMeans>(model_);
  show(cost, model.inertia());
  shift = model.shift();
  reassigned = static_cast<double>(model.reassigned());
  distances = static_cast<double>(model.distances());
  publish(model.labels(), model.centres());
}

void KMeansExperiment::publish(std::span<const int> labelled, std::span<const double> places) {
  const auto set = data.get();
  labels = {{labelled.begin(), labelled.end()}, {}};
  centres = plane_.points(places);
  lab::value::Tensor images{{0, 8, 8}, {}};
  if (set->columns == 64) images = {{places.size() / 64, 8, 8}, {places.begin(), places.end()}};
  pictures = set->pictureWidth > 0 ? redraw(labelled, places) : std::move(images);
  show(rand, labelled[0] >= 0 ? agreement(*set, labelled) : std::nan(""));
  publishTable(labelled, places);
}

/// A picture as it is, and once more with each pixel in the colour of its centre; from 0 to 16, as the digits' greys.
lab::value::Tensor KMeansExperiment::redraw(std::span<const int> labelled, std::span<const double> places) const {
  const auto set = data.get();
  const std::size_t width = set->pictureWidth;
  lab::value::Tensor both{{2, set->rows / width, width, 3}, {}};
  both.data.reserve(2 * set->features.size());
  for (const double x : set->features) both.data.push_back(static_cast<float>(x / 255 * 16));
  for (const int label : labelled)
    for (std::size_t j = 0; j < 3; ++j)
      both.data.push_back(label < 0 ? 0 : static_cast<float>(places[static_cast<std::size_t>(label) * 3 + j] / 255 * 16));
  return both;
}

std::span<const double> KMeansExperiment::places() const {
  const auto* mini = std::get_if<ml::MiniBatchKMeans>(&model_);
  return mini ? mini->centres() : std::get<ml::KMeans>(model_).centres();
}

std::string KMeansExperiment::writeModel(lab::Format format) const {
  if (format != lab::Format::Onnx) return lab::writeValue(*centres.current(), format);
  io::onnx::Model model = ml::nearestCentreOnnx(places(), data.get()->columns);
  model.description = "Which of " + std::to_string(int(k)) + " centres of k-means is nearest? Columns: ";
  for (const std::string& name : data.get()->featureNames) model.description += (name == data.get()->featureNames.front() ? "" : ", ") + name;
  return io::onnx::write(model);
}

void KMeansExperiment::publishTable(std::span<const int> labelled, std::span<const double> places) {
  const auto set = data.get();
  const std::size_t count = places.size() / set->columns;
  lab::value::Table table{{{"samples", "", std::vector<double>(count), {}}}};
  for (const int label : labelled) {
    if (label >= 0) ++table.columns[0].numbers[static_cast<std::size_t>(label)];
  }
  for (std::size_t j = 0; j < set->columns; ++j) {
    table.columns.push_back({set->featureNames[j], set->featureUnits[j], {}, {}});
    for (std::size_t c = 0; c < count; ++c)
      table.columns.back().numbers.push_back(places[c * set->columns + j]);
  }
  clusters = std::move(table);
}

/// Lloyd from other starts, each to its end; sorted, so that equal ends stand side by side.
lab::value::Series KMeansExperiment::runRestarts() {
  if (!ends_) {
    ends_.emplace();
    std::vector<double> all = ml::bestOf(samplesOf(data.get(), "k-means"),
                                         {.k = static_cast<std::size_t>(k), .seeding = init, .seed = seed},
                                         static_cast<std::size_t>(restarts))
                                  .inertias;
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size(); ++i) ends_->append(static_cast<double>(i + 1), all[i]);
  }
  return *ends_;
}

void KMeansExperiment::move(const lab::Move& move) {
  if (move.index < 0 || move.index >= k)
    throw base::BadCall("there is no centre " + std::to_string(move.index));
  const auto index = static_cast<std::size_t>(move.index);
  const std::size_t d = data.get()->columns;
  auto* mini = std::get_if<ml::MiniBatchKMeans>(&model_);
  const std::vector<double> to = plane_.dragged(places().subspan(index * d, d), move.to);
  if (mini) {
    mini->moveCentre(index, to);
  } else {
    std::get<ml::KMeans>(model_).moveCentre(index, to);
    showJump();
  }
  publish();
}

/// A drag is no half-step: the curve jumps where it stands, so that nobody takes the rise for the algorithm's.
void KMeansExperiment::showJump() {
  const auto& model = std::get<ml::KMeans>(model_);
  const auto now = static_cast<double>(model.halfSteps());
  if (!std::isfinite(model.inertia())) return;
  const auto path = std::get<lab::value::Series>(*inertia.current());
  lab::value::Series jumped;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (path.x(i) < now || i == 0 || path.x(i - 1) < now) jumped.append(path.x(i), path.y(i));
  jumped.append(now, model.inertia());
  inertia.set(std::move(jumped));
}

lab::Arithmetic KMeansExperiment::explain(lab::Cell cell) const {
  const auto samples = data.get();
  if (cell.row < 0 || static_cast<std::size_t>(cell.row) >= samples->rows || cell.column < 0 ||
      cell.column >= k)
    throw base::BadCall("there is no such sample or centre");
  lab::Arithmetic sum{"Squared distance of sample " + std::to_string(cell.row + 1) + " to centre " +
                          std::to_string(cell.column + 1),
                      {},
                      0};
  const double* x = samples->row(static_cast<std::size_t>(cell.row));
  const auto& places = std::get<lab::value::Points>(*centres.current());
  const double* c = places.data.data() + static_cast<std::size_t>(cell.column) * places.columns;
  for (std::size_t j = 0; j < samples->columns; ++j) {
    const double square = (x[j] - c[j]) * (x[j] - c[j]);
    sum.lines.push_back({samples->featureNames[j],
                         "(" + base::shortest(x[j]) + " - " + base::shortest(c[j]) + ")^2", square});
    sum.result += square;
  }
  return sum;
}

bool KMeansExperiment::settledOnIris(const lab::Snapshot& s, int clusters) const {
  return s.status == lab::Status::Finished && data.textIn(s) == "iris" && k.in(s) == clusters;
}

std::string KMeansExperiment::standing(const lab::Snapshot& s) const {
  if (data.textIn(s) != "iris" || k.in(s) != 3) return "needs the irises and k = 3";
  if (s.status != lab::Status::Finished) return "run it to the end";
  return "inertia " + base::shortest(std::round(cost.numberIn(s) * 100) / 100) + ", needs 102.51 or more";
}

/// Of the distances that Lloyd would have taken in as many assignments.
double KMeansExperiment::shareOfLloyds(const lab::Snapshot& s) const {
  const auto* path = inertia.in(s);
  if (!path || path->empty()) return std::nan("");
  const double assignments = std::ceil(path->x(path->size() - 1) / 2);
  return distances.numberIn(s) / (178.0 * k.in(s) * assignments);
}

std::string KMeansExperiment::saving(const lab::Snapshot& s) const {
  if (data.textIn(s) != "wine" || k.in(s) != 6) return "needs the wines and k = 6";
  if (method.in(s) == Method::MiniBatch) return "mini-batches take other steps than Lloyd";
  if (std::isnan(shareOfLloyds(s))) return "run it to the end";
  return base::shortest(std::round(100 * shareOfLloyds(s))) + " % of Lloyd's distances, needs fewer than 50" +
         (s.status == lab::Status::Finished ? "" : "; run it to the end");
}

std::string KMeansExperiment::coloured(const lab::Snapshot& s) const {
  if (data.textIn(s) != "coffee") return "needs the photo's colours";
  if (s.status != lab::Status::Finished) return "run it to the end";
  return base::shortest(std::round(cost.numberIn(s) / 9600)) + " a pixel with " + std::to_string(k.in(s)) + " colours";
}

}  // namespace gradarium::lessons
