#pragma once

#include <string_view>

namespace mcp::schema {

/// RFC 3339, leap seconds only where UTC can have one.
bool is_date_time(std::string_view text);
bool is_date(std::string_view text);
bool is_time(std::string_view text);
/// ISO 8601 durations as RFC 3339 appendix A gives them.
bool is_duration(std::string_view text);

/// RFC 5321 mailboxes, quoted local parts and address literals included.
bool is_email(std::string_view text);
/// RFC 1123.
bool is_hostname(std::string_view text);
bool is_ipv4(std::string_view text);
/// RFC 4291, without zone.
bool is_ipv6(std::string_view text);

/// RFC 3986.
bool is_uri(std::string_view text);
bool is_uri_reference(std::string_view text);

/// Classes of ASCII characters, whatever the locale.
namespace ascii {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace ascii
}  // namespace mcp::schema
