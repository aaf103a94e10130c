// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace gradarium::app {

/// A term of the field in a sentence or two.
struct GlossaryTerm {
  QString term, text;
  QStringList also;     // other names it is looked for by
  QStringList lessons;  // where it is learnt, ids
};

/// resources/glossary.json, in alphabetical order.
class Glossary {
 public:
  /// Throws base::Error that names the file and what is wrong in it.
  static Glossary read(const QString& file);
  /// The one that ships, read once, when it is first asked for.
  static const Glossary& shipped();

  const std::vector<GlossaryTerm>& terms() const { return terms_; }
  const GlossaryTerm* find(const QString& term) const;

 private:
  std::vector<GlossaryTerm> terms_;
};

}  // namespace gradarium::app
