// What C++ reads: literals and names.
#include <algorithm>

#include <fmt/format.h>

#include "emit/filters.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

void append_octal(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) out += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
}

}  // namespace

bool cpp_string(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    const std::string_view bytes = text.substr(at, point ? point->size : 1);
    if (bytes == "\n") {
      out += "\\n";
    } else if (bytes == "\"" || bytes == "\\") {
      out.append("\\").append(bytes);
    } else if (!point || is_invisible(point->value) || (bytes == "?" && out.back() == '?')) {
      append_octal(out, bytes);
    } else {
      out += bytes;
    }
    at += bytes.size();
  }
  out += '"';
  return true;
}

bool cpp_raw_json(std::string_view text, std::string& out) {
  if (text.find('\n') != std::string_view::npos) return false;
  std::string delimiter = "json";
  for (int i = 1; text.find(fmt::format("){}\"", delimiter)) != std::string_view::npos; ++i) {
    delimiter = fmt::format("json{}", i);
  }
  out += fmt::format("R\"{0}({1}){0}\"", delimiter, text);
  return true;
}

bool cpp_identifier(std::string_view text, std::string& out) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  if (text.empty() || !is_letter(text.front()) || !std::ranges::all_of(text, is_part)) return false;
  out += text;
  return true;
}

}  // namespace mcpgen
