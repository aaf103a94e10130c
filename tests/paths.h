// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/// Where things stand on this machine. Written at configuration into one file, so that the objects of all other
/// files are the same in every checkout, and a compiler cache can share them.
namespace gradarium::tests::paths {

extern const std::string source;       // the repository
extern const std::string fixtures;     // tests/fixtures
extern const std::string testPlugins;  // the plugins made for tests alone
extern const std::string program;      // the laboratory itself

}  // namespace gradarium::tests::paths
