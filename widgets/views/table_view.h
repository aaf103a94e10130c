// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/table_source.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Rows and columns to scroll, sort and copy.
class GRADARIUM_WIDGETS TableView : public ViewOf<TableView> {
 public:
  TableView(std::string name, const lab::Table& table);
  TableView(std::string name, const lab::Points& points);
  TableView(std::string name, const lab::Points& points, const lab::Labels& labels);
  TableView(std::string name, const lab::Labels& labels);

  std::vector<const lab::ObservableBase*> observables() const override;
  void paint(const Canvas& canvas) override;
  QString describe(const lab::Snapshot& snapshot) const override;
  QWidget* makeWidget(Port& port) override;
  void show(QWidget& widget, const std::shared_ptr<const lab::Snapshot>& snapshot) override;
  lab::value::Table numbers(const lab::Snapshot& snapshot) const override;

 private:
  TableView(std::string name, const lab::ObservableBase& first, TableKeys keys);
  TableKeys keys_;
};

}  // namespace gradarium::widgets
