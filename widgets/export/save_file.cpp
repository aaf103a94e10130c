// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/save_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace gradarium::widgets {

QString askWhereToSave(QWidget* parent, const QString& name, const QString& ending) {
  static QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);  // of this program run
  QString file = QFileDialog::getSaveFileName(parent, QCoreApplication::translate("Save", "Save"),
                                              QDir(folder).filePath(name + '.' + ending),
                                              QString("%1 (*.%2)").arg(ending.toUpper(), ending));
  if (file.isEmpty()) return {};
  folder = QFileInfo(file).absolutePath();
  return file.endsWith('.' + ending, Qt::CaseInsensitive) ? file : file + '.' + ending;
}

}  // namespace gradarium::widgets
