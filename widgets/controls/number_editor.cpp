// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/number_editor.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>

#include "core/base/error.h"
#include "widgets/controls/number_entry.h"
#include "widgets/controls/track_slider.h"
#include "widgets/controls/value_field.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

NumberEditor::NumberEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent), slider_(new TrackSlider), field_(new ValueField) {
  heading()->addWidget(field_);
  body()->setSpacing(0);
  body()->insertWidget(1, slider_);
  introduce(slider_);
  field_->setObjectName(slider_->objectName() + ".value");
  field_->setAccessibleName(tr("%1, exact value").arg(slider_->accessibleName()));
  field_->setToolTip(tr("Click or press F2 to type an exact value"));
  connect(slider_, &QSlider::valueChanged, this, &NumberEditor::moved);
  connect(slider_, &QSlider::sliderReleased, this, &NumberEditor::released);
  connect(slider_, &TrackSlider::nudged, this, [this](int steps) {
    const std::string next = notches_.nudged(text_, steps);
    if (next == text_) return;
    send(next);
    showText(next);
  });
  connect(slider_, &TrackSlider::defaultWanted, this, &Editor::backToDefault);
  connect(field_, &ValueField::entered, this, &NumberEditor::typed);
  connect(field_, &ValueField::left, this, [this] {
    complain({});
    if (field_->hasFocus()) slider_->setFocus();
    refresh();
  });
  NumberEditor::display(state());
}

bool NumberEditor::inHand() const { return slider_->isSliderDown() || field_->editing(); }

void NumberEditor::display(const lab::ParameterState& state) {
  if (state.min != min_ || state.max != max_) {
    min_ = state.min;
    max_ = state.max;
    notches_ = Notches(info(), min_, max_);
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, notches_.count() - 1);
    slider_->setStop(notches_.stop());
    slider_->setDefault(notches_.nearest(info().fallback));
  }
  showText(state.text);
}

void NumberEditor::showText(const std::string& text) {
  text_ = text;
  const QSignalBlocker quiet(slider_);  // what the session says is not a wish of the learner
  slider_->setValue(notches_.nearest(text));
  const QString shown = readableText(text);
  field_->setValue(shown, QString::fromStdString(text));
  slider_->setAccessibleDescription(QString::fromStdString(info().traits.help) +
                                    (info().traits.help.empty() ? "" : ". ") + shown);
  slider_->update();
}

QString NumberEditor::readableText(const std::string& text) const {
  if (!info().word.empty() && text == info().word) return QString::fromStdString(text);
  const QString number = isWhole(info()) ? QString::fromStdString(text) : readable(numberOf(info(), text));
  return info().traits.unit.empty() ? number
                                    : number + QChar(0x2009) + QString::fromStdString(info().traits.unit);
}

void NumberEditor::moved(int position) {
  const std::string& text = notches_.text(position);
  moved_ = true;
  send(text, slider_->isSliderDown() ? lab::Edit::Update : lab::Edit::Whole);
  showText(text);
}

void NumberEditor::released() {
  if (moved_) send(text_, lab::Edit::Commit);
  moved_ = false;
}

void NumberEditor::typed(const QString& text, bool leaving) {
  try {
    const std::string canonical = accepted(info(), state().min, state().max, text.toStdString());
    complain({});
    if (canonical != text_) send(canonical);
    field_->endEditing();
    showText(canonical);
    if (!leaving) slider_->setFocus();
  } catch (const base::BadCall& wrong) {
    // On leaving the old value stands again; a complaint about a number that is gone would only puzzle.
    complain(leaving ? QString() : QString::fromUtf8(wrong.what()));
    leaving ? refresh() : field_->selectAll();
  }
}

void NumberEditor::keyPressEvent(QKeyEvent* event) {
  const bool digit = event->text().size() == 1 && (event->text()[0].isDigit() || event->text()[0] == u'-');
  if (event->key() == Qt::Key_F2 || event->key() == Qt::Key_Return || digit) {
    field_->beginEditing(digit ? event->text() : QString());
    return;
  }
  Editor::keyPressEvent(event);
}

}  // namespace gradarium::widgets
