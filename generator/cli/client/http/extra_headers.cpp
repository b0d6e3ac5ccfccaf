#include "cli/client/http/extra_headers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <mcp/core/ascii.h>

#include "cli/client/http/secret.h"

namespace mcpgen {
namespace {

constexpr std::size_t kMaxHeaders = 64;
constexpr std::size_t kMaxHeader = 8192;
constexpr std::array<std::string_view, 9> kSecretWords{"auth",     "cookie", "credential", "key",  "passwd",
                                                       "password", "secret", "session",    "token"};
/// Those that a request has anyway, or that change where it ends.
constexpr std::array<std::string_view, 11> kOurs{
    "accept", "accept-encoding", "connection", "content-length",    "content-type", "expect",
    "host",   "last-event-id",   "te",         "transfer-encoding", "upgrade"};

bool is_text_character(char c) { return c == '\t' || (c >= ' ' && c < '\x7f'); }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), mcp::to_lower);
  return lower;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// How a secret is given instead of in plain view, as one types it.
std::string unseen(const std::string& option) {
  return "read -rs SECRET && export SECRET\nthen give " + option +
         "; a file goes as @FILE, a line of standard input as -";
}

struct Written {
  std::string name;
  std::string scheme;  ///< `Bearer ` before the secret
  std::string value;
};

std::variant<Written, UsageFault> take_apart(const std::string& header) {
  const std::size_t colon = header.find(':');
  const std::string name(trimmed(std::string_view(header).substr(0, colon)));
  const bool named = colon != std::string::npos && mcp::is_header_name(name);
  if (!named) return UsageFault{"a --header has a name and a colon", "such as --header 'X-Tenant: acme'"};
  if (header.size() > kMaxHeader)
    return UsageFault{"the header `" + name + "` is longer than 8192 bytes", ""};
  const std::string lower = lower_case(name);
  if (lower.starts_with("mcp-") || std::ranges::find(kOurs, lower) != kOurs.end())
    return UsageFault{"mcpgen sets the header `" + name + "` itself", "leave it out"};

  std::string value(trimmed(std::string_view(header).substr(colon + 1)));
  if (lower != "authorization" && lower != "proxy-authorization") return Written{name, "", value};
  const std::size_t space = value.find(' ');
  if (space == std::string::npos) return Written{name, "", value};
  return Written{name, value.substr(0, space + 1), std::string(trimmed(value.substr(space)))};
}

std::variant<HttpFields::value_type, UsageFault> read_header(const std::string& header, std::istream& in) {
  const auto taken = take_apart(header);
  if (const auto* fault = std::get_if<UsageFault>(&taken)) return *fault;
  const auto& [name, scheme, value] = std::get<Written>(taken);
  if (is_secret_reference(value)) {
    auto secret = read_secret(value, in);
    if (auto* fault = std::get_if<UsageFault>(&secret)) return *fault;
    return HttpFields::value_type(name, scheme + std::get<std::string>(secret));
  }
  if (is_secret_header(name)) {
    return UsageFault{"the value of `" + name + "` is a secret, which the command line shows to others",
                      unseen("--header '" + name + ": " + scheme + "env:SECRET'")};
  }
  if (!std::ranges::all_of(value, is_text_character))
    return UsageFault{"the value of `" + name + "` has characters that no header can carry", ""};
  return HttpFields::value_type(name, value);
}

struct Credential {
  const char* option;
  const char* header;
  const char* scheme;
};

constexpr std::array<Credential, 2> kCredentials{
    {{"bearer", "Authorization", "Bearer "}, {"api-key", "X-API-Key", ""}}};

std::variant<std::string, UsageFault> read_credential(const std::string& option, const std::string& reference,
                                                      std::istream& in) {
  if (is_secret_reference(reference)) return read_secret(reference, in);
  return UsageFault{"--" + option + " takes no secret itself: the command line shows it to others",
                    unseen("--" + option + " env:SECRET")};
}

}  // namespace

bool is_secret_header(std::string_view name) {
  const std::string lower = lower_case(name);
  return std::ranges::any_of(kSecretWords,
                             [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::variant<HttpFields, UsageFault> read_extra_headers(const Given& given, std::istream& in) {
  HttpFields fields;
  const std::vector<std::string> headers = given.values("header");
  if (headers.size() > kMaxHeaders) return UsageFault{"more than 64 headers are given", ""};
  for (const std::string& header : headers) {
    auto field = read_header(header, in);
    if (auto* fault = std::get_if<UsageFault>(&field)) return *fault;
    fields.push_back(std::get<HttpFields::value_type>(std::move(field)));
  }
  for (const auto& [option, name, scheme] : kCredentials) {
    if (!given.has(option)) continue;
    const std::string_view header = name;
    const bool twice = std::ranges::any_of(
        fields, [&](const auto& field) { return mcp::equal_ignoring_case(field.first, header); });
    if (twice)
      return UsageFault{"`" + std::string(header) + "` is given twice, by --header and by --" + option,
                        "leave one of them out"};
    auto secret = read_credential(option, given.value(option), in);
    if (auto* fault = std::get_if<UsageFault>(&secret)) return *fault;
    fields.emplace_back(name, scheme + std::get<std::string>(secret));
  }
  return fields;
}

}  // namespace mcpgen
