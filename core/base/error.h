// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

#include "core/export.h"

namespace gradarium::base {

/// Work that failed. what() is one clear sentence that can be shown to the user as it is.
class GRADARIUM_CORE Error : public std::runtime_error {
 public:
  explicit Error(const std::string& sentence);
  Error(const Error&) = default;
  Error& operator=(const Error&) = default;
  ~Error() override;
};

/// A request that could never work: an unknown name, a value out of range. The sentence says what would be
/// right ("k takes 1 to 12"); the command line leaves with status 2 instead of 1.
class GRADARIUM_CORE BadCall : public Error {
 public:
  explicit BadCall(const std::string& sentence);
  BadCall(const BadCall&) = default;
  BadCall& operator=(const BadCall&) = default;
  ~BadCall() override;
};

}  // namespace gradarium::base
