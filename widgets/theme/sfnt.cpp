// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/sfnt.h"

#include <vector>

namespace gradarium::widgets::sfnt {
namespace {

std::vector<quint16> coverage(const Reader& gsub, quint32 at) {
  std::vector<quint16> glyphs;
  const quint16 count = gsub.u16(at + 2);
  for (quint32 i = 0; i < count; ++i) {
    if (gsub.u16(at) == 1) {
      glyphs.push_back(gsub.u16(at + 4 + 2 * i));
    } else {
      const quint32 range = at + 4 + 6 * i;
      for (quint32 g = gsub.u16(range); g <= gsub.u16(range + 2) && glyphs.size() < 65536; ++g)
        glyphs.push_back(static_cast<quint16>(g));
    }
  }
  return glyphs;
}

void addSubtable(const Reader& gsub, quint16 type, quint32 at, std::map<quint16, quint16>& result) {
  if (type == 7) return addSubtable(gsub, gsub.u16(at + 2) == 1 ? 1 : 0, at + gsub.u32(at + 4), result);
  if (type != 1) return;
  const auto covered = coverage(gsub, at + gsub.u16(at + 2));
  for (quint32 i = 0; i < covered.size(); ++i) {
    const quint16 other =
        gsub.u16(at) == 1 ? static_cast<quint16>(covered[i] + gsub.u16(at + 4)) : gsub.u16(at + 6 + 2 * i);
    if (other != 0) result.emplace(covered[i], other);
  }
}

quint32 checksum(const QByteArray& bytes) {
  const Reader reader(bytes + QByteArray(3, '\0'));
  quint32 sum = 0;
  for (quint32 at = 0; at + 4 <= reader.size(); at += 4) sum += reader.u32(at);
  return sum;
}

}  // namespace

std::map<quint16, quint16> substitutions(const QByteArray& table, const QByteArray& feature) {
  const Reader gsub(table);
  std::map<quint16, quint16> result;
  const quint32 features = gsub.u16(6), lookups = gsub.u16(8);
  for (quint32 i = 0; i < gsub.u16(features); ++i) {
    const quint32 record = features + 2 + 6 * i;
    if (gsub.tag(record) != feature) continue;
    const quint32 at = features + gsub.u16(record + 4);
    for (quint32 j = 0; j < gsub.u16(at + 2); ++j) {
      const quint32 lookup = lookups + gsub.u16(lookups + 2 + 2 * gsub.u16(at + 4 + 2 * j));
      for (quint32 k = 0; k < gsub.u16(lookup + 4); ++k)
        addSubtable(gsub, gsub.u16(lookup), lookup + gsub.u16(lookup + 6 + 2 * k), result);
    }
    break;  // every script of such a feature names the same lookups
  }
  return result;
}

std::map<quint32, quint16> characters(const QByteArray& table) {
  const Reader cmap(table);
  quint32 at = 0;
  for (quint32 i = 0; i < cmap.u16(2); ++i) {
    const quint32 record = 4 + 8 * i, subtable = cmap.u32(record + 4);
    const quint16 platform = cmap.u16(record), encoding = cmap.u16(record + 2), format = cmap.u16(subtable);
    const bool unicode = platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10));
    if (unicode && (format == 12 || (format == 4 && at == 0))) at = subtable;
  }
  std::map<quint32, quint16> glyphs;
  if (at == 0) return glyphs;
  if (cmap.u16(at) == 12) {
    for (quint32 g = 0; g < cmap.u32(at + 12) && g < 65536; ++g) {
      const quint32 group = at + 16 + 12 * g, first = cmap.u32(group), last = cmap.u32(group + 4);
      for (quint32 c = first; c <= last && c <= 0x10ffff; ++c)
        glyphs[c] = static_cast<quint16>(cmap.u32(group + 8) + c - first);
    }
    return glyphs;
  }
  const quint32 twice = cmap.u16(at + 6);  // the segments, times two
  for (quint32 s = 0; s < twice; s += 2) {
    const quint32 last = cmap.u16(at + 14 + s), first = cmap.u16(at + 16 + twice + s);
    const quint16 delta = cmap.u16(at + 16 + 2 * twice + s);
    const quint32 offsetAt = at + 16 + 3 * twice + s;
    for (quint32 c = first; c <= last && c < 0xffff; ++c) {
      quint16 glyph = static_cast<quint16>(c + delta);
      if (const quint16 offset = cmap.u16(offsetAt)) {
        glyph = cmap.u16(offsetAt + offset + 2 * (c - first));
        if (glyph != 0) glyph = static_cast<quint16>(glyph + delta);
      }
      if (glyph != 0) glyphs[c] = glyph;
    }
  }
  return glyphs;
}

QByteArray writeCharacters(const std::map<quint32, quint16>& glyphs) {
  struct Group {
    quint32 first, last, glyph;
  };
  std::vector<Group> groups;
  for (const auto& [character, glyph] : glyphs) {
    if (!groups.empty() && groups.back().last + 1 == character &&
        groups.back().glyph + character - groups.back().first == glyph)
      groups.back().last = character;
    else
      groups.push_back({character, character, glyph});
  }
  QByteArray out;
  for (const quint32 v : {0, 2, 0, 4}) put16(out, v);
  put32(out, 20);
  for (const quint32 v : {3, 10}) put16(out, v);
  put32(out, 20);
  put16(out, 12);
  put16(out, 0);
  put32(out, static_cast<quint32>(16 + 12 * groups.size()));
  put32(out, 0);
  put32(out, static_cast<quint32>(groups.size()));
  for (const Group& g : groups)
    for (const quint32 v : {g.first, g.last, g.glyph}) put32(out, v);
  return out;
}

QByteArray write(Tables tables) {
  QByteArray& head = tables["head"];
  if (head.size() >= 12) head.replace(8, 4, QByteArray(4, '\0'));
  QByteArray out;
  put32(out, tables.count("CFF ") ? 0x4f54544f : 0x00010000);
  const auto n = static_cast<quint32>(tables.size());
  quint32 power = 1, log = 0;
  while (power * 2 <= n) power *= 2, ++log;
  for (const quint32 v : {n, power * 16, log, (n - power) * 16}) put16(out, v);
  quint32 at = 12 + 16 * n, headAt = 0;
  for (const auto& [tag, bytes] : tables) {
    if (tag == "head") headAt = at;
    out.append(tag);
    put32(out, checksum(bytes));
    put32(out, at);
    put32(out, static_cast<quint32>(bytes.size()));
    at += (static_cast<quint32>(bytes.size()) + 3) / 4 * 4;
  }
  for (const auto& [tag, bytes] : tables)
    out.append(bytes).append(QByteArray((4 - bytes.size() % 4) % 4, '\0'));
  QByteArray adjustment;
  put32(adjustment, 0xb1b0afbaU - checksum(out));
  out.replace(headAt + 8, 4, adjustment);
  return out;
}

}  // namespace gradarium::widgets::sfnt
