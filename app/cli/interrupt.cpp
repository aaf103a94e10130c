// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <csignal>

namespace gradarium::app {

base::StopFlag& interrupt() {
  static base::StopFlag flag;
  return flag;
}

namespace {

void ask(int signal) {
  // Set back first: the next one acts as if nobody had caught it.
  std::signal(signal, SIG_DFL);
  interrupt().request();
}

}  // namespace

CatchInterrupt::CatchInterrupt() {
  interrupt().clear();
  std::signal(SIGINT, ask);
  std::signal(SIGTERM, ask);
}

CatchInterrupt::~CatchInterrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace gradarium::app
