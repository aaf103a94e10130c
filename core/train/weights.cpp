// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/weights.h"

#include <set>

#include "core/base/error.h"

namespace gradarium::train {

io::Safetensors weightsOf(nn::Module& model) {
  io::Safetensors file;
  for (const nn::Parameter* parameter : model.parameters())
    file.tensors.push_back({parameter->name, parameter->value});
  return file;
}

void loadWeights(nn::Module& model, const io::Safetensors& file) {
  std::set<std::string> known;
  const auto parameters = model.parameters();
  for (const nn::Parameter* parameter : parameters) {
    known.insert(parameter->name);
    const nn::Tensor& tensor = file.at(parameter->name);
    if (!(tensor.shape() == parameter->value.shape())) {
      throw base::Error("the file does not fit this model: " + parameter->name + " has shape " +
                        tensor.shape().text() + ", not " + parameter->value.shape().text());
    }
  }
  for (const io::NamedTensor& item : file.tensors) {
    if (!known.contains(item.name) && !item.name.starts_with("optimizer.")) {
      throw base::Error("the file does not fit this model, which has no \"" + item.name + "\"");
    }
  }
  for (nn::Parameter* parameter : parameters) parameter->value.copyFrom(file.at(parameter->name));
}

}  // namespace gradarium::train
