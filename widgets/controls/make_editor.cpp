// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/bits_editor.h"
#include "widgets/controls/choice_editors.h"
#include "widgets/controls/curve_editor.h"
#include "widgets/controls/drawing_editor.h"
#include "widgets/controls/json_values.h"
#include "widgets/controls/matrix_editor.h"
#include "widgets/controls/number_editor.h"
#include "widgets/controls/summary_editor.h"
#include "widgets/controls/text_editor.h"

namespace gradarium::widgets {

Editor* makeEditor(const lab::Parameter& parameter, Port& port, QWidget* parent) {
  const std::string_view kind = parameter.kind();
  if (kind == "integer" || kind == "real" || kind == "seed") return new NumberEditor(parameter, port, parent);
  if (kind == "choice") return new ChoiceEditor(parameter, port, parent);
  if (kind == "bool") return new SwitchEditor(parameter, port, parent);
  if (kind == "dataset" || kind == "text source") return new DatasetEditor(parameter, port, parent);
  if (kind == "text") return new TextEditor(parameter, port, parent);
  if (kind == "bits") return new BitsEditor(parameter, port, parent);
  if (kind == "curve") return new CurveEditor(parameter, port, parent);
  if (kind == "drawing") return new DrawingEditor(parameter, port, parent);
  if (kind == "matrix") {
    const auto rows = rowsIn(parameter.fallback());
    if (!rows.empty() && rows.size() * rows.front().size() <= MatrixEditor::mostCells)
      return new MatrixEditor(parameter, port, parent);
  }
  return new SummaryEditor(parameter, port, parent);
}

}  // namespace gradarium::widgets
