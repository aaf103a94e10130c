// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontDatabase>
#include <QRawFont>
#include <QStringList>

#include "widgets/theme/tabular_figures.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

/// Inter's own figures are proportional: 1 is narrow, and a running number would jump. A copy whose digits
/// are its tabular ones is registered under a name of the program's.
bool registerTabularInter() {
  for (const QFont::Weight weight : {QFont::Normal, QFont::DemiBold, QFont::Bold}) {
    QFont wanted("Inter");
    wanted.setWeight(weight);
    const QByteArray bytes = withTabularFigures(QRawFont::fromFont(wanted), tabularFamily, weight);
    if (bytes.isEmpty() || QFontDatabase::addApplicationFontFromData(bytes) < 0) return false;
  }
  return true;
}

QStringList textFamilies() {
  static const QStringList families = [] {
    QStringList wanted{"Inter", "Inter Display", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans"};
    const QStringList there = QFontDatabase::families();
    wanted.removeIf([&](const QString& family) { return !there.contains(family); });
    if (wanted.contains("Inter") && registerTabularInter()) wanted.prepend(tabularFamily);
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
    case TextRole::Body:
      f.setPixelSize(13);
      break;
    case TextRole::Small:
      f.setPixelSize(12);
      break;
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
