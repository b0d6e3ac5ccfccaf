#pragma once

#include <string_view>

namespace mcp::schema {

/// True when `name` is a format we check rather than note.
bool is_known_format(std::string_view name);

/// True when `text` has the known format `name`. Linear in the length of `text`.
bool has_format(std::string_view name, std::string_view text);

/// What a text of the known format `name` is called: "a date such as 2026-01-31".
std::string_view format_noun(std::string_view name);

}  // namespace mcp::schema
