// SPDX-License-Identifier: GPL-3.0-or-later
// Every broken file that the reader knows, brought in as a person does: by "Open my CSV" in the window, and from the command
// line. Each is refused in one sentence and changes nothing.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QProcess>
#include <QSignalSpy>

#include "core/io/whole_file.h"
#include "tests/app/open_window.h"
#include "tests/core/io/broken_csv.h"
#include "tests/core/io/scratch_folder.h"
#include "tests/paths.h"
#include "widgets/controls/choice_editors.h"

namespace gradarium::app {
namespace {

/// Those of the reader, and tables that it can read and nobody can learn from.
std::vector<testing::BrokenFile> all() {
  auto files = testing::brokenFiles();
  files.push_back({"no numbers", "a,b\nx,y\nz,w\n", "mine.csv has no column of numbers to learn from"});
  files.push_back({"infinities", "a,b\n1,inf\n-inf,2\n", "mine.csv has a missing or infinite value in every row"});
  return files;
}

TEST_F(OpenWindow, OpenMyCsvRefusesEachBrokenFileAndChangesNothing) {
  const testing::ScratchFolder folder;
  click("transport.step");
  click("transport.step");
  auto* editor = window_->findChild<widgets::DatasetEditor*>();
  ASSERT_NE(editor, nullptr);
  auto& box = widget<QComboBox>("param.data");
  QSignalSpy failures(&page(), &LessonPage::failed);
  const double before = inertia();
  const auto open = [&](const std::filesystem::path& path, const std::string& sentence) {
    failures.clear();
    editor->setFileChooser([&](QWidget*) { return QString::fromStdString(path.string()); });
    Q_EMIT box.activated(box.count() - 1);
    settle();
    ASSERT_EQ(failures.count(), 1);
    const std::string said = failures.front().front().toString().toStdString();
    EXPECT_NE(said.find(sentence), std::string::npos) << said;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
    EXPECT_EQ(this->said().toStdString(), said);
    EXPECT_EQ(box.currentData().toString(), "iris");
    EXPECT_EQ(parameter("data"), "iris");
    EXPECT_EQ(snapshot().step, 2U);
    EXPECT_EQ(inertia(), before);
  };
  for (const auto& file : all()) {
    SCOPED_TRACE(file.what);
    io::writeWhole(folder / "mine.csv", file.bytes);
    open(folder / "mine.csv", file.sentence);
  }
  open(folder.path(), "it is a folder");
  open(folder / "none.csv", "there is no such file");
  click("transport.step");  // it goes on as if nothing had been
  EXPECT_EQ(snapshot().step, 3U);
}

TEST(BrokenCsv, TheCommandLineRefusesEachInOneLine) {
  const testing::ScratchFolder folder;
  const auto call = [&](const std::filesystem::path& path, const std::string& sentence) {
    QProcess process;
    process.start(QString::fromStdString(tests::paths::program),
                  {"run", "2.2.1", "--set", QString::fromStdString("data=" + path.string()), "--steps", "1", "--json"});
    ASSERT_TRUE(process.waitForFinished(60000));
    EXPECT_EQ(process.exitStatus(), QProcess::NormalExit);
    EXPECT_EQ(process.exitCode(), 1);
    EXPECT_TRUE(process.readAllStandardOutput().isEmpty());
    const QByteArray said = process.readAllStandardError();
    EXPECT_EQ(said.count('\n'), 1) << said.toStdString();
    EXPECT_TRUE(said.contains(sentence.c_str())) << said.toStdString();
  };
  for (const auto& file : all()) {
    SCOPED_TRACE(file.what);
    io::writeWhole(folder / "mine.csv", file.bytes);
    call(folder / "mine.csv", file.sentence);
  }
  call(folder.path(), "it is a folder");
  call(folder / "none.csv", "there is no such file");
}

}  // namespace
}  // namespace gradarium::app
