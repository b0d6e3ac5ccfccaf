#include "output/notes.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

/// The words of `set(NAME …)`.
std::vector<std::string> words_of(const std::string& cmake, std::string_view name) {
  const std::string opening = fmt::format("set({}", name);
  const std::size_t start = cmake.find(opening);
  const std::size_t end = cmake.find(')', start);
  if (start == std::string::npos || end == std::string::npos) return {};
  std::istringstream words(cmake.substr(start + opening.size(), end - start - opening.size()));
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<std::string> handlers_in(const std::string& cmake) {
  return words_of(cmake, "MCPGEN_SERVER_HANDLERS");
}

/// The name in C++ and CMake of the server that `cmake` is about.
std::string server_in(const std::string& cmake) {
  const auto sources = words_of(cmake, "MCPGEN_SERVER_SOURCES");
  return sources.empty() ? "" : fs::path(sources.front()).stem().string();
}

/// What of `some` is not among `others`.
std::vector<std::string> without(const std::vector<std::string>& some,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> left;
  std::ranges::copy_if(some, std::back_inserter(left),
                       [&](const std::string& one) { return std::ranges::count(others, one) == 0; });
  return left;
}

/// Where handlers live: beside the user's state.h.
std::string handlers_folder(const OutputPlan& plan) {
  constexpr std::string_view kState = "/state.h";
  for (const Change& change : plan.changes) {
    if (change.owner == Owner::user && change.path.ends_with(kState)) {
      return change.path.substr(0, change.path.size() - kState.size());
    }
  }
  return "src";
}

/// A test of the user's that names `tool`; "" when none does.
std::string test_with(const OutputPlan& plan, const std::string& tool) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(plan.root / "tests", none)) {
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.find('"' + tool + '"') != std::string::npos) return "tests/" + entry.path().filename().string();
  }
  return "";
}

std::string renamed_handler(const OutputPlan& plan, const std::string& from, const std::string& to) {
  const std::string tool = fs::path(from).stem().string();
  const std::string test = test_with(plan, tool);
  const std::string folder = handlers_folder(plan);
  return fmt::format("{0}/{1} is no longer compiled, {0}/{2} is new: move the body there{3}", folder, from,
                     to, test.empty() ? "" : fmt::format("; {} still names `{}`", test, tool));
}

}  // namespace

std::vector<std::string> notes_on(const OutputPlan& plan) {
  const auto lists = std::ranges::find(plan.changes, plan.generated + "/server.cmake", &Change::path);
  if (lists == plan.changes.end() || lists->before.empty()) return {};
  std::vector<std::string> notes;
  const std::string name = server_in(lists->before);
  if (const std::string now = server_in(lists->after); !name.empty() && !now.empty() && name != now) {
    notes.push_back(
        fmt::format("the server was `{0}`, now it is `{1}`: change `{0}` in CMakeLists.txt, {2}/ and tests/",
                    name, now, handlers_folder(plan)));
  }
  const auto old = handlers_in(lists->before);
  const auto now = handlers_in(lists->after);
  auto left = without(old, now);
  std::erase_if(left, [&](const std::string& file) {
    std::error_code ignored;
    return !fs::exists(plan.root / handlers_folder(plan) / file, ignored);
  });
  const auto fresh = without(now, old);
  if (left.size() == 1 && fresh.size() == 1) {
    notes.push_back(renamed_handler(plan, left.front(), fresh.front()));
    return notes;
  }
  for (const std::string& file : left) {
    notes.push_back(
        fmt::format("{}/{} is no longer compiled: move its body to where it belongs, or delete it",
                    handlers_folder(plan), file));
  }
  return notes;
}

}  // namespace mcpgen
