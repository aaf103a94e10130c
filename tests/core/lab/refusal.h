// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/error.h"

namespace gradarium::lab {

/// The sentence of the base::BadCall (or other Error) that the work throws; "accepted" where it throws none.
template <class Failure = base::BadCall, class Work>
std::string refusal(Work work) {
  try {
    work();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "accepted";
}

}  // namespace gradarium::lab
