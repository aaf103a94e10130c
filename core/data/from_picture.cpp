// SPDX-License-Identifier: GPL-3.0-or-later
#include <cctype>
#include <string>

#include "core/base/error.h"
#include "core/data/dataset.h"

namespace gradarium::data {
namespace {

constexpr std::size_t mostPixels = std::size_t{1} << 22U;

/// The header of netpbm's PPM: "P6", width, height and the largest value, between white space and # comments.
class Header {
 public:
  Header(std::string_view bytes, std::string_view name) : bytes_(bytes), name_(name) {
    if (bytes_.substr(0, 2) != "P6") fail("it does not begin with P6");
    at_ = 2;
  }
  [[noreturn]] void fail(const std::string& why) const {
    throw base::Error(std::string(name_) + " is no PPM picture that can be read here: " + why);
  }
  std::size_t number(const char* what, std::size_t most) {
    while (at_ < bytes_.size() && (space() || bytes_[at_] == '#')) {
      if (bytes_[at_] == '#')
        while (at_ < bytes_.size() && bytes_[at_] != '\n') ++at_;
      else
        ++at_;
    }
    std::size_t value = 0;
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && std::isdigit(static_cast<unsigned char>(bytes_[at_])) != 0 && value <= most)
      value = 10 * value + static_cast<std::size_t>(bytes_[at_++] - '0');
    if (at_ == begin || value == 0 || value > most)
      fail(std::string("its ") + what + " is not a number from 1 to " + std::to_string(most));
    return value;
  }
  /// One white space, then the pixels.
  std::string_view pixels() {
    if (at_ >= bytes_.size() || !space()) fail("its header has no end");
    return bytes_.substr(at_ + 1);
  }

 private:
  bool space() const { return std::isspace(static_cast<unsigned char>(bytes_[at_])) != 0; }
  std::string_view bytes_, name_;
  std::size_t at_ = 0;
};

}  // namespace

Dataset fromPicture(std::string_view ppm, std::string_view name) {
  Header header(ppm, name);
  const std::size_t width = header.number("width", mostPixels),
                    height = header.number("height", mostPixels / width);
  if (header.number("largest value", 65535) != 255) header.fail("its colours are not 8 bits each");
  const std::string_view pixels = header.pixels();
  if (pixels.size() != 3 * width * height)
    header.fail("it has " + std::to_string(pixels.size()) + " bytes of pixels, not " +
                std::to_string(3 * width * height));
  Dataset set;
  set.name = set.title = name;
  set.rows = width * height;
  set.columns = 3;
  set.featureNames = {"red", "green", "blue"};
  set.featureUnits = {"", "", ""};
  set.pictureWidth = width;
  set.features.reserve(pixels.size());
  for (const char c : pixels) set.features.push_back(static_cast<double>(static_cast<unsigned char>(c)));
  return set;
}

}  // namespace gradarium::data
