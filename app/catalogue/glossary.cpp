// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogue/glossary.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/resources.h"

namespace gradarium::app {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList strings(const QJsonValue& array) {
  QStringList list;
  for (const QJsonValue entry : array.toArray()) list << entry.toString();
  return list;
}

}  // namespace

Glossary Glossary::read(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) throw base::Error("cannot read " + path.toStdString() + ": " + file.errorString().toStdString());
  QJsonParseError error;
  const auto document = QJsonDocument::fromJson(file.readAll(), &error);
  if (document.isNull()) throw base::Error(path.toStdString() + ", byte " + std::to_string(error.offset) + ": " + error.errorString().toStdString());
  Glossary glossary;
  for (const QJsonValue entry : document.array()) {
    GlossaryTerm term{entry["term"_L1].toString(), entry["text"_L1].toString(), strings(entry["also"_L1]), strings(entry["lessons"_L1])};
    if (term.term.isEmpty() || term.text.isEmpty())
      throw base::Error(path.toStdString() + ": entry " + std::to_string(glossary.terms_.size() + 1) + " lacks its term or its text");
    glossary.terms_.push_back(std::move(term));
  }
  std::ranges::sort(glossary.terms_, [](const auto& a, const auto& b) { return a.term.compare(b.term, Qt::CaseInsensitive) < 0; });
  return glossary;
}

const Glossary& Glossary::shipped() {
  static const Glossary glossary = read(QString::fromStdString((base::resourcesFolder() / "glossary.json").string()));
  return glossary;
}

const GlossaryTerm* Glossary::find(const QString& term) const {
  const auto found = std::ranges::find_if(terms_, [&](const auto& t) { return t.term.compare(term, Qt::CaseInsensitive) == 0; });
  return found == terms_.end() ? nullptr : &*found;
}

}  // namespace gradarium::app
