// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/own_data.h"

#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QStandardPaths>
#include <algorithm>

#include "core/base/error.h"
#include "core/io/whole_file.h"

namespace gradarium::widgets {
namespace {

constexpr int most = 160;  // pixels along the longer side: a few ten thousand samples

}  // namespace

QString ownData(const QString& file) {
  const QFileInfo info(file);
  const QByteArray ending = info.suffix().toLower().toLatin1();
  if (ending == "ppm" || !QImageReader::supportedImageFormats().contains(ending)) return file;
  QImageReader reader(file);
  reader.setAutoTransform(true);
  QImage picture = reader.read();
  if (picture.isNull()) return file;  // whoever reads it will say what is wrong
  if (std::max(picture.width(), picture.height()) > most)
    picture = picture.scaled(most, most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  picture.convertToFormat(QImage::Format_RGB888).save(&buffer, "PPM");
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/pictures");
  const QString copy = folder.filePath(info.completeBaseName() + ".ppm");
  try {
    folder.mkpath(".");
    io::writeWhole(copy.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  } catch (const base::Error&) {
    return file;
  }
  return copy;
}

}  // namespace gradarium::widgets
