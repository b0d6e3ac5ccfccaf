#include "manifest/reach.h"

#include <algorithm>

namespace mcpgen {

bool listens(const Manifest& manifest) {
  return std::ranges::any_of(manifest.transports, [](const Text& word) { return word.value != "stdio"; });
}

std::string protected_path(const std::vector<std::string>& transports, std::string_view path) {
  const auto has = [&](std::string_view word) {
    return std::find(transports.begin(), transports.end(), word) != transports.end();
  };
  if (has("http") || (!has("sse") && !has("rest"))) return path.empty() ? "/mcp" : std::string(path);
  return has("sse") ? "/sse" : "/api";
}

std::string protected_path(const Manifest& manifest) {
  std::vector<std::string> words;
  for (const Text& word : manifest.transports) words.push_back(word.value);
  return protected_path(words, manifest.server.path.value);
}

}  // namespace mcpgen
