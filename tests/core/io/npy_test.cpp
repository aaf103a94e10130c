// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/base/error.h"

namespace gradarium::io {
namespace {

template <class T>
void roundTrip(std::vector<T> values, std::vector<std::size_t> shape) {
  const std::string bytes = writeNpy({shape, values});
  EXPECT_EQ(bytes.size() % 64, values.size() * sizeof(T) % 64);
  const NpyArray back = readNpy(bytes, "a.npy");
  EXPECT_EQ(back.shape, shape);
  EXPECT_EQ(std::get<std::vector<T>>(back.values), values);
}

TEST(Npy, GoesAndComesBack) {
  roundTrip<float>({1.5F, -0.0F, std::numeric_limits<float>::infinity()}, {3});
  roundTrip<double>({1, 2, 3, 4, 5, 6}, {2, 3});
  roundTrip<std::int32_t>({-1, 2}, {1, 2});
  roundTrip<std::int64_t>({std::numeric_limits<std::int64_t>::min()}, {1});
  roundTrip<double>({}, {0, 4});
  roundTrip<float>({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {2, 1, 3, 2});
}

TEST(Npy, HeaderIsNumPys) {
  const std::string bytes = writeNpy({{2, 3}, std::vector<double>(6)});
  EXPECT_EQ(bytes.substr(0, 10), std::string("\x93NUMPY\x01\x00\x76\x00", 10));
  EXPECT_EQ(bytes.substr(10, 59), "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");
  EXPECT_EQ(bytes[127], '\n');
  EXPECT_NE(writeNpy({{6}, std::vector<double>(6)}).find("'shape': (6,), }"), std::string::npos);
}

TEST(Npy, RefusesWhatItCannotRead) {
  const std::string good = writeNpy({{2, 3}, std::vector<double>(6)});
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string bytes = good;
    return bytes.replace(bytes.find(from), from.size(), to);
  };
  for (const std::string& bytes :
       {std::string(), std::string("PK"), good.substr(0, 9), good.substr(0, 60),
        good.substr(0, good.size() - 1), good + "x", changed("<f8", ">f8"), changed("<f8", "|O8"),
        changed("False", "True "), changed("(2, 3)", "(3, 3)"), changed("(2, 3)", "(2,-3)"),
        changed("(2, 3), }", "(2,2,3),}"), changed("'shape'", "'shade'"),
        changed("(2, 3), }", "(99999999999999999,999999999999)}"), changed("(2, 3)", "2, 3  "),
        changed("\x01", "\x02")}) {
    EXPECT_THROW(readNpy(bytes, "a.npy"), base::Error) << bytes.substr(0, 80);
  }
  EXPECT_THROW(writeNpy({{2}, std::vector<double>(3)}), base::BadCall);
  EXPECT_THROW(writeNpy({{}, std::vector<double>(1)}), base::BadCall);
  EXPECT_THROW(writeNpy({std::vector<std::size_t>(npyMostDimensions + 1, 1), std::vector<double>(1)}), base::BadCall);
}

}  // namespace
}  // namespace gradarium::io
