#include <mcp/schema/formats.h>

#include <algorithm>
#include <array>

#include <mcp/schema/format_rules.h>

namespace mcp::schema {
namespace {

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !ascii::is_hex(text[i])) return false;
  }
  return true;
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

bool is_base64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alphanumeric(c) || c == '+' || c == '/'; });
}

struct Format {
  std::string_view name;
  std::string_view noun;
  bool (*matches)(std::string_view);
};

constexpr std::array kFormats = {
    Format{"date-time", "a date and time such as 2026-01-31T12:00:00Z", is_date_time},
    Format{"date", "a date such as 2026-01-31", is_date},
    Format{"time", "a time such as 12:00:00Z", is_time},
    Format{"duration", "a duration such as P1DT12H", is_duration},
    Format{"email", "an email address", is_email},
    Format{"hostname", "a host name", is_hostname},
    Format{"ipv4", "an IPv4 address", is_ipv4},
    Format{"ipv6", "an IPv6 address", is_ipv6},
    Format{"uri", "a URI such as https://example.com/", is_uri},
    Format{"uri-reference", "a URI or a relative reference", is_uri_reference},
    Format{"uuid", "a UUID", is_uuid},
    Format{"json-pointer", "a JSON Pointer", is_json_pointer},
    Format{"byte", "base64 text", is_base64},
    Format{"base64", "base64 text", is_base64},
};

const Format* find_format(std::string_view name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace

bool is_known_format(std::string_view name) { return find_format(name) != nullptr; }

bool has_format(std::string_view name, std::string_view text) {
  const Format* format = find_format(name);
  return format != nullptr && format->matches(text);
}

std::string_view format_noun(std::string_view name) {
  const Format* format = find_format(name);
  return format == nullptr ? name : format->noun;
}

}  // namespace mcp::schema
