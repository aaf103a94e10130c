// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>
#include <map>

#include "widgets/export.h"


/// Reading and writing the tables of a font file (OpenType 1.9). Private to widgets/theme.
namespace gradarium::widgets::sfnt {

/// Big-endian numbers of a table; what lies outside reads as 0, so a broken font leads to no harm.
class Reader {
 public:
  explicit Reader(QByteArray bytes) : bytes_(std::move(bytes)) {}
  quint16 u16(quint32 at) const { return static_cast<quint16>(byte(at) << 8 | byte(at + 1)); }
  quint32 u32(quint32 at) const { return quint32(u16(at)) << 16 | u16(at + 2); }
  QByteArray tag(quint32 at) const { return bytes_.mid(at, 4); }
  quint32 size() const { return static_cast<quint32>(bytes_.size()); }

 private:
  quint32 byte(quint32 at) const { return at < size() ? static_cast<quint8>(bytes_[at]) : 0; }
  QByteArray bytes_;
};

inline void put16(QByteArray& to, quint32 value) {
  const quint16 big = qToBigEndian(static_cast<quint16>(value));
  to.append(reinterpret_cast<const char*>(&big), 2);
}
inline void put32(QByteArray& to, quint32 value) {
  const quint32 big = qToBigEndian(value);
  to.append(reinterpret_cast<const char*>(&big), 4);
}

using Tables = std::map<QByteArray, QByteArray>;  // by tag, sorted as the format wants them

/// Which glyph a feature of single substitutions puts in another's place.
GRADARIUM_WIDGETS std::map<quint16, quint16> substitutions(const QByteArray& gsub, const QByteArray& feature);
/// Characters and their glyphs, from the richest Unicode subtable.
GRADARIUM_WIDGETS std::map<quint32, quint16> characters(const QByteArray& cmap);
GRADARIUM_WIDGETS QByteArray writeCharacters(const std::map<quint32, quint16>& glyphs);
/// The whole file, with its checksums.
GRADARIUM_WIDGETS QByteArray write(Tables tables);

}  // namespace gradarium::widgets::sfnt
