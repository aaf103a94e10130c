// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "core/base/clock.h"
#include "core/base/parallel.h"
#include "core/lm/decoder.h"
#include "core/lm/model_file.h"

namespace gradarium::app {

int generateText(const Call& call, PluginShelf&) {
  const auto path = lm::modelPath(call.positionals().front());
  const std::size_t count = call.whole("tokens", 400, 1, 1000000);
  lm::SamplingOptions options;
  options.temperature = call.number("temperature", 0.8, 0, 100);
  options.topK = call.whole("top-k", 0, 0, 65536);
  options.topP = call.number("top-p", 1, 1e-6, 1);
  base::Random random(call.whole("seed", 0, 0, ~std::uint64_t{0}));
  const bool asJson = call.has("json");

  const auto saved = lm::loadModel(path);
  const std::string prompt = call.value("prompt").value_or("\n");
  const auto ids = saved.vocabulary.encode(prompt.empty() ? "\n" : prompt);
  const auto show = [&](std::int32_t id) { std::cout << saved.vocabulary.decode({&id, 1}) << std::flush; };
  if (!asJson) std::cout << prompt << std::flush;

  const CatchInterrupt caught;
  base::Arena arena(base::hardwareThreads());
  const base::Stopwatch watch;
  std::vector<std::int32_t> made;
  arena.run([&] {
    made = lm::generate(*saved.model, ids, count, options, random, &interrupt(),
                        asJson ? std::function<void(std::int32_t)>{} : show);
  });
  if (asJson) {
    const nlohmann::ordered_json json{{"prompt", prompt},
                                      {"text", saved.vocabulary.decode(made)},
                                      {"tokens", made.size()},
                                      {"seconds", watch.seconds()}};
    std::cout << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
  } else {
    std::cout << "\n";
  }
  return interrupt().requested() ? 1 : 0;
}

}  // namespace gradarium::app
