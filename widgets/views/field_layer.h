// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <memory>

#include "core/lab/values.h"
#include "widgets/export.h"
#include "widgets/views/axes.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// What the numbers of a field mean.
enum class FieldLook {
  Classes,      // a code a cell, in the colours of the groups; negative: none
  Probability,  // of the second group, 0..1, with the line where both are as likely
  Signed,       // red above 0, blue below, with the line of 0
  Ordered,      // viridis from the lowest to the highest
  Picture,      // the same in full strength: nothing stands on it
};

/// A field as a quiet ground below marks: the decision of a classifier over the plane.
class GRADARIUM_WIDGETS FieldLayer {
 public:
  /// Inside mapping.plot only. `value` holds the field.
  void paint(const Canvas& canvas, const std::shared_ptr<const lab::Value>& value, const Mapping& mapping,
             FieldLook look);

 private:
  void fill(const lab::value::Field& field, const Theme& theme, FieldLook look);
  std::shared_ptr<const lab::Value> known_;
  bool dark_ = false;
  QImage image_;  // a pixel a cell
};

}  // namespace gradarium::widgets
