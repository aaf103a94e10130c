// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace gradarium::base {

// The destructors anchor the vtables and type info here, so that a catch in another shared library matches.
Error::Error(const std::string& sentence) : std::runtime_error(sentence) {}
Error::~Error() = default;

BadCall::BadCall(const std::string& sentence) : Error(sentence) {}
BadCall::~BadCall() = default;

}  // namespace gradarium::base
