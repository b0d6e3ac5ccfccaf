#include "media_type.h"

#include <mcp/transport/http/wire/list.h>

namespace mcp::http {
bool is_json(std::optional<std::string_view> content_type) {
  if (!content_type) return false;
  std::string_view rest = *content_type;
  if (!equal_ignoring_case(take_item(rest, ';'), "application/json")) return false;
  while (!rest.empty()) {
    const std::string_view parameter = take_item(rest, ';');
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
      std::string_view entry = take_item(list, ',');
      const std::string_view range = take_item(entry, ';');
      if (equal_ignoring_case(range, type) || range == "*/*") return true;
      if (range.ends_with("/*") && equal_ignoring_case(range.substr(0, range.size() - 1), kind)) return true;
    }
  }
  return !says;
}

}  // namespace mcp::http
