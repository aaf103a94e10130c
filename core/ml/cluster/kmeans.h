// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/export.h"
#include "core/ml/cluster/kmeans_seeding.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// What the move does with a centre that no sample is nearest to.
enum class EmptyCluster {
  Keep,      ///< it stays where it is (Lloyd's text is silent); emptyClusters() tells
  Relocate,  ///< it jumps to the sample farthest from its own centre, as in scikit-learn; relocated() tells
};

/// How the assignment finds the nearest centres. While squares neither overflow nor vanish (1e-150 .. 1e150),
/// the labels are the same; the work is not.
enum class Assignment {
  All,      ///< every distance, n k of them (Lloyd)
  Hamerly,  ///< one lower bound a sample lets most samples skip all of them (Hamerly 2010); n more numbers
  Elkan,    ///< a lower bound for each sample and centre (Elkan 2003); n k more numbers
};

struct KMeansOptions {
  std::size_t k = 3;  ///< 1 .. number of samples
  Seeding seeding = Seeding::PlusPlus;
  std::uint64_t seed = 0;
  EmptyCluster empty = EmptyCluster::Keep;
  Assignment assignment = Assignment::All;
};

/// k-means by Lloyd's algorithm (1957, printed 1982), one half-step at a time: assign each sample to its
/// nearest centre, then move each centre to the mean of its samples. Labels are exactly those of the plain
/// double precision search, the lowest index winning a tie; results do not depend on the number of threads.
/// A value: copy it to save a state, assign it to restore one. Copies share the samples.
class GRADARIUM_CORE KMeans {
 public:
  enum class Phase { Assign, Move };

  /// Seeds the centres. Throws BadCall for k outside 1 .. n, Error for samples that are NaN or infinite.
  KMeans(Samples samples, const KMeansOptions& options);
  /// Starts from given centres, k x d row-major; options.k and seeding are not used.
  KMeans(Samples samples, std::span<const double> centres, EmptyCluster empty = EmptyCluster::Keep,
         Assignment assignment = Assignment::All);
  KMeans(const KMeans&);
  KMeans(KMeans&&) noexcept;
  KMeans& operator=(const KMeans&);
  KMeans& operator=(KMeans&&) noexcept;
  ~KMeans();

  /// Does the half named by phase(). Returns whether anything changed; once converged() it does nothing.
  bool halfStep();
  /// Half-steps until converged, until no centre moved farther than `tolerance`, until `maxMoves` moves were
  /// made from here, or until the flag asks to stop; always ends on an assignment. Returns the moves made.
  std::size_t fit(std::size_t maxMoves = 300, double tolerance = 0.0, const base::StopFlag* stop = nullptr);

  [[nodiscard]] Phase phase() const noexcept;     ///< the half that comes next
  [[nodiscard]] bool converged() const noexcept;  ///< no label changed since the centres became their means
  [[nodiscard]] std::size_t halfSteps() const noexcept;

  [[nodiscard]] std::size_t k() const noexcept;
  [[nodiscard]] const Samples& samples() const noexcept;
  [[nodiscard]] std::span<const int> labels() const noexcept;         ///< n; -1 before the first assignment
  [[nodiscard]] std::span<const double> centres() const noexcept;     ///< k x d row-major
  [[nodiscard]] std::span<const std::size_t> sizes() const noexcept;  ///< k: samples with each label
  /// Sum of squared distances of the samples to the centre of their label, as both stand now; NaN before the
  /// first assignment.
  [[nodiscard]] double inertia() const noexcept;
  [[nodiscard]] std::size_t reassigned() const noexcept;  ///< labels changed by the last assignment
  [[nodiscard]] double shift() const noexcept;            ///< farthest any centre went in the last move
  [[nodiscard]] std::vector<std::size_t> emptyClusters() const;  ///< centres without a sample
  [[nodiscard]] std::size_t relocated() const noexcept;          ///< centres that jumped in the last move
  /// Distances that the assignments have taken so far, between centres too where bounds ask for those.
  [[nodiscard]] std::uint64_t distances() const noexcept;

  /// Puts a centre elsewhere; an assignment comes next. An index outside 0 .. k-1, a wrong length or a value
  /// that is not finite throws BadCall.
  void moveCentre(std::size_t index, std::span<const double> position);

  /// The label of the nearest centre for each of other samples with d features.
  [[nodiscard]] std::vector<int> predict(const Samples& others) const;

  /// The same samples and options from other first centres, k x d; cheaper than a new KMeans.
  [[nodiscard]] KMeans restarted(std::span<const double> centres) const;

 private:
  struct State;
  explicit KMeans(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

}  // namespace gradarium::ml
