// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/choice_editors.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QWheelEvent>
#include <algorithm>

#include "widgets/controls/own_data.h"
#include "widgets/controls/switch_button.h"

namespace gradarium::widgets {
namespace {

/// Scrolling past must not change an experiment.
class Combo final : public QComboBox {
 public:
  Combo() {
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    setMaxVisibleItems(24);  // what stands at the end, one's own data, is not to be looked for
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  /// The list is as wide as its names, whatever room the box has.
  void showPopup() override {
    view()->setMinimumWidth(std::min(480, std::max(width(), view()->sizeHintForColumn(0) + 36)));
    QComboBox::showPopup();
  }

 protected:
  void wheelEvent(QWheelEvent* event) override {
    hasFocus() ? QComboBox::wheelEvent(event) : event->ignore();
  }
};

const QString openFile = QStringLiteral("\n");  // no name and no path is a line end

}  // namespace

ChoiceEditor::ChoiceEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent), box_(new Combo) {
  for (const auto& choice : info().choices)
    box_->addItem(QString::fromStdString(choice.label), QString::fromStdString(choice.name));
  body()->insertWidget(1, box_);
  introduce(box_);
  connect(box_, &QComboBox::activated, this, [this](int index) {
    const std::string name = box_->itemData(index).toString().toStdString();
    if (name != state().text) send(name);
  });
  ChoiceEditor::display(state());
}

bool ChoiceEditor::inHand() const { return box_->view()->isVisible(); }

void ChoiceEditor::display(const lab::ParameterState& state) {
  box_->setCurrentIndex(box_->findData(QString::fromStdString(state.text)));
}

SwitchEditor::SwitchEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent), button_(new SwitchButton) {
  heading()->addWidget(button_);
  introduce(button_);
  connect(button_, &QCheckBox::clicked, this, [this](bool on) { send(on ? "on" : "off"); });
  SwitchEditor::display(state());
}

void SwitchEditor::display(const lab::ParameterState& state) { button_->setChecked(state.text == "on"); }

DatasetEditor::DatasetEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent), box_(new Combo) {
  const bool texts = parameter.kind() == "text source";
  choose_ = [texts](QWidget* over) {
    return texts ? QFileDialog::getOpenFileName(over, tr("Open my text"), {}, tr("Texts (*.txt *.md);;All files (*)"))
                 : QFileDialog::getOpenFileName(over, tr("Open my data"), {},
                                                tr("Tables and pictures (*.csv *.tsv *.txt *.png *.jpg *.jpeg *.ppm);;All files (*)"));
  };
  for (const auto& choice : info().choices)
    box_->addItem(QString::fromStdString(choice.label), QString::fromStdString(choice.name));
  box_->insertSeparator(box_->count());
  box_->addItem(texts ? tr("Open my text…") : tr("Open my CSV…"), openFile);
  body()->insertWidget(1, box_);
  introduce(box_);
  connect(box_, &QComboBox::activated, this, &DatasetEditor::picked);
  DatasetEditor::display(state());
}

bool DatasetEditor::inHand() const { return box_->view()->isVisible(); }

void DatasetEditor::picked(int index) {
  QString name = box_->itemData(index).toString();
  if (name == openFile) {
    settle();  // the box never says "Open my CSV…" while the old data is in force
    name = choose_(this);
    if (name.isEmpty()) return;
    name = ownData(name);  // on offer once the session has taken it
  }
  if (name.toStdString() != state().text) send(name.toStdString());
}

void DatasetEditor::display(const lab::ParameterState& state) {
  const QString name = QString::fromStdString(state.text);
  int index = box_->findData(name);
  if (index < 0 && !name.isEmpty()) {  // a file of the learner's: it stays on offer
    index = static_cast<int>(info().choices.size());
    box_->insertItem(index, QFileInfo(name).fileName(), name);
    box_->setItemData(index, name, Qt::ToolTipRole);
  }
  box_->setCurrentIndex(index);
}

}  // namespace gradarium::widgets
