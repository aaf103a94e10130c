// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/resources.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/stop.h"

namespace gradarium::base {
namespace {

#ifndef _WIN32
TEST(Resources, TheEnvironmentDecides) {
  const char* before = std::getenv("GRADARIUM_RESOURCES");
  const std::string saved = before == nullptr ? "" : before;
  setenv("GRADARIUM_RESOURCES", "/", 1);
  EXPECT_EQ(resourcesFolder(), "/");
  setenv("GRADARIUM_RESOURCES", "/no/such/folder", 1);
  EXPECT_THROW(resourcesFolder(), Error);
  if (before == nullptr) {
    unsetenv("GRADARIUM_RESOURCES");
  } else {
    setenv("GRADARIUM_RESOURCES", saved.c_str(), 1);
  }
  EXPECT_TRUE(std::filesystem::exists(resourcesFolder() / "data" / "catalogue.json"));
}
#endif

TEST(Resources, TheProgramKnowsItsFolder) { EXPECT_TRUE(std::filesystem::is_directory(programFolder())); }

TEST(Clock, GoesForward) {
  const Stopwatch watch;
  const double first = watch.seconds();
  EXPECT_GE(first, 0);
  EXPECT_GE(watch.seconds(), first);
}

TEST(StopFlag, IsRaisedAndCleared) {
  StopFlag flag;
  EXPECT_FALSE(flag.requested());
  flag.request();
  EXPECT_TRUE(flag.requested());
  flag.clear();
  EXPECT_FALSE(flag.requested());
}

}  // namespace
}  // namespace gradarium::base
