#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcp::schema {

/// A URI or relative reference taken apart as RFC 3986 section 3 does; views into the text.
struct UriParts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

/// Splits any text; whether the parts are well formed is not looked at.
UriParts split_uri(std::string_view text);

/// `reference` as seen from `base` (RFC 3986 section 5.2), fragment included.
std::string resolve_uri(std::string_view base, std::string_view reference);

/// `text` with each %XX replaced by its byte.
std::string percent_decoded(std::string_view text);

}  // namespace mcp::schema
