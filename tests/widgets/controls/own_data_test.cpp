// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/own_data.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QImage>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "core/data/dataset.h"

namespace gradarium::widgets {
namespace {

TEST(OwnData, APictureBecomesSamplesOfColour) {
  QStandardPaths::setTestModeEnabled(true);
  const QTemporaryDir folder;
  QImage picture(400, 100, QImage::Format_RGB32);
  picture.fill(QColor(200, 100, 50));
  const QString file = folder.filePath("mine.png");
  ASSERT_TRUE(picture.save(file));
  const QString read = ownData(file);
  EXPECT_TRUE(read.endsWith("/mine.ppm")) << read.toStdString();
  const auto set = data::load(read.toStdString());
  EXPECT_EQ(set->rows, 160U * 40);
  EXPECT_EQ(set->pictureWidth, 160U);
  EXPECT_EQ(set->features[0], 200);
  EXPECT_EQ(set->features[1], 100);
  EXPECT_EQ(set->features[2], 50);
  QStandardPaths::setTestModeEnabled(false);
}

TEST(OwnData, AnythingElseIsItself) {
  const QTemporaryDir folder;
  const QString broken = folder.filePath("broken.png");
  QFile file(broken);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("no picture");
  file.close();
  EXPECT_EQ(ownData(broken), broken);
  EXPECT_EQ(ownData("/no/such/table.csv"), "/no/such/table.csv");
  EXPECT_EQ(ownData("/no/such/picture.png"), "/no/such/picture.png");
}

}  // namespace
}  // namespace gradarium::widgets
