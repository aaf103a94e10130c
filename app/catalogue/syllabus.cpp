// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogue/syllabus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/base/error.h"
#include "core/base/resources.h"

namespace gradarium::app {

using namespace Qt::Literals::StringLiterals;

Syllabus Syllabus::read(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) throw base::Error("cannot read " + path.toStdString() + ": " + file.errorString().toStdString());
  QJsonParseError error;
  const auto document = QJsonDocument::fromJson(file.readAll(), &error);
  if (document.isNull()) throw base::Error(path.toStdString() + ", byte " + std::to_string(error.offset) + ": " + error.errorString().toStdString());
  Syllabus syllabus;
  for (const QJsonValue module : document["modules"_L1].toArray()) {
    for (const QJsonValue section : module["sections"_L1].toArray()) {
      for (const QJsonValue lesson : section["lessons"_L1].toArray()) {
        SyllabusLesson entry;
        entry.id = lesson["id"_L1].toString();
        entry.title = lesson["title"_L1].toString();
        for (const QJsonValue topic : lesson["topics"_L1].toArray()) entry.topics << topic.toString();
        entry.module = module["id"_L1].toString();
        entry.moduleTitle = module["title"_L1].toString();
        entry.moduleTagline = module["tagline"_L1].toString();
        entry.section = section["id"_L1].toString();
        entry.sectionTitle = section["title"_L1].toString();
        entry.optional = section["optional"_L1].toBool();
        syllabus.lessons_.push_back(std::move(entry));
      }
    }
  }
  return syllabus;
}

const Syllabus& Syllabus::shipped() {
  static const Syllabus syllabus = read(QString::fromStdString((base::resourcesFolder() / "syllabus.json").string()));
  return syllabus;
}

const SyllabusLesson* Syllabus::find(const QString& id) const {
  for (const auto& lesson : lessons_)
    if (lesson.id == id) return &lesson;
  return nullptr;
}

}  // namespace gradarium::app
