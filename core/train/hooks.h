// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/autograd/tape.h"
#include "core/export.h"

namespace gradarium::train {

/// What to do with the named tensors of a pass (Tape::tap). A name may end in '*', which stands for any rest
/// ("blocks.*"). Hooks act in the order they were added, each on what the one before it left.
class GRADARIUM_CORE Hooks {
 public:
  using Read = std::function<void(std::string_view name, const tensor::Tensor& value)>;
  using Replace = std::function<tensor::Tensor(std::string_view name, const tensor::Tensor& value)>;

  Hooks() = default;
  Hooks(const Hooks&) = delete;
  Hooks& operator=(const Hooks&) = delete;

  void read(std::string name, Read read);
  /// The result takes the value's place; it must have its shape. Where a number was changed no gradient
  /// passes.
  void replace(std::string name, Replace replace);
  /// Every number 0.
  void ablate(std::string name);
  /// Only the part [begin, end) of an axis, as one head of the attention's output.
  void ablate(std::string name, int axis, std::size_t begin, std::size_t end);
  void clear() noexcept { entries_.clear(); }
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }

  /// Sets this on the tape; both must live while passes run. Without entries none is set, and taps cost
  /// nothing.
  void attach(autograd::Tape& tape);

 private:
  struct Entry {
    std::string name;
    Replace act;
  };
  tensor::Tensor run(std::string_view name, const tensor::Tensor& value) const;
  struct Caller {
    const Hooks* hooks;
    tensor::Tensor operator()(std::string_view name, const tensor::Tensor& value) const {
      return hooks->run(name, value);
    }
  };
  std::vector<Entry> entries_;
  Caller caller_{this};
  autograd::Tape::Hook hook_{caller_};
};

}  // namespace gradarium::train
