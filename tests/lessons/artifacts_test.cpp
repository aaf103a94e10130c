// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/io/csv.h"
#include "core/io/npy.h"
#include "tests/lessons/every_lesson.h"

namespace gradarium::tests {
namespace {

void expectReadable(const std::string& bytes, lab::Format format, const std::string& where) {
  EXPECT_FALSE(bytes.empty()) << where;
  switch (format) {
    case lab::Format::Csv: EXPECT_NO_THROW(EXPECT_GT(io::parseCsv(bytes, where, {.header = io::CsvHeader::Present}).rows(), 0U)) << where; break;
    case lab::Format::Npy: EXPECT_NO_THROW(EXPECT_FALSE(io::readNpy(bytes, where).shape.empty())) << where; break;
    case lab::Format::Json: EXPECT_FALSE(nlohmann::json::parse(bytes, nullptr, false).is_discarded()) << where; break;
    case lab::Format::Text: break;
    default: ADD_FAILURE() << where << ": no reader for " << lab::ending(format) << " yet";
  }
}

TEST_P(EveryLesson, ArtifactsCanBeReadBack) {
  for (const auto& experiment : experiments()) {
    const auto engine = experiment.engine();
    walk(*engine, 4);
    for (const auto* artifact : engine->experiment().artifacts())
      for (const auto format : artifact->formats())
        expectReadable(engine->write(*artifact, format), format, artifact->name() + "." + lab::ending(format));
  }
}

}  // namespace
}  // namespace gradarium::tests
