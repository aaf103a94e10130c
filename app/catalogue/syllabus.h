// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace gradarium::app {

/// One lesson as the syllabus names it.
struct SyllabusLesson {
  QString id, title;
  QStringList topics;  // four
  QString module, moduleTitle, moduleTagline, section, sectionTitle;
  bool optional = false;
};

/// The order and the names of everything: resources/syllabus.json.
class Syllabus {
 public:
  /// Throws base::Error that names the file.
  static Syllabus read(const QString& file);
  /// The one that ships, read once.
  static const Syllabus& shipped();

  const std::vector<SyllabusLesson>& lessons() const { return lessons_; }
  const SyllabusLesson* find(const QString& id) const;

 private:
  std::vector<SyllabusLesson> lessons_;
};

}  // namespace gradarium::app
