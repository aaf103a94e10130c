// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>

#include "core/base/error.h"

namespace gradarium::io {

namespace {

static_assert(std::endian::native == std::endian::little, "npy: the values are copied as they lie in memory");

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::array<std::string_view, 4> descriptions{"<f4", "<f8", "<i4", "<i8"};  // as the variant's order

[[noreturn]] void fail(std::string_view name, const std::string& what) {
  throw base::Error(std::string(name) + " is not an npy file that can be read here: " + what);
}

/// What follows 'key': in the header, spaces skipped.
std::string_view valueOf(std::string_view header, std::string_view key, std::string_view name) {
  const auto at = header.find("'" + std::string(key) + "'");
  const auto colon = at == std::string_view::npos ? at : header.find_first_not_of(' ', at + key.size() + 2);
  if (colon == std::string_view::npos || header[colon] != ':')
    fail(name, "its header has no " + std::string(key));
  const auto value = header.find_first_not_of(' ', colon + 1);
  if (value == std::string_view::npos) fail(name, "its header ends early");
  return header.substr(value);
}

std::vector<std::size_t> shapeOf(std::string_view text, std::string_view name) {
  const auto end = text.find(')');
  if (text.empty() || text.front() != '(' || end == std::string_view::npos)
    fail(name, "its shape is not a tuple");
  std::vector<std::size_t> shape;
  const char* at = text.data() + 1;
  const char* const last = text.data() + end;
  while (true) {
    while (at != last && (*at == ' ' || *at == ',')) ++at;
    if (at == last) break;
    std::size_t size = 0;
    const auto read = std::from_chars(at, last, size);
    if (read.ec != std::errc{}) fail(name, "its shape is not made of numbers");
    shape.push_back(size);
    at = read.ptr;
    if (at != last && *at != ' ' && *at != ',') fail(name, "its shape is not made of numbers");
  }
  if (shape.empty() || shape.size() > npyMostDimensions)
    fail(name, "it has " + std::to_string(shape.size()) + " dimensions, not 1 to " + std::to_string(npyMostDimensions));
  return shape;
}

template <class T>
std::vector<T> valuesOf(std::string_view data, const std::vector<std::size_t>& shape, std::string_view name) {
  std::size_t count = 1;
  for (const std::size_t size : shape) {
    if (size != 0 && count > std::numeric_limits<std::size_t>::max() / sizeof(T) / size) {
      fail(name, "its shape is too large");
    }
    count *= size;
  }
  if (data.size() != count * sizeof(T)) {
    fail(name, "its shape asks for " + std::to_string(count * sizeof(T)) + " bytes, but " +
                   std::to_string(data.size()) + " follow the header");
  }
  std::vector<T> values(count);
  if (count > 0) std::memcpy(values.data(), data.data(), data.size());
  return values;
}

}  // namespace

std::string writeNpy(const NpyArray& array) {
  if (array.shape.empty() || array.shape.size() > npyMostDimensions)
    throw base::BadCall("an npy array takes 1 to " + std::to_string(npyMostDimensions) + " dimensions");
  std::size_t count = 1;
  std::string shape;
  for (const std::size_t size : array.shape) {
    count *= size;
    shape += (shape.empty() ? "" : ", ") + std::to_string(size);
  }
  if (array.shape.size() == 1) shape += ',';
  std::string header = "{'descr': '" + std::string(descriptions[array.values.index()]) +
                       "', 'fortran_order': False, 'shape': (" + shape + "), }";
  header.resize((magic.size() + 4 + header.size() + 1 + 63) / 64 * 64 - magic.size() - 4 - 1, ' ');
  header += '\n';
  std::string bytes(magic);
  bytes += {'\1', '\0', static_cast<char>(header.size() & 0xff), static_cast<char>(header.size() >> 8)};
  bytes += header;
  std::visit(
      [&](const auto& values) {
        if (values.size() != count)
          throw base::BadCall("an npy array takes as many values as its shape says");
        bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0]));
      },
      array.values);
  return bytes;
}

NpyArray readNpy(std::string_view bytes, std::string_view name) {
  if (bytes.size() < 10 || bytes.substr(0, magic.size()) != magic) fail(name, "it does not begin as one");
  if (bytes[6] != 1)
    fail(name, "it has format version " + std::to_string(static_cast<int>(bytes[6])) + ", not 1");
  const std::size_t length =
      static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
  if (bytes.size() < 10 + length) fail(name, "it ends inside its header");
  const std::string_view header = bytes.substr(10, length), data = bytes.substr(10 + length);
  if (!valueOf(header, "fortran_order", name).starts_with("False")) fail(name, "it is in Fortran order");
  NpyArray array;
  array.shape = shapeOf(valueOf(header, "shape", name), name);
  const std::string_view type = valueOf(header, "descr", name).substr(0, 5);
  if (type == "'<f4'") {
    array.values = valuesOf<float>(data, array.shape, name);
  } else if (type == "'<f8'") {
    array.values = valuesOf<double>(data, array.shape, name);
  } else if (type == "'<i4'") {
    array.values = valuesOf<std::int32_t>(data, array.shape, name);
  } else if (type == "'<i8'") {
    array.values = valuesOf<std::int64_t>(data, array.shape, name);
  } else {
    fail(name, "its type is " + std::string(type) + ", not float32, float64, int32 or int64");
  }
  return array;
}

}  // namespace gradarium::io
