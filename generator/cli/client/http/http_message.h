#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mcp/core/ascii.h>

namespace mcpgen {

/// Names and values of headers, in order.
using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string target;
  HttpFields fields;
  std::string body{};
};

/// What an answer begins with.
struct HttpHead {
  int status = 0;
  HttpFields fields{};

  /// The first of that name; "" when there is none.
  std::string field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
      if (mcp::equal_ignoring_case(key, name)) return value;
    }
    return "";
  }
  /// `application/json` of `application/json; charset=utf-8`, in small letters.
  std::string media_type() const {
    std::string type = field("Content-Type");
    type.erase(std::min(type.find_first_of("; \t"), type.size()));
    for (char& c : type) c = mcp::to_lower(c);
    return type;
  }
};

}  // namespace mcpgen
