// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace gradarium::testing {

struct BrokenFile {
  const char* what;
  std::string bytes;
  const char* sentence;  // how it must begin or what it must hold
};

inline std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// Every file a learner may bring that is no table: one sentence that says what and where.
inline const std::vector<BrokenFile>& brokenFiles() {
  using namespace std::string_literals;
  static const std::vector<BrokenFile> all{
      {"empty", "", "mine.csv is empty"},
      {"blank lines", "\n\n  \n\r\n", "mine.csv is empty"},
      {"only a byte order mark", "\xef\xbb\xbf", "mine.csv is empty"},
      {"only a UTF-16 mark", "\xff\xfe", "mine.csv is empty"},
      {"header only", "a,b,c\n", "mine.csv has a header but no rows"},
      {"header and blank lines", "a,b,c\n\n\n", "mine.csv has a header but no rows"},
      {"short row", "a,b,c\n1,2,3\n4,5\n",
       "mine.csv, line 3, column 3: the row has 2 fields where the first has 3"},
      {"long row", "a,b\n1,2\n3,4,5\n",
       "mine.csv, line 3, column 3: the row has 3 fields where the first has 2"},
      {"one field", "a,b\n1,2\nx\n", "mine.csv, line 3, column 2: the row has 1 field where"},
      {"short after quoted lines", "a,b\n\"1\n2\n3\",4\n5\n", "mine.csv, line 5, column 2:"},
      {"scikit-learn's iris", "150,4,setosa,versicolor,virginica,more\n5.1,3.5,1.4,0.2,0\n",
       "mine.csv, line 2, column 6:"},
      {"unclosed quote", "a,b\n1,\"x\n2,y\n",
       "mine.csv, line 2, column 2: a quote is opened and never closed"},
      {"unclosed quote in the header", "\"a,b\n1,2\n", "mine.csv, line 1, column 1: a quote is opened"},
      {"quote at the very end", "a,b\n1,\"", "mine.csv, line 2, column 2: a quote is opened"},
      {"text after a quote", "a,b\n1,\"x\"y\n", "mine.csv, line 2, column 2: text follows a closing quote"},
      {"NUL byte", "a,b\n1,\0\n"s, "mine.csv is not text: byte 7 is NUL"},
      {"binary",
       "\x7f"
       "ELF\2\1\1\0\0\0"s,
       "mine.csv is not text: byte 8 is NUL"},
      {"PNG", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "mine.csv is not text: byte 9 is NUL"},
      {"spreadsheet", "PK\x03\x04\x14\0\6\0"s,
       "mine.csv is a zip file or a spreadsheet; save it as CSV first"},
      {"UTF-16 without a mark", "a\0,\0b\0\n\0"s, "mine.csv is not text: byte 2 is NUL"},
      {"half a UTF-16 character",
       "\xff\xfe"
       "a\0b"s,
       "mine.csv is UTF-16 cut in the middle of a character"},
      {"a lone surrogate",
       "\xff\xfe\x00\xdc"
       "a\0"s,
       "mine.csv is not well-formed UTF-16"},
      {"duplicate names", "x,y,x\n1,2,3\n",
       "mine.csv, line 1, column 3: the name \"x\" is already that of column 1"},
      {"duplicate after trimming", "x, x\n1,2\n", "mine.csv, line 1, column 2: the name \"x\" is already"},
      {"all missing", "a,b\n1,\n2,NA\n3,?\n", "mine.csv, column 2 (\"b\"): every value is missing"},
      {"nothing but missing", "a\nNA\nNA\n", "mine.csv, column 1 (\"a\"): every value is missing"},
      {"endless field", "a,b\n1," + std::string(1'000'001, 'x') + "\n",
       "mine.csv, line 2, column 2: the field has more than 1,000,000 characters"},
      {"endless quoted field", "a,b\n1,\"" + std::string(1'000'001, 'x') + "\"\n",
       "mine.csv, line 2, column 2: the field has more than 1,000,000 characters"},
      {"late ragged row", "a,b\n" + repeated("1,2\n", 5000) + "3\n", "mine.csv, line 5002, column 2:"},
      {"ragged with CRLF", "a;b\r\n1;2\r\n\r\n3\r\n", "mine.csv, line 4, column 2:"},
      {"HTML page", "<html>\n<head><title>a, b</title>\n", "mine.csv, line 2, column 2:"},
      {"JSON", "{\n \"a\": [1, 2]\n}\n", "mine.csv, line 2, column 1: text follows a closing quote"},
  };
  return all;
}

}  // namespace gradarium::testing
