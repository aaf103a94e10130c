// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogue/plugin_shelf.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "core/base/error.h"
#include "tests/paths.h"

namespace gradarium::app {
namespace {

const QString shipped = PluginShelf::standardFolders().front();

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  return file.readAll();
}

void write(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write(bytes);
}

QString clustering() { return PluginShelf({shipped}).find("2.2.1")->file; }

/// The one problem of a folder that holds a single bad file.
std::string problemOf(const QString& folder) {
  const PluginShelf shelf({shipped, folder});
  EXPECT_EQ(shelf.problems().size(), 1U);
  EXPECT_NE(shelf.find("2.2.1"), nullptr) << "a bad neighbour cost us a good lesson";
  return shelf.problems().empty() ? "" : shelf.problems().front().what.toStdString();
}

TEST(PluginShelf, FindsWithoutLoading) {
  const PluginShelf shelf({shipped});
  const LessonPlugin* plugin = shelf.find("2.2.1");
  ASSERT_NE(plugin, nullptr);
  EXPECT_EQ(plugin->title, "Clustering");
  EXPECT_EQ(plugin->topics.size(), 4);
  EXPECT_TRUE(QFile::exists(plugin->folder + "/tutorial.md")) << plugin->folder.toStdString();
}

TEST(PluginShelf, PassesOverWhatIsNoPlugin) {
  QTemporaryDir folder;
  write(folder.filePath("liblesson.so"), "not a library at all");
  EXPECT_EQ(problemOf(folder.path()), "it is not a lesson of Gradarium");
}

TEST(PluginShelf, PassesOverATruncatedPlugin) {
  QTemporaryDir folder;
  write(folder.filePath("lesson_broken.so"), bytesOf(clustering()).left(3000));
  EXPECT_EQ(problemOf(folder.path()), "it is not a lesson of Gradarium");
}

TEST(PluginShelf, PassesOverAStalePlugin) {
  QTemporaryDir folder;
  QByteArray bytes = bytesOf(clustering());
  const int at = static_cast<int>(bytes.indexOf("org.gradarium.Lesson/"));
  ASSERT_GT(at, 0);
  for (qsizetype i = bytes.indexOf("org.gradarium.Lesson/"); i >= 0; i = bytes.indexOf("org.gradarium.Lesson/", i + 1))
    bytes.replace(i + 21, 4, "0000");
  write(folder.filePath("lesson_stale.so"), bytes);
  EXPECT_EQ(problemOf(folder.path()), "it was built for another version of Gradarium; build it again against this one");
}

TEST(PluginShelf, PassesOverASecondPluginOfOneId) {
  QTemporaryDir folder;
  QFile::copy(clustering(), folder.filePath("lesson_copy.so"));
  const std::string problem = problemOf(folder.path());
  EXPECT_EQ(problem.find("lesson 2.2.1 is already there, from "), 0U) << problem;
}

TEST(PluginShelf, PassesOverMetadataThatLacksItsNames) {
  const std::string problem = problemOf(QString::fromStdString(tests::paths::testPlugins) + "/nameless");
  EXPECT_EQ(problem, "its lesson.json lacks the id, the title or the topics");
}

TEST(PluginShelf, SaysWhatIsWrongWithALessonThatCannotBeOpened) {
  PluginShelf shelf({QString::fromStdString(tests::paths::testPlugins) + "/empty"});
  EXPECT_THROW(shelf.lesson("0.0.1"), base::Error);
  EXPECT_THROW(shelf.lesson("9.9.9"), base::BadCall);
  EXPECT_THROW(shelf.lesson("12.3.3"), base::BadCall);
}

TEST(PluginShelf, SearchesTheFoldersOfTheEnvironment) {
  qputenv("GRADARIUM_PLUGIN_PATH", QByteArray::fromStdString(tests::paths::testPlugins) + "/empty");
  const PluginShelf shelf(PluginShelf::standardFolders());
  EXPECT_NE(shelf.find("0.0.1"), nullptr);
  qunsetenv("GRADARIUM_PLUGIN_PATH");
}

}  // namespace
}  // namespace gradarium::app
