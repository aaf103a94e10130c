// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tabular_figures.h"

#include <QFont>
#include <QList>
#include <algorithm>

#include "widgets/theme/sfnt.h"

namespace gradarium::widgets {
namespace {

/// The name table: what a system lists the copy under. Systems that know four styles a family see others as a
/// family of their own (names 1 and 2), and the whole family by names 16 and 17.
QByteArray names(const QString& family, int weight) {
  const bool basic = weight == QFont::Normal || weight == QFont::Bold;
  const QString style = weight == QFont::Bold     ? "Bold"
                        : weight == QFont::Normal ? "Regular"
                        : weight == QFont::Medium ? "Medium"
                                                  : "SemiBold";
  struct Entry {
    quint32 id;
    QString text;
  };
  QList<Entry> entries{{1, basic ? family : family + " " + style},
                       {2, basic ? style : QString("Regular")},
                       {3, family + " " + style},
                       {4, family + " " + style},
                       {6, QString(family).remove(' ') + "-" + style}};
  if (!basic) entries << Entry{16, family} << Entry{17, style};
  QByteArray out, strings;
  for (const quint32 v : {quint32(0), quint32(entries.size()), quint32(6 + 12 * entries.size())})
    sfnt::put16(out, v);
  for (const Entry& e : entries) {
    for (const quint32 v : {3u, 1u, 0x409u, e.id, quint32(2 * e.text.size()), quint32(strings.size())})
      sfnt::put16(out, v);
    for (const QChar c : e.text) sfnt::put16(strings, c.unicode());
  }
  return out + strings;
}

}  // namespace

QByteArray withTabularFigures(const QRawFont& font, const QString& family, int weight) {
  if (!font.fontTable("fvar").isEmpty()) return {};
  const auto figures = sfnt::substitutions(font.fontTable("GSUB"), "tnum");
  auto glyphs = sfnt::characters(font.fontTable("cmap"));
  bool found = false;
  for (quint32 c = '0'; c <= '9'; ++c) {
    const auto at = glyphs.find(c);
    const auto figure = at == glyphs.end() ? figures.end() : figures.find(at->second);
    if (figure == figures.end()) continue;  // wide enough as it is
    at->second = figure->second;
    found = true;
  }
  if (!found) return {};
  sfnt::Tables tables;
  for (const char* tag : {"CFF ", "GDEF", "GPOS", "GSUB", "OS/2", "head", "hhea", "hmtx", "maxp", "post",
                          "glyf", "loca", "cvt ", "fpgm", "prep", "gasp"})
    if (QByteArray bytes = font.fontTable(tag); !bytes.isEmpty()) tables[tag] = std::move(bytes);
  for (const char* needed : {"OS/2", "head", "hhea", "hmtx", "maxp"})
    if (!tables.count(needed)) return {};
  if (!tables.count("CFF ") && !tables.count("glyf")) return {};
  tables["cmap"] = sfnt::writeCharacters(glyphs);
  tables["name"] = names(family, weight);
  return sfnt::write(std::move(tables));
}

}  // namespace gradarium::widgets
