// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/lab/parameter.h"

namespace gradarium::lab {

/// Something to work on: shipped and called by a name, read from the learner's own file by its path, or,
/// where there is a word for it, what another parameter holds. set() reads it, so that a broken file fails
/// the command that named it and nothing else changes.
class GRADARIUM_CORE Source : public Parameter {
 public:
  const std::string& chosen() const { return name_; }

  std::string text() const override { return name_; }
  void set(std::string_view text) override;
  void restore(std::string_view text) override;  // read when it is asked for
  std::vector<std::string> probes() const override;

 protected:
  /// `own`: the word for what another parameter holds ("drawn"); empty: nothing does.
  Source(Experiment* owner, std::string name, std::string label, std::string value, std::string own,
         ParameterTraits traits);
  /// Reads what has this name and keeps it; throws where it cannot be had.
  virtual void read(const std::string& name) = 0;
  virtual void forget() = 0;

 private:
  std::string name_, own_;
};

}  // namespace gradarium::lab
