// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/search/search_index.h"

#include <algorithm>
#include <utility>

#include "app/catalogue/glossary.h"
#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"

namespace gradarium::app {
namespace {

/// Case, accents and punctuation do not matter: "k-means++" is found by "kmeans", "Rényi" by "renyi".
QString folded(const QString& text) {
  QString result;
  for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
    if (c.isLetterOrNumber() || c == '+')
      result += c.toCaseFolded();
    else if (c.isSpace() || c == '.' || c == '/' || c == ',' || c == '(' || c == ')')
      result += ' ';
  }
  return result.simplified();
}

/// 0: not there.
int scoreOf(const QString& word, const QString& text) {
  const auto at = text.indexOf(word);
  if (at < 0) return 0;
  if (at == 0) return word.size() == text.size() ? 6 : 5;
  if ((" " + text).contains(" " + word)) return 4;
  return word.size() > 1 ? 2 : 0;  // a single letter inside a word means nothing
}

}  // namespace

SearchIndex::SearchIndex(const Syllabus& syllabus, const Glossary& glossary, const PluginShelf& shelf) {
  for (const SyllabusLesson& lesson : syllabus.lessons()) {
    const bool ready = shelf.find(lesson.id) != nullptr;
    add({Hit::Kind::Lesson, lesson.title, lesson.module + " " + lesson.moduleTitle, lesson.id, -1, ready}, {lesson.id}, lesson.sectionTitle);
    for (int i = 0; i < lesson.topics.size(); ++i) add({Hit::Kind::Topic, lesson.topics[i], lesson.title, lesson.id, i, ready});
  }
  for (const GlossaryTerm& term : glossary.terms()) {
    const auto built = std::ranges::find_if(term.lessons, [&](const QString& id) { return shelf.find(id) != nullptr; });
    add({Hit::Kind::Term, term.term, term.text, built == term.lessons.end() ? QString() : *built, -1, true}, term.also);
  }
}

void SearchIndex::add(Hit hit, const QStringList& names, const QString& rest) {
  Entry entry{std::move(hit), {}, {}};
  for (const QString& name : QStringList{entry.hit.title} + names) entry.names << folded(name);
  if (entry.hit.kind != Hit::Kind::Term) entry.rest = folded(entry.hit.context + " " + rest);
  entries_.push_back(std::move(entry));
}

std::vector<Hit> SearchIndex::find(const QString& words, std::size_t limit) const {
  const QString asked = folded(words);
  if (asked.isEmpty()) return {};
  const QStringList parts = asked.split(' ');
  std::vector<std::pair<int, const Entry*>> found;
  for (const Entry& entry : entries_) {
    const auto named = [&](const QString& words) {
      int best = scoreOf(words, entry.names.front());
      for (const QString& name : entry.names.mid(1)) best = std::max(best, scoreOf(words, name) - 1);  // its other names come second
      return best;
    };
    int score = 3 * named(asked);
    bool all = true;
    for (const QString& part : parts) {
      const int here = std::max(2 * named(part), scoreOf(part, entry.rest));
      all &= here > 0;
      score += here;
    }
    if (!all) continue;
    score = 4 * score + (entry.hit.ready ? 3 : 0) + (entry.hit.kind == Hit::Kind::Lesson ? 1 : 0);
    found.emplace_back(score, &entry);
  }
  std::ranges::stable_sort(found, std::greater{}, &std::pair<int, const Entry*>::first);
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) hits.push_back(found[i].second->hit);
  return hits;
}

}  // namespace gradarium::app
