// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/tensor/tensor.h"

namespace gradarium::io {

struct NamedTensor {
  std::string name;
  tensor::Tensor tensor;
};

/// What a safetensors file holds: tensors in the order of their bytes, and words about them.
struct GRADARIUM_CORE Safetensors {
  std::vector<NamedTensor> tensors;
  std::map<std::string, std::string> metadata;

  /// Throws Error naming the tensor that is missing.
  [[nodiscard]] const tensor::Tensor& at(std::string_view name) const;
};

/// The file's bytes: 8 bytes length of the header, little-endian; the header, JSON; the numbers as float32.
/// Names must differ and not be "__metadata__", else throws BadCall.
GRADARIUM_CORE std::string writeSafetensors(const Safetensors& file);

/// Reads float32, and float64, float16 and bfloat16 into float32. The header may take 16 MiB and must lie
/// within the bytes; every tensor's shape must fit its bytes, and all of them together the file without gap
/// or overlap; only then is room taken. Whatever is wrong throws Error: `name` begins the sentence, and it
/// says which tensor and where.
GRADARIUM_CORE Safetensors readSafetensors(std::string_view bytes, std::string_view name);

}  // namespace gradarium::io
