// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QSet>
#include <QTemporaryFile>

#include "app/catalogue/glossary.h"
#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/search/search_index.h"
#include "core/base/error.h"

namespace gradarium::app {
namespace {

class Search : public testing::Test {
 protected:
  PluginShelf shelf{QStringList{PluginShelf::standardFolders().front()}};
  SearchIndex index{Syllabus::shipped(), Glossary::shipped(), shelf};

  QString best(const QString& words) {
    const auto hits = index.find(words);
    return hits.empty() ? QString() : hits.front().title;
  }
};

TEST_F(Search, FindsLessonsTopicsAndTerms) {
  EXPECT_EQ(best("clustering"), "Clustering");
  EXPECT_EQ(best("2.2.1"), "Clustering");
  EXPECT_EQ(best("cluster eval"), "Cluster evaluation");
  EXPECT_EQ(best("perplexity"), "Perplexity");
  EXPECT_EQ(best("sil"), "Silhouette");  // not an activation that is also called SiLU
  EXPECT_EQ(best("KV cache"), "Key/value cache");
  const auto hits = index.find("dbscan");
  ASSERT_GE(hits.size(), 2U);
  for (const Hit& hit : hits) EXPECT_TRUE(hit.kind != Hit::Kind::Topic || (hit.lesson == "2.2.1" && hit.topic == 2));
}

TEST_F(Search, DoesNotMindCaseAccentsAndPunctuation) {
  EXPECT_EQ(best("kmeans++"), "k-means++");
  EXPECT_EQ(best("K-MEANS CLUSTERING"), "K-means clustering");
  EXPECT_EQ(best("DBSÇAN"), best("dbscan"));
}

TEST_F(Search, WantsEveryWord) {
  EXPECT_TRUE(index.find("clustering bananas").empty());
  EXPECT_TRUE(index.find("").empty());
  EXPECT_TRUE(index.find(" , ").empty());
}

TEST_F(Search, PutsWhatIsBuiltFirst) {
  bool over = false;
  for (const Hit& hit : index.find("means", 50)) {
    if (hit.kind == Hit::Kind::Lesson && !hit.ready) over = true;
    EXPECT_FALSE(over && hit.kind == Hit::Kind::Lesson && hit.ready);
  }
  EXPECT_LE(index.find("a", 5).size(), 5U);
}

TEST(Glossary, NamesLessonsThatThereAre) {
  QSet<QString> seen;
  ASSERT_GE(Glossary::shipped().terms().size(), 80U);
  for (const GlossaryTerm& term : Glossary::shipped().terms()) {
    EXPECT_FALSE(seen.contains(term.term.toCaseFolded())) << term.term.toStdString();
    seen.insert(term.term.toCaseFolded());
    EXPECT_TRUE(term.text.endsWith('.')) << term.term.toStdString();
    EXPECT_LE(term.text.size(), 260) << term.term.toStdString();
    EXPECT_FALSE(term.lessons.isEmpty()) << term.term.toStdString();
    for (const QString& id : term.lessons) EXPECT_TRUE(Syllabus::shipped().find(id)) << term.term.toStdString() << " " << id.toStdString();
  }
}

TEST(Glossary, SaysWhatIsWrongWithAFile) {
  QTemporaryFile file;
  ASSERT_TRUE(file.open());
  file.write("[{\"term\": \"Gradient\"}]");
  file.flush();
  EXPECT_THROW(Glossary::read(file.fileName()), base::Error);
  file.write("}");
  file.flush();
  EXPECT_THROW(Glossary::read(file.fileName()), base::Error);
  EXPECT_THROW(Glossary::read("/nowhere/glossary.json"), base::Error);
}

}  // namespace
}  // namespace gradarium::app
