#include "cli/client/http/secret.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace mcpgen {
namespace {

constexpr std::string_view kVariable = "env:";
constexpr std::size_t kMaxSecret = 8192;
constexpr std::size_t kMaxText = 16 * 1024;

/// Up to the end of the line; more than kMaxSecret bytes of it are not read.
std::optional<std::string> first_line(std::istream& in) {
  std::string line;
  for (int c = in.get(); c != std::istream::traits_type::eof() && c != '\n'; c = in.get()) {
    line.push_back(static_cast<char>(c));
    if (line.size() > kMaxSecret) return line;
  }
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) return {};
  return line;
}

/// Up to the end, without the line breaks there; more than kMaxText bytes are not read.
std::optional<std::string> whole_text(std::istream& in) {
  std::string text;
  for (int c = in.get(); c != std::istream::traits_type::eof() && text.size() <= kMaxText; c = in.get())
    text.push_back(static_cast<char>(c));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  if (text.empty()) return {};
  return text;
}

using Take = std::optional<std::string>(std::istream&);

std::variant<std::string, UsageFault> find_secret(const std::string& reference, std::istream& in,
                                                  Take* take) {
  if (reference == "-") {
    if (auto taken = take(in)) return *taken;
    return UsageFault{"there is no secret on standard input", "pipe it in: pass show mcp | mcpgen ..."};
  }
  if (reference.starts_with(kVariable)) {
    const std::string name = reference.substr(kVariable.size());
    const char* value = std::getenv(name.c_str());
    if (value != nullptr && *value != '\0') return std::string(value);
    return UsageFault{"the environment variable " + name + " is not set",
                      "type the secret unseen: read -rs " + name + " && export " + name};
  }
  const std::string path = reference.substr(1);
  std::error_code ignored;
  std::ifstream file;
  if (!std::filesystem::is_directory(path, ignored)) file.open(path, std::ios::binary);
  if (file.is_open()) {
    if (auto taken = take(file)) return *taken;
    return UsageFault{"the file `" + path + "` has no secret on its first line", ""};
  }
  return UsageFault{"cannot read the file `" + path + "`", ""};
}

}  // namespace

bool is_secret_reference(std::string_view text) {
  return text == "-" || (text.size() > 1 && text.starts_with('@')) ||
         (text.size() > kVariable.size() && text.starts_with(kVariable));
}

std::variant<std::string, UsageFault> read_secret(const std::string& reference, std::istream& in) {
  auto found = find_secret(reference, in, first_line);
  const auto* secret = std::get_if<std::string>(&found);
  if (secret == nullptr) return found;
  if (secret->size() > kMaxSecret)
    return UsageFault{"the secret of `" + reference + "` is longer than 8192 bytes", ""};
  if (!std::ranges::all_of(*secret, [](char c) { return c >= ' ' && c < '\x7f'; }))
    return UsageFault{"the secret of `" + reference + "` has characters that no header can carry", ""};
  return found;
}

std::variant<std::string, UsageFault> read_secret_text(const std::string& reference, std::istream& in) {
  auto found = find_secret(reference, in, whole_text);
  const auto* secret = std::get_if<std::string>(&found);
  if (secret != nullptr && secret->size() > kMaxText)
    return UsageFault{"the secret of `" + reference + "` is longer than 16 KiB", ""};
  return found;
}

}  // namespace mcpgen
