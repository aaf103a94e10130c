// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <filesystem>

#include "widgets/export.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

/// The picture with its title and caption above it, painted as on the screen, without what is there for the
/// pointer.
GRADARIUM_WIDGETS void paintPlot(QPainter& painter, View& view, const lab::Snapshot& snapshot,
                                 const Theme& theme, QSize size);
GRADARIUM_WIDGETS QImage plotImage(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size,
                                   double pixelRatio = 2);

/// Writes the picture: .png (two pixels a unit), .svg or .pdf by the file's ending. Written whole or not at
/// all; throws base::Error that names the file, base::BadCall for another ending or a size that cannot be.
GRADARIUM_WIDGETS void exportPlot(View& view, const lab::Snapshot& snapshot, const Theme& theme, QSize size,
                                  const std::filesystem::path& path);
/// Writes the table behind the picture as CSV.
GRADARIUM_WIDGETS void exportNumbers(const View& view, const lab::Snapshot& snapshot,
                                     const std::filesystem::path& path);

}  // namespace gradarium::widgets
