#include "cli/build_advice.h"

#include <algorithm>

namespace mcpgen {
namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// The library of ours that Ninja or Make miss: "libmcpgen_core.a"; "" when it is something else.
std::string missing_library(std::string_view line) {
  if (!contains(line, "missing and no known rule to make it") && !contains(line, "No rule to make target"))
    return "";
  const std::size_t start = line.find("libmcpgen_");
  return start == line.npos ? "" : std::string(line.substr(start, line.find('\'', start) - start));
}

/// Does the compiler, or the linker, find a fault with this handler?
bool is_about(std::string_view line, const std::string& handler) {
  if (contains(line, "undefined reference")) return contains(line, "Handlers::" + handler + "(");
  return contains(line, "error") && contains(line, "/" + handler + ".cpp:");
}

}  // namespace

std::string build_advice(std::string_view printed, const std::vector<std::string>& handlers) {
  while (!printed.empty()) {
    const std::size_t end = std::min(printed.find('\n'), printed.size());
    const std::string_view line = printed.substr(0, end);
    printed.remove_prefix(std::min(end + 1, printed.size()));
    if (const std::string library = missing_library(line); !library.empty()) {
      return "mcpgen's own " + library +
             " was not built: build all of mcpgen (`./dev build` in its folder), or install it";
    }
    const auto handler =
        std::ranges::find_if(handlers, [&](const std::string& name) { return is_about(line, name); });
    if (handler != handlers.end())
      return "`mcpgen stub " + *handler + "` prints what the manifest now asks for";
  }
  return "the output of the build tools stands above";
}

}  // namespace mcpgen
