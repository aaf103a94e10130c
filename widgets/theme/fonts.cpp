// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontDatabase>
#include <QStringList>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

QStringList textFamilies() {
  static const QStringList families = [] {
    QStringList wanted{"Inter", "Inter Display", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans"};
    const QStringList there = QFontDatabase::families();
    wanted.removeIf([&](const QString& family) { return !there.contains(family); });
    wanted << QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    return wanted;
  }();
  return families;
}

QStringList codeFamilies() {
  return {"JetBrains Mono", QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), "monospace"};
}

}  // namespace

QFont font(TextRole role) {
  QFont f;
  f.setFamilies(role == TextRole::Code ? codeFamilies() : textFamilies());
  f.setHintingPreference(QFont::PreferNoHinting);  // glyphs keep their distances at every scale
  switch (role) {
    case TextRole::Body: f.setPixelSize(13); break;
    case TextRole::Small: f.setPixelSize(12); break;
    case TextRole::Strong:
      f.setPixelSize(13);
      f.setWeight(QFont::DemiBold);
      break;
    case TextRole::Title:
      f.setPixelSize(22);
      f.setWeight(QFont::Bold);
      break;
    case TextRole::Code:
      f.setPixelSize(13);
      f.setStyleHint(QFont::Monospace);
      break;
  }
  return f;
}

}  // namespace gradarium::widgets
