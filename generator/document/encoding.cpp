#include "document/encoding.h"

#include <cstdint>

#include <fmt/format.h>

#include "support/unicode.h"

namespace mcpgen {
namespace {

constexpr std::string_view kCode = "E0103";

Place place_at(const SourceFile& source, std::size_t offset) {
  int line = 1;
  while (line < source.line_count() && source.line_offset(line + 1) <= offset) ++line;
  const std::size_t begin = source.line_offset(line);
  const auto before = std::string_view(source.text).substr(begin, offset - begin);
  const int column = static_cast<int>(count_code_points(before)) + 1;
  return {&source, line, column, column + 1};
}

bool looks_like_utf16(std::string_view text) {
  const auto starts = text.substr(0, 2);
  return starts == "\xff\xfe" || starts == "\xfe\xff" ||
         (text.size() >= 4 &&
          ((text[0] != 0 && text[1] == 0 && text[3] == 0) || (text[0] == 0 && text[1] != 0 && text[2] == 0)));
}

bool is_forbidden_in_yaml(char32_t c) {
  const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f);
  const bool separator = c == 0x2028 || c == 0x2029;
  return control || separator || c == 0xfffe || c == 0xffff;
}

}  // namespace

bool check_utf8(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string& text = source.text;
  if (looks_like_utf16(text)) {
    diagnostics.error(kCode, {&source, 1, 1, 2}, "this file is UTF-16")
        .helped("save it as UTF-8, the only encoding of manifests");
    return false;
  }
  for (std::size_t i = 0; i < text.size();) {
    const auto c = code_point_at(text, i);
    if (!c) {
      diagnostics
          .error(kCode, place_at(source, i),
                 fmt::format("the byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[i])))
          .helped("save the file as UTF-8");
      return false;
    }
    if (c->value == 0) {
      diagnostics.error(kCode, place_at(source, i), "a NUL character is not text").helped("remove it");
      return false;
    }
    i += c->size;
  }
  return true;
}

bool check_yaml_characters(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string& text = source.text;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i).value_or(CodePoint{U'\ufffd', 1});
    if (is_forbidden_in_yaml(c.value)) {
      const auto value = static_cast<std::uint32_t>(c.value);
      diagnostics
          .error(kCode, place_at(source, i),
                 fmt::format("the character U+{:04X} may not stand in YAML", value))
          .helped(fmt::format("write it as \"\\u{:04X}\" in double quotes, or remove it", value));
      return false;
    }
    i += c.size;
  }
  return true;
}

}  // namespace mcpgen
