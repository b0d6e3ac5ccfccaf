#include "emit/filters.h"
#include "support/unicode.h"

namespace mcpgen {

bool comment(std::string_view text, std::string& out) {
  const std::size_t start = out.size();
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    std::string_view bytes = text.substr(at, point ? point->size : 1);
    at += bytes.size();
    if (!point || is_invisible(point->value) || bytes == " ") {
      space = true;
      continue;
    }
    // `\` would join the next line, `??/` is a spelling of it, and `/*` starts what is no comment here.
    if (bytes == "\\") bytes = "/";
    const char before = out.empty() ? '\0' : out.back();
    const bool pair = !space && ((bytes == "?" && before == '?') || (bytes == "*" && before == '/') ||
                                 (bytes == "/" && before == '*'));
    if ((space || pair) && out.size() > start) out += ' ';
    out += bytes;
    space = false;
  }
  return true;
}

}  // namespace mcpgen
