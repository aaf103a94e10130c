// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <memory>

#include "app/search/search_index.h"

class QCompleter;
class QStandardItemModel;

namespace gradarium::app {

class PluginShelf;

/// The search in the window's head: what is typed is looked for among lessons, topics and terms, a list below shows
/// the best. The index is made when the box is first used.
class SearchBox final : public QLineEdit {
  Q_OBJECT
 public:
  explicit SearchBox(const PluginShelf& shelf, QWidget* parent = nullptr);
  /// Ctrl+K.
  void begin();

 Q_SIGNALS:
  void chosen(const gradarium::app::Hit& hit);
  /// Something was pasted that is a link to a state.
  void linkEntered(const QString& link);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void look(const QString& words);
  void use(int row);
  const PluginShelf& shelf_;
  std::unique_ptr<SearchIndex> index_;
  std::vector<Hit> hits_;
  QCompleter* completer_ = nullptr;
  QStandardItemModel* model_ = nullptr;
};

}  // namespace gradarium::app
