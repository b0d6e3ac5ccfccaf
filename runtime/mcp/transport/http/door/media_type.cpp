#include "media_type.h"

#include <algorithm>

namespace mcp::http {
namespace {

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string_view take_part(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

}  // namespace

bool is_json(std::optional<std::string_view> content_type) {
  if (!content_type) return false;
  std::string_view rest = *content_type;
  if (!equal_ignoring_case(take_part(rest, ';'), "application/json")) return false;
  while (!rest.empty()) {
    const std::string_view parameter = take_part(rest, ';');
    const bool charset = equal_ignoring_case(parameter.substr(0, 8), "charset=");
    if (charset && !equal_ignoring_case(parameter, "charset=utf-8") &&
        !equal_ignoring_case(parameter, "charset=\"utf-8\""))
      return false;
  }
  return true;
}

bool accepts(const Head& head, std::string_view type) {
  const std::string_view kind = type.substr(0, type.find('/') + 1);
  bool says = false;
  for (const Field& field : head.fields()) {
    if (!equal_ignoring_case(field.name, "accept")) continue;
    says = true;
    std::string_view list = field.value;
    while (!list.empty()) {
      std::string_view entry = take_part(list, ',');
      const std::string_view range = take_part(entry, ';');
      if (equal_ignoring_case(range, type) || range == "*/*") return true;
      if (range.ends_with("/*") && equal_ignoring_case(range.substr(0, range.size() - 1), kind)) return true;
    }
  }
  return !says;
}

}  // namespace mcp::http
