#include <mcp/core/template/place.h>

namespace mcp {

bool as_path_part(std::string& out, std::string_view value) {
  if (value.find_first_of(std::string_view("/\\\0", 3)) != std::string_view::npos) return false;
  const bool begins_name = out.empty() || out.ends_with('/');
  // Nothing before the extension would make the name of a hidden file of it.
  if (begins_name && (value.empty() || value.starts_with('.'))) return false;
  out += value;
  return true;
}

bool as_uri_part(std::string& out, std::string_view value) {
  append_percent_encoded(out, value);
  const std::string_view segment = std::string_view(out).substr(out.rfind('/') + 1);
  return segment != "." && segment != "..";
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void append_percent_encoded(std::string& out, std::string_view text, std::string_view kept) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
}

}  // namespace mcp
