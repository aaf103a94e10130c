// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace gradarium::app {

class Glossary;
class PluginShelf;
class Syllabus;

/// Something that the search can lead to.
struct Hit {
  enum class Kind { Lesson, Topic, Term };
  Kind kind = Kind::Lesson;
  QString title;    // what was found
  QString context;  // where it stands: "2 Core Machine Learning", "Clustering", or a term's meaning
  QString lesson;   // id; a term's first lesson that is built, or none
  int topic = -1;   // 0..3
  bool ready = false;
};

/// Lessons, topics and terms by their words.
class SearchIndex {
 public:
  SearchIndex(const Syllabus& syllabus, const Glossary& glossary, const PluginShelf& shelf);
  /// The best first: whole titles and beginnings before words inside, what is built before what is not. Every word
  /// asked for must be found.
  std::vector<Hit> find(const QString& words, std::size_t limit = 10) const;

 private:
  struct Entry {
    Hit hit;
    QStringList names;  // folded for comparing
    QString rest;
  };
  void add(Hit hit, const QStringList& names = {}, const QString& rest = {});
  std::vector<Entry> entries_;
};

}  // namespace gradarium::app
