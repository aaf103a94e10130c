// An include goes down: app, lessons -> widgets -> core; never sideways between lessons.
#include <gtest/gtest.h>

#include <functional>
#include <regex>

#include "tests/repo/house.h"

namespace gradarium::house {
namespace {

using Rule = std::function<bool(const File&, const std::string& include)>;

bool under(const std::string& include, const std::string& folder) {
  return include.starts_with(folder + "/");
}

bool qt(const std::string& include) {
  static const std::regex pattern("^(Q[A-Z]|Qt|q[a-z]+\\.h$).*");
  return std::regex_match(include, pattern);
}

bool heavy(const std::string& include) {
  return under(include, "Eigen") || under(include, "unsupported/Eigen") || under(include, "tbb") ||
         under(include, "oneapi") || under(include, "nlohmann");
}

/// "lessons/02-core-ml/2.2.1-clustering" of any path in it; empty for the files that all lessons share.
std::string lessonOf(const std::string& path) {
  static const std::regex pattern("^(lessons/[^/]+/[^/]+)/.*");
  std::smatch match;
  return std::regex_match(path, match, pattern) ? match[1].str() : std::string();
}

void expectNone(const char* rule, const Rule& broken) {
  for (const File& file : files()) {
    for (const std::string& include : file.includes()) {
      EXPECT_FALSE(broken(file, include)) << file.path << " includes " << include << ": " << rule;
    }
  }
}

TEST(Includes, AreFound) {
  bool any = false;
  for (const File& file : files()) any = any || !file.includes().empty();
  EXPECT_TRUE(any);
}

TEST(Includes, CoreKnowsNothingAbove) {
  expectNone("core stands alone", [](const File& file, const std::string& include) {
    return file.under("core") &&
           (under(include, "widgets") || under(include, "app") || under(include, "lessons"));
  });
}

TEST(Includes, CoreHasNoQt) {
  expectNone("no Qt in core",
             [](const File& file, const std::string& include) { return file.under("core") && qt(include); });
}

TEST(Includes, WidgetsKnowNoLessonAndNoApp) {
  expectNone("widgets know observables, not lessons", [](const File& file, const std::string& include) {
    return file.under("widgets") && (under(include, "app") || under(include, "lessons"));
  });
}

TEST(Includes, LessonsKnowNoOtherLessonAndNoApp) {
  expectNone("a lesson includes widgets, core and itself", [](const File& file, const std::string& include) {
    if (!file.under("lessons")) return false;
    const std::string other = lessonOf(include);
    return under(include, "app") || include.starts_with("../") ||
           (!other.empty() && other != lessonOf(file.path));
  });
}

TEST(Includes, AppKnowsNoLesson) {
  expectNone("lessons are plugins", [](const File& file, const std::string& include) {
    return file.under("app") && under(include, "lessons");
  });
}

TEST(Includes, ExperimentsHaveNoQt) {
  expectNone("only a lesson's panel sees Qt", [](const File& file, const std::string& include) {
    const bool headless = file.path.ends_with("_experiment.h") || file.path.ends_with("_experiment.cpp");
    return headless && (qt(include) || under(include, "widgets"));
  });
}

TEST(Includes, NoUmbrellas) {
  expectNone("five seconds a file: include the class", [](const File&, const std::string& include) {
    static const std::regex umbrella(
        "^Qt(Charts|Widgets|Core|Gui|Svg|Test|PrintSupport)(/Qt[A-Z][A-Za-z]*)?$");
    return std::regex_match(include, umbrella) || include == "bits/stdc++.h";
  });
}

TEST(Includes, QtChartsStaysInItsFolder) {
  expectNone("Qt Charts only inside widgets/charts/*.cpp", [](const File& file, const std::string& include) {
    static const std::regex chart(
        "^(QtCharts/.*|Q(Abstract(Axis|Series|BarSeries)|.*Series|.*Chart(View)?|.*Axis|BarSet|"
        "PieSlice|LegendMarker|Legend|.*ModelMapper))$");
    return std::regex_match(include, chart) && !(file.under("widgets/charts") && !file.header());
  });
}

TEST(Includes, HeadersHoldNoHeavyLibrary) {
  expectNone("Eigen, oneTBB and nlohmann-json stay in .cpp files",
             [](const File& file, const std::string& include) {
               return file.header() && (file.under("core") || file.under("widgets")) && heavy(include);
             });
}

TEST(Includes, KernelsTakeNoSharedTemplates) {
  // The linker may keep the AVX copy of an inline function for the whole program, which then dies on older
  // processors.
  expectNone("a kernel file uses plain loops and intrinsics", [](const File& file,
                                                                 const std::string& include) {
    const bool kernel = file.path.ends_with("_avx2.cpp") || file.path.ends_with("_avx512.cpp");
    return kernel && (heavy(include) || include == "vector" || include == "string" || include == "algorithm");
  });
}

}  // namespace
}  // namespace gradarium::house
