// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <limits>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/dist/communicator.h"

#ifdef GRADARIUM_MPI
#define OMPI_SKIP_MPICXX 1  // the old C++ bindings, which would have to be linked
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
#endif

namespace gradarium::dist {

namespace {

/// The first of these that the environment sets to a number; 0 where none is.
template <std::size_t count>
int numberOf(const std::array<const char*, count>& names) noexcept {
  for (const char* name : names) {
    const char* const text = std::getenv(name);
    const auto number = text == nullptr ? std::nullopt : base::parseNumber(text);
    if (number && *number >= 1 && *number < 1e6) return static_cast<int>(*number);
  }
  return 0;
}

/// As Open MPI, and MPICH and its kin (Hydra), tell the processes that they start.
int started() noexcept { return numberOf(std::array{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}); }

#ifdef GRADARIUM_MPI
class MpiRank final : public Communicator {
 public:
  MpiRank() {
    int given = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &given);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
  }
  ~MpiRank() override { MPI_Finalize(); }
  [[nodiscard]] int rank() const noexcept override { return rank_; }
  [[nodiscard]] int size() const noexcept override { return size_; }

  void sum(std::span<float> numbers) override {
    inPieces(numbers, [](std::span<float> piece) {
      // To one rank and back: MPI does not promise equal bits from Allreduce, and ranks must not drift apart.
      int rank = 0;
      MPI_Comm_rank(MPI_COMM_WORLD, &rank);
      const auto count = static_cast<int>(piece.size());
      MPI_Reduce(rank == 0 ? MPI_IN_PLACE : piece.data(), rank == 0 ? piece.data() : nullptr, count,
                 MPI_FLOAT, MPI_SUM, 0, MPI_COMM_WORLD);
      MPI_Bcast(piece.data(), count, MPI_FLOAT, 0, MPI_COMM_WORLD);
    });
  }
  void broadcast(std::span<std::byte> bytes, int root) override {
    inPieces(bytes, [root](std::span<std::byte> piece) {
      MPI_Bcast(piece.data(), static_cast<int>(piece.size()), MPI_BYTE, root, MPI_COMM_WORLD);
    });
  }
  void barrier() override { MPI_Barrier(MPI_COMM_WORLD); }
  void abandon(const std::string& reason) noexcept override {
    std::cerr << "gradarium: " << (rank_ == 0 ? "" : "rank " + std::to_string(rank_) + ": ") << reason
              << std::endl;
    MPI_Abort(MPI_COMM_WORLD, 1);
    std::abort();  // if MPI comes back from there
  }

 private:
  /// MPI counts in int.
  template <class T, class Each>
  static void inPieces(std::span<T> all, Each each) {
    constexpr std::size_t most = std::size_t{1} << 30U;
    for (std::size_t begin = 0; begin < all.size(); begin += most)
      each(all.subspan(begin, std::min(most, all.size() - begin)));
  }
  int rank_ = 0, size_ = 1;
};
#endif

}  // namespace

int ranksOnThisMachine() noexcept {
  return std::max(1, numberOf(std::array{"OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS"}));
}

std::unique_ptr<Communicator> startedRanks() {
  const int ranks = started();
#ifdef GRADARIUM_MPI
  if (ranks > 0) return std::make_unique<MpiRank>();
#else
  if (ranks > 1) {
    throw base::Error(
        "mpirun started " + std::to_string(ranks) +
        " ranks, but this Gradarium was built without MPI; install libopenmpi-dev and build again");
  }
#endif
  return alone();
}

}  // namespace gradarium::dist
