#include "output/handler_notes.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace mcpgen {
namespace {

/// The words of `set(MCPGEN_SERVER_HANDLERS …)`.
std::vector<std::string> handlers_in(const std::string& cmake) {
  constexpr std::string_view kStart = "set(MCPGEN_SERVER_HANDLERS";
  const std::size_t start = cmake.find(kStart);
  const std::size_t end = cmake.find(')', start);
  if (start == std::string::npos || end == std::string::npos) return {};
  std::istringstream words(cmake.substr(start + kStart.size(), end - start - kStart.size()));
  std::vector<std::string> files;
  for (std::string word; words >> word;) files.push_back(word);
  return files;
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

}  // namespace

std::vector<std::string> handler_notes(const OutputPlan& plan) {
  const auto lists = std::ranges::find(plan.changes, plan.generated + "/server.cmake", &Change::path);
  if (lists == plan.changes.end()) return {};
  const std::vector<std::string> now = handlers_in(lists->after);
  const std::string folder = handlers_folder(plan);
  std::vector<std::string> notes;
  for (const std::string& file : handlers_in(lists->before)) {
    std::error_code ignored;
    const bool there = std::filesystem::exists(plan.root / folder / file, ignored);
    if (!there || std::ranges::find(now, file) != now.end()) continue;
    notes.push_back(fmt::format(
        "{}/{} is no longer compiled: move its body to where it belongs, or delete it", folder, file));
  }
  return notes;
}

}  // namespace mcpgen
