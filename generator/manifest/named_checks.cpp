#include "manifest/named_checks.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <mcp/core/address_rules.h>
#include <mcp/core/ascii.h>
#include <mcp/core/listen_address.h>
#include <mcp/core/rate.h>
#include <mcp/core/template/template_text.h>

#include "manifest/near_rate.h"
#include "manifest/near_url.h"
#include "manifest/units.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::size_t kLongestName = 128;
constexpr std::string_view kBadName = "E0301";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

template <typename Allowed>
bool consists_of(std::string_view text, Allowed allowed) {
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool is_name(std::string_view text) {
  return text.size() <= kLongestName &&
         consists_of(text, [](char c) { return is_alphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

bool is_identifier(std::string_view text) {
  return consists_of(text, [](char c) { return is_alphanumeric(c) || c == '_'; }) && !is_digit(text[0]);
}

bool is_type_name(std::string_view text) {
  return text.size() <= kLongestName && is_identifier(text) && text[0] >= 'A' && text[0] <= 'Z';
}

bool is_namespace(std::string_view text) {
  if (text.size() > kLongestName) return false;
  for (std::size_t colons = text.find("::"); colons != text.npos; colons = text.find("::")) {
    if (!is_identifier(text.substr(0, colons))) return false;
    text.remove_prefix(colons + 2);
  }
  return is_identifier(text);
}

bool is_argument_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

bool is_web_address(std::string_view text) {
  return (text.starts_with("https://") || text.starts_with("http://")) && text.size() > 8 &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

bool is_icon_source(std::string_view text) {
  return text.starts_with("data:image/") || (text.starts_with("https://") && is_web_address(text));
}

bool is_icon_size(std::string_view text) {
  const std::size_t x = text.find('x');
  return text == "any" || (x != text.npos && consists_of(text.substr(0, x), is_digit) &&
                           consists_of(text.substr(x + 1), is_digit));
}

bool is_media_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$&^_.+-";
  return consists_of(text, [&](char c) { return is_alphanumeric(c) || kMarks.find(c) != kMarks.npos; });
}

bool is_mime_type(std::string_view text) {
  const std::string_view essence = text.substr(0, text.find(';'));
  const std::size_t slash = essence.find('/');
  return slash != essence.npos && is_media_token(essence.substr(0, slash)) &&
         is_media_token(essence.substr(slash + 1)) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool is_scope(std::string_view text) {
  return consists_of(text, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; });
}

bool is_label(std::string_view text) {
  return consists_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; }) &&
         is_letter(text.front()) && is_alphanumeric(text.back());
}

bool is_meta_name(std::string_view text) {
  return consists_of(text, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; }) &&
         is_alphanumeric(text.front()) && is_alphanumeric(text.back());
}

/// Labels joined by dots before the slash; one whose second label is `mcp` or `modelcontextprotocol`
/// belongs to the protocol.
bool is_meta_prefix(std::string_view text) {
  for (std::size_t index = 0;; ++index) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (!is_label(label) || (index == 1 && (label == "mcp" || label == "modelcontextprotocol"))) return false;
    if (dot == text.npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_meta_key(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return is_meta_name(text);
  return is_meta_prefix(text.substr(0, slash)) && is_meta_name(text.substr(slash + 1));
}

/// Names that lead nowhere but down; `{argument}` and `${VARIABLE}` are taken for parts of names.
bool is_path_below(std::string_view text) {
  if (text.find_first_of(std::string_view("\\\0", 2)) != text.npos) return false;
  for (std::size_t slash = 0; slash != text.npos;) {
    slash = text.find('/');
    const std::string_view name = text.substr(0, slash);
    if (name.empty() || name == "." || name == "..") return false;
    if (slash != text.npos) text.remove_prefix(slash + 1);
  }
  return true;
}

/// It stands in an `#include`, where nothing can be escaped.
bool is_own_header(std::string_view text) {
  constexpr std::string_view kMarks = "_./+-";
  return is_path_below(text) &&
         consists_of(text, [&](char c) { return is_alphanumeric(c) || kMarks.find(c) != kMarks.npos; });
}

bool is_media_source(std::string_view text) { return text.starts_with("data:") || is_path_below(text); }

/// The operator's alone: no `{argument}` decides which folder it is.
bool is_folder(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '$') continue;
    if (text[i] == '{' && text.substr(i + 1, 1) != "{") return false;
    ++i;
  }
  return !text.empty() && text.find('\0') == text.npos;
}

/// Nothing of it is known here.
bool is_operators_secret(std::string_view text) {
  return text.starts_with("${") && text.find('}') == text.size() - 1 && text.find(":-") == text.npos;
}

bool is_uri_of_files(std::string_view text) {
  const std::size_t open = text.find('{');
  const std::size_t close = text.find('}', std::min(open, text.size()));
  if (close == text.npos || text.find('{', open + 1) != text.npos) return false;
  return text.substr(open, close - open).find(',') == text.npos;
}

/// Left to the operator where a variable stands in it.
bool is_sqlite_url(std::string_view text) {
  constexpr std::string_view kStart = "sqlite:///";
  if (text.find("${") != text.npos) return true;
  return text.starts_with(kStart) && text.size() > kStart.size() && text.back() != '/' &&
         text.find_first_of(std::string_view("?#\0", 3)) == text.npos;
}

bool is_header_name(std::string_view text) {
  return text.size() <= kLongestName && mcp::is_header_name(text);
}

bool is_key_prefix(std::string_view text) {
  constexpr std::size_t kLongestPrefix = 16;
  return text.size() <= kLongestPrefix &&
         consists_of(text, [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c); });
}

/// 1 to 64 lower-case letters and digits in words that single hyphens join.
bool is_skill_name(std::string_view text) {
  constexpr std::size_t kLongestSkillName = 64;
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
  return text.size() <= kLongestSkillName && consists_of(text, allowed) && text.front() != '-' &&
         text.back() != '-' && text.find("--") == text.npos;
}

/// A skill's name behind any number of segments, as URIs have them without an escape.
bool is_skill_path(std::string_view text) {
  constexpr std::size_t kLongestSkillPath = 256;
  constexpr std::string_view kMarks = "-._~";
  if (text.size() > kLongestSkillPath) return false;
  for (std::size_t slash = text.find('/'); slash != text.npos; slash = text.find('/')) {
    const std::string_view segment = text.substr(0, slash);
    const auto allowed = [&](char c) { return is_alphanumeric(c) || kMarks.find(c) != kMarks.npos; };
    if (!consists_of(segment, allowed) || segment == "." || segment == "..") return false;
    text.remove_prefix(slash + 1);
  }
  return is_skill_name(text);
}

/// Known while the server is generated: neither an argument nor a variable decides which folder it is.
bool is_plain_folder(std::string_view text) {
  return !text.empty() && text.find_first_of(std::string_view("{}$\0", 4)) == text.npos;
}

bool is_listen_address(std::string_view text) {
  // The least that any system has room for: the server may run on another one than mcpgen.
  constexpr std::size_t kLongestSocket = 103;
  const auto address = mcp::read_address(text);
  return address && address->socket.size() <= kLongestSocket;
}

/// Left to the operator where a variable stands in it: what it is then, the server checks when it starts.
template <bool (*accepts)(std::string_view)>
bool is_open_or(std::string_view text) {
  return text.find("${") != text.npos || accepts(text);
}

bool is_duration(std::string_view text) { return parse_duration(text).has_value(); }
bool is_rate(std::string_view text) { return mcp::parse_rate(text).has_value(); }
bool is_size(std::string_view text) { return parse_size(text).has_value(); }

/// `2026-11-20T08:00:00Z`: the shape of RFC 3339, digits where digits stand.
bool is_timestamp(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() <= kShape.size()) return false;
  const bool shaped = std::equal(kShape.begin(), kShape.end(), text.begin(),
                                 [](char shape, char c) { return shape == '0' ? is_digit(c) : shape == c; });
  const std::string_view zone = text.substr(text.find_first_of("Z+-", kShape.size()) == text.npos
                                                ? text.size()
                                                : text.find_first_of("Z+-", kShape.size()));
  return shaped && (zone == "Z" || (zone.size() == 6 && zone[3] == ':'));
}

constexpr std::array kChecks{
    NamedCheck{"argument-name", is_argument_name, kBadName, "a name", "1 to 128 characters that can be seen",
               "user_id"},
    NamedCheck{"class-name", is_namespace, kBadName, "a C++ class", "identifiers, joined by `::`",
               "acme::Login"},
    NamedCheck{"duration", is_duration, "E0208", "a duration", "a number with its unit",
               "500ms`, `20s`, `2m` or `1h"},
    NamedCheck{"fetched-url", is_open_or<mcp::is_web_url>, "E0208", "a URL that can be asked",
               "https://, the name of a server and perhaps a path", "https://id.example.com", near_web_url},
    NamedCheck{"folder", is_folder, "E0208", "a folder", "the path of one folder, without an {argument}",
               "./docs"},
    NamedCheck{"header-name", is_header_name, "E0208", "a name of a header", "letters, digits and hyphens",
               "X-API-Key"},
    NamedCheck{"host-name", is_open_or<mcp::is_host_name>, "E0208", "a name of a server",
               "a name, perhaps with a port", "mcp.example.com"},
    NamedCheck{"icon-size", is_icon_size, "E0208", "a size of an icon", "width and height, or any", "48x48"},
    NamedCheck{"icon-source", is_icon_source, "E0208", "a source of an icon",
               "an https: address or a data:image/ URI", "https://example.com/icon.png"},
    NamedCheck{"key-prefix", is_key_prefix, "E0208", "a prefix of keys",
               "1 to 16 lower-case letters and digits", "acme"},
    NamedCheck{"listen-address", is_open_or<is_listen_address>, "E0208", "an address to listen on",
               "a host and a port, or the path of a socket",
               "127.0.0.1:8080`, `[::1]:8080` or `unix:/run/example.sock"},
    NamedCheck{"media-source", is_media_source, "E0208", "a file or a data: URI",
               "a path below `root`, or `data:…;base64,…`", "images/logo.png"},
    NamedCheck{"meta-key", is_meta_key, "E0208", "a key of `meta`",
               "a name, perhaps under a domain that is not the protocol's own", "example.com/theme"},
    NamedCheck{"mime-type", is_mime_type, "E0208", "a media type", "a type and a subtype", "text/plain"},
    NamedCheck{"name", is_name, kBadName, "a name", "1 to 128 of the characters A-Z a-z 0-9 _ . -",
               "get_user"},
    NamedCheck{"namespace", is_namespace, kBadName, "a C++ namespace", "identifiers, joined by `::`",
               "acme::orders"},
    NamedCheck{"operators-secret", is_operators_secret, "E0402", "a reference to a secret",
               "`${NAME}` or `${file:/path}`, which the operator sets", "${JWT_SECRET}"},
    NamedCheck{"origin", is_open_or<mcp::is_origin>, "E0208", "an origin of web pages",
               "`scheme://host` or `scheme://host:port` in lower case, nothing after it",
               "https://app.example.com"},
    NamedCheck{"own-header", is_own_header, "E0208", "a header of yours",
               "a path below the folder of your handlers, of letters, digits, _ . + - and `/`", "login.h"},
    NamedCheck{"path-below", is_path_below, "E0208", "a path below a folder",
               "names joined by `/`, counted from `root`, none of them empty, `.` or `..`",
               "notes/{day}.txt"},
    NamedCheck{"plain-folder", is_plain_folder, "E0208", "a folder of a skill",
               "a path without `{`, `}` and `$`: the folder is read when the server is generated",
               "skills/git-workflow"},
    NamedCheck{"public-url", is_open_or<mcp::is_public_url>, "E0208", "the URL of a server",
               "https://, a name and perhaps a path, without `/` at the end", "https://mcp.example.com",
               near_public_url},
    NamedCheck{"rate", is_rate, "E0208", "a rate",
               "a number from 1 to 1000000, `/second`, `/min`, `/hour` or `/day`, and perhaps whom it is for",
               "120/min`, `10/hour per user", near_rate},
    NamedCheck{"scope", is_scope, "E0208", "a scope", "visible ASCII without spaces, quotes and backslashes",
               "orders:read"},
    NamedCheck{"size", is_size, "E0208", "a size", "a number of bytes", "4096`, `512KiB` or `1MiB"},
    NamedCheck{"skill-name", is_skill_name, kBadName, "a name of a skill",
               "1 to 64 lower-case letters and digits, words joined by single hyphens", "git-workflow"},
    NamedCheck{"skill-path", is_skill_path, kBadName, "a path of a skill",
               "the name of the skill, in lower case with single hyphens; before it perhaps `group/`",
               "acme/git-workflow"},
    NamedCheck{"sqlite-url", is_sqlite_url, "E0208", "a database",
               "`sqlite:///` and a path, which begins in the working folder or with another `/`",
               "sqlite:///keys.db"},
    NamedCheck{"timestamp", is_timestamp, "E0208", "a point in time", "date, time and zone",
               "2026-11-20T08:00:00Z"},
    NamedCheck{"trusted-proxy", is_open_or<mcp::is_trusted_proxy>, "E0208", "a proxy",
               "an address, the first of those with the same prefix, or `unix`",
               "10.0.0.0/8`, `192.0.2.1` or `unix"},
    NamedCheck{"type-name", is_type_name, kBadName, "a name of a type",
               "a capital letter, then letters, digits and _", "Order"},
    NamedCheck{"uri-of-files", is_uri_of_files, "E0208", "a URI for the files of a folder",
               "one variable, which stands for the path of a file", "docs://{+path}"},
    NamedCheck{"url-path", is_open_or<mcp::is_url_path>, "E0208", "a path of the server's own",
               "`/` and letters, digits, - . _ ~, and not one of /.well-known, /api/tools, /healthz, /livez, "
               "/messages, /openapi.json, /readyz, /sse, /version",
               "/mcp"},
    NamedCheck{"variable-name", mcp::is_variable_name, kBadName, "a name of a variable",
               "letters, digits and _, no digit first", "API_TOKEN"},
    NamedCheck{"web-address", is_web_address, "E0208", "a web address", "an https: address",
               "https://example.com"},
};

}  // namespace

const NamedCheck* find_named_check(std::string_view name) {
  const auto found = std::find_if(kChecks.begin(), kChecks.end(),
                                  [&](const NamedCheck& check) { return check.name == name; });
  return found == kChecks.end() ? nullptr : &*found;
}

std::string such_as(const NamedCheck& rule, std::string_view text) {
  if (rule.meant != nullptr) return rule.meant(text);
  if (rule.code != kBadName) return std::string(rule.example);
  // Its words, joined as names are.
  for (const char joint : {'-', '_'}) {
    std::string name;
    for (const char c : text) {
      if (is_alphanumeric(c) || c == '_') {
        name += c;
      } else if (!name.empty() && name.back() != joint) {
        name += joint;
      }
    }
    if (rule.accepts(name)) return name;
  }
  return std::string(rule.example);
}

bool check_text_rule(const NamedCheck& rule, std::string_view text, Place place, Diagnostics& diagnostics) {
  if (rule.accepts(text)) return true;
  diagnostics.error(rule.code, place, fmt::format("`{}` is not {}", visible(text), rule.subject))
      .labelled(fmt::format("expected {}", rule.expected))
      .helped(fmt::format("such as `{}`", such_as(rule, text)));
  return false;
}

}  // namespace mcpgen
