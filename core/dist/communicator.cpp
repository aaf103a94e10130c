// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dist/communicator.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <vector>

#include "core/base/error.h"

namespace gradarium::dist {

Communicator::~Communicator() = default;

namespace {

class Alone final : public Communicator {
 public:
  [[nodiscard]] int rank() const noexcept override { return 0; }
  [[nodiscard]] int size() const noexcept override { return 1; }
  void sum(std::span<float>) override {}
  void broadcast(std::span<std::byte>, int) override {}
  void barrier() override {}
  void abandon(const std::string&) noexcept override {}
};

std::string broadcastFrom(Communicator& ranks, std::string text, int root) {
  std::uint64_t length = text.size();
  ranks.broadcast(std::as_writable_bytes(std::span(&length, 1)), root);
  text.resize(static_cast<std::size_t>(length));
  ranks.broadcast(std::as_writable_bytes(std::span(text)), root);
  return text;
}

}  // namespace

std::unique_ptr<Communicator> alone() { return std::make_unique<Alone>(); }

std::string broadcast(Communicator& ranks, std::string text) {
  return ranks.size() == 1 ? text : broadcastFrom(ranks, std::move(text), 0);
}

void together(Communicator& ranks, base::FunctionRef<void()> work) {
  if (ranks.size() == 1) return work();
  std::string sentence;  // its first letter tells the kind
  try {
    work();
  } catch (const base::BadCall& error) {
    sentence = std::string("b") + error.what();
  } catch (const std::exception& error) {
    sentence = std::string("e") + error.what();
  }
  std::vector<float> failed(static_cast<std::size_t>(ranks.size()));
  failed[static_cast<std::size_t>(ranks.rank())] = sentence.empty() ? 0 : 1;
  ranks.sum(failed);
  const auto first = std::ranges::find_if(failed, [](float f) { return f != 0; });
  if (first == failed.end()) return;
  const auto root = static_cast<int>(first - failed.begin());
  sentence = broadcastFrom(ranks, std::move(sentence), root);
  const std::string said = (root == 0 ? "" : "rank " + std::to_string(root) + ": ") + sentence.substr(1);
  if (sentence.front() == 'b') throw base::BadCall(said);
  throw base::Error(said);
}

}  // namespace gradarium::dist
