// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/whole_file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <system_error>

#include "core/base/error.h"

#ifdef _WIN32
#include <io.h>
#include <process.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace gradarium::io {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const char* what, const fs::path& path, const std::string& reason) {
  throw base::Error(std::string(what) + " " + path.string() + ": " + reason);
}

std::string reasonOf(int error) { return std::generic_category().message(error); }

struct Close {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File open(const fs::path& path, bool write) {
#ifdef _WIN32
  return File(_wfopen(path.c_str(), write ? L"wbx" : L"rb"));
#else
  return File(std::fopen(path.c_str(), write ? "wbxe" : "rbe"));
#endif
}

bool toDisk(std::FILE* file) noexcept {
#ifdef _WIN32
  return _commit(_fileno(file)) == 0;
#else
  return ::fsync(::fileno(file)) == 0;
#endif
}

/// A name in the same folder that no other writer, here or in another process, uses.
fs::path temporaryBeside(const fs::path& path) {
  static std::atomic<std::uint64_t> count{0};
#ifdef _WIN32
  const auto process = ::_getpid();
#else
  const auto process = ::getpid();
#endif
  fs::path name = ".";
  name += path.filename();
  name += "." + std::to_string(process) + "." + std::to_string(count.fetch_add(1)) + ".part";
  return path.parent_path() / name;
}

/// Removes the temporary file unless it took its place.
struct Temporary {
  fs::path path;
  bool kept = false;
  ~Temporary() {
    std::error_code ignored;
    if (!kept) fs::remove(path, ignored);
  }
};

constexpr const char* cannotWrite = "cannot write";

/// Where the bytes go: through a link, so that the link survives and the file behind it changes.
fs::path targetOf(const fs::path& path) {
  std::error_code failed;
  if (path.filename().empty() || fs::is_directory(path, failed)) fail(cannotWrite, path, "it is a folder");
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, failed)) fail(cannotWrite, path, "there is no folder " + folder.string());
  if (fs::is_symlink(path, failed)) {
    const fs::path real = fs::weakly_canonical(path, failed);
    if (!failed) return real;
  }
  return path;
}

}  // namespace

void checkWritable(const fs::path& path, std::uintmax_t bytes) {
  const fs::path target = targetOf(path);
  errno = 0;
  Temporary temporary{temporaryBeside(target)};
  const File file = open(temporary.path, true);
  if (!file) fail(cannotWrite, path, reasonOf(errno));
  std::error_code failed;
  const fs::space_info space = fs::space(temporary.path, failed);
  if (!failed && space.available < bytes) {
    fail(cannotWrite, path,
         "it may take " + std::to_string(bytes) + " bytes, and the disk has " + std::to_string(space.available) +
             " left");
  }
}

void writeWhole(const fs::path& path, std::string_view bytes) {
  std::error_code failed;
  const fs::path target = targetOf(path);
  errno = 0;
  Temporary temporary{temporaryBeside(target)};
  File file = open(temporary.path, true);
  if (!file) fail(cannotWrite, path, reasonOf(errno));
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
      std::fflush(file.get()) != 0 || !toDisk(file.get())) {
    fail(cannotWrite, path, reasonOf(errno));
  }
  if (std::fclose(file.release()) != 0) fail(cannotWrite, path, reasonOf(errno));
  const fs::file_status old = fs::status(target, failed);
  if (fs::exists(old)) fs::permissions(temporary.path, old.permissions(), failed);
  fs::rename(temporary.path, target, failed);
  if (failed) fail(cannotWrite, path, failed.message());
  temporary.kept = true;
}

std::string readWhole(const fs::path& path, std::size_t maxBytes) {
  constexpr const char* cannot = "cannot read";
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (status.type() == fs::file_type::not_found) fail(cannot, path, "there is no such file");
  if (!fs::exists(status)) fail(cannot, path, failed.message());
  if (fs::is_directory(status)) fail(cannot, path, "it is a folder");
  errno = 0;
  const File file = open(path, false);
  if (!file) fail(cannot, path, reasonOf(errno));
  const auto tooLarge = [&] {
    fail(cannot, path, "it has more than " + std::to_string(maxBytes) + " bytes");
  };
  std::string bytes;
  if (fs::is_regular_file(status)) {
    const std::uintmax_t size = fs::file_size(path, failed);
    if (!failed && size > maxBytes) tooLarge();
    if (!failed) bytes.reserve(static_cast<std::size_t>(size) + 1);
  }
  // Read to the end whatever the size was said to be: pipes have none, and files grow.
  constexpr std::size_t piece = std::size_t{1} << 20;
  std::size_t got = 0;
  do {
    const std::size_t before = bytes.size();
    const std::size_t room = bytes.capacity() > before ? std::min(bytes.capacity() - before, piece) : piece;
    bytes.resize(before + room);
    got = std::fread(bytes.data() + before, 1, room, file.get());
    bytes.resize(before + got);
    if (bytes.size() > maxBytes) tooLarge();
  } while (got > 0);
  if (std::ferror(file.get()) != 0) fail(cannot, path, reasonOf(errno));
  return bytes;
}

}  // namespace gradarium::io
