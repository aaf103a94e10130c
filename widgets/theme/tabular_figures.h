// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRawFont>
#include <QString>

namespace gradarium::widgets {

/// The family under which the program's copy of Inter goes; outside of the program nobody has it.
inline constexpr char tabularFamily[] = "Gradarium Inter";

/// A copy of a font, in memory and under another name, whose digits are the ones of its feature 'tnum':
/// figures of equal width. QFont can ask for a feature only since Qt 6.7, and then this file can go. Empty
/// where the font has no such feature, or is of a kind that cannot be copied table by table (a variable one).
QByteArray withTabularFigures(const QRawFont& font, const QString& family, int weight);

}  // namespace gradarium::widgets
