// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/io/whole_file.h"
#include "tests/core/io/scratch_folder.h"

namespace gradarium::io {
namespace {

using data::ColumnKind;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;
using Codes = std::vector<int>;

data::Table parse(std::string text, const CsvOptions& options = {}) {
  return parseCsv(std::move(text), "mine.csv", options);
}

Texts namesOf(const data::Table& table) {
  Texts names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

TEST(Csv, NumbersAndCategories) {
  const auto table = parse("a,b,c\n1,x,2.5\n-3e2,y,0\n4,x,inf\n");
  EXPECT_EQ(namesOf(table), (Texts{"a", "b", "c"}));
  EXPECT_EQ(table.rows(), 3U);
  EXPECT_EQ(table.column("a").numbers, (Numbers{1, -300, 4}));
  EXPECT_EQ(table.column("b").kind, ColumnKind::Category);
  EXPECT_EQ(table.column("b").codes, (Codes{0, 1, 0}));
  EXPECT_EQ(table.column("b").levels, (Texts{"x", "y"}));
  EXPECT_TRUE(std::isinf(table.column("c").numbers[2]));
  EXPECT_TRUE(table.notes.empty());
}

TEST(Csv, MissingValues) {
  const auto table = parse("a,b\n1,x\n,NA\nNaN,?\nnull,y\nN/A,\n");
  EXPECT_EQ(table.column("a").missingCount(), 4U);
  EXPECT_EQ(table.column("b").codes, (Codes{0, -1, -1, 1, -1}));
}

TEST(Csv, QuotesLineBreaksAndSpaces) {
  const auto table = parse("\"a, \"\"b\"\"\" , name\r\n 1 ,\"two\r\nlines\"\r\n\r\n2, \"x\" \r\n");
  EXPECT_EQ(namesOf(table), (Texts{"a, \"b\"", "name"}));
  EXPECT_EQ(table.columns[0].numbers, (Numbers{1, 2}));
  EXPECT_EQ(table.columns[1].levels, (Texts{"two\r\nlines", "x"}));
}

TEST(Csv, FindsTheDelimiter) {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    std::string text = "a,b,c\n1,2,x\n3,4,y\n";
    for (char& c : text) c = c == ',' ? delimiter : c;
    EXPECT_EQ(parse(text).columns.size(), 3U) << delimiter;
  }
  EXPECT_EQ(parse("a\n1\n2\n").columns.size(), 1U);
  const auto german = parse("x;y\n1,5;2,25\n-3,5;4\n");
  EXPECT_EQ(german.column("x").numbers, (Numbers{1.5, -3.5}));
  EXPECT_EQ(german.column("y").numbers, (Numbers{2.25, 4}));
  EXPECT_EQ(german.notes.size(), 2U);
  EXPECT_EQ(parse("1,5;2,5\n2,5;3,5\n").columns.size(), 2U);
  EXPECT_EQ(parse("a b;c\n", {.delimiter = ' ', .header = CsvHeader::Absent}).columns.size(), 2U);
}

TEST(Csv, FindsTheHeader) {
  EXPECT_EQ(namesOf(parse("1,2\n3,4\n")), (Texts{"column 1", "column 2"}));
  EXPECT_EQ(parse("1,2\n3,4\n").rows(), 2U);
  EXPECT_EQ(namesOf(parse(",b\n0,4\n")), (Texts{"column 1", "b"}));
  EXPECT_EQ(parse("x,y\nz,w\n").rows(), 1U);
  EXPECT_EQ(parse("x,y\nz,w\n", {.header = CsvHeader::Absent}).rows(), 2U);
  EXPECT_EQ(namesOf(parse("1990,1991\n3,4\n", {.header = CsvHeader::Present})), (Texts{"1990", "1991"}));
}

TEST(Csv, Encodings) {
  EXPECT_EQ(namesOf(parse("\xef\xbb\xbf\xc3\xa4,b\n1,2\n")), (Texts{"\xc3\xa4", "b"}));
  const auto latin = parse("caf\xe9,b\n1,2\n");
  EXPECT_EQ(namesOf(latin), (Texts{"caf\xc3\xa9", "b"}));
  ASSERT_EQ(latin.notes.size(), 1U);
  EXPECT_NE(latin.notes[0].find("Latin-1"), std::string::npos);
  EXPECT_EQ(namesOf(parse(std::string("\xff\xfe\x3d\xd8\x03\xde,\0b\0\n\0"
                                      "1\0,\0"
                                      "2\0\n\0",
                                      20))),
            (Texts{"\xf0\x9f\x98\x83", "b"}));
  EXPECT_EQ(namesOf(parse(std::string("\xfe\xff\0a\0\n\0"
                                      "1\0\n",
                                      10))),
            (Texts{"a"}));
}

TEST(Csv, LineEndsAndLastLines) {
  for (const char* text :
       {"a,b\n1,2\n3,4", "a,b\r1,2\r3,4\r", "a,b\r\n1,2\r\n\r\n3,4\r\n\r\n", "\n\na,b\n1,2\n3,4\n"}) {
    EXPECT_EQ(parse(text).column("b").numbers, (Numbers{2, 4})) << text;
  }
}

TEST(Csv, TellsWhatItDid) {
  std::string slip = "x\n";
  for (int i = 0; i < 20; ++i) slip += std::to_string(i) + "\n";
  const auto table = parse(slip + "l2\n");
  ASSERT_EQ(table.notes.size(), 1U);
  EXPECT_EQ(table.notes[0], "Column \"x\" was read as text because of \"l2\" in line 22.");
  EXPECT_EQ(table.rows(), 21U);
  const auto trailing = parse("a,b,\n1,2,\n3,4,\n");
  EXPECT_EQ(namesOf(trailing), (Texts{"a", "b"}));
  EXPECT_EQ(trailing.notes.size(), 1U);
}

TEST(Csv, WritesWhatItReads) {
  const std::string text = "\"a, b\",c\n0.1,\"x \"\"y\"\"\"\n,\n-1e-300,\"two\nlines\"\n";
  const auto table = parse(text);
  EXPECT_EQ(writeCsv(table), text);
  data::Table lone;
  lone.columns.emplace_back();
  lone.columns[0].name = "v";
  lone.columns[0].numbers = {1, std::nan(""), 2};
  EXPECT_EQ(parse(writeCsv(lone)).column("v").missingCount(), 1U);
}

TEST(Csv, ReadsFiles) {
  const testing::ScratchFolder folder;
  writeWhole(folder / "t.csv", "a,b\n1,2\n");
  EXPECT_EQ(readCsv(folder / "t.csv").name, "t.csv");
  EXPECT_EQ(readCsv(folder / "t.csv").rows(), 1U);
}

}  // namespace
}  // namespace gradarium::io
