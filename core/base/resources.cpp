// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/resources.h"

#include <cstdlib>
#include <string>
#include <system_error>

#include "core/base/error.h"

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace gradarium::base {

namespace fs = std::filesystem;

fs::path programFolder() {
#if defined(_WIN32)
  std::wstring name(32768, L'\0');
  const DWORD length = GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
  name.resize(length);
  return fs::path(name).parent_path();
#elif defined(__APPLE__)
  std::uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);
  std::string name(size, '\0');
  if (_NSGetExecutablePath(name.data(), &size) != 0) return {};
  std::error_code failed;
  return fs::canonical(fs::path(name.c_str()), failed).parent_path();
#else
  std::error_code failed;
  return fs::read_symlink("/proc/self/exe", failed).parent_path();
#endif
}

fs::path resourcesFolder() {
  std::error_code failed;
  if (const char* wanted = std::getenv("GRADARIUM_RESOURCES"); wanted != nullptr && *wanted != '\0') {
    if (fs::is_directory(wanted, failed)) return wanted;
    throw Error(std::string("GRADARIUM_RESOURCES names ") + wanted + ", which is not a folder");
  }
#ifdef GRADARIUM_SOURCE_RESOURCES
  if (fs::is_directory(GRADARIUM_SOURCE_RESOURCES, failed)) return GRADARIUM_SOURCE_RESOURCES;
#endif
  const fs::path installed = programFolder() / ".." / "share" / "gradarium";
  if (fs::is_directory(installed, failed)) return installed.lexically_normal();
  throw Error(
      "the resources folder was not found; set GRADARIUM_RESOURCES to where Gradarium's resources are");
}

}  // namespace gradarium::base
