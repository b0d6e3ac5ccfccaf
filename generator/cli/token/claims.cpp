#include "cli/token/claims.h"

#include <optional>

#include <mcp/core/random.h>
#include <mcp/json/read.h>

#include "manifest/units.h"

namespace mcpgen {
namespace {

using mcp::Json;
using std::chrono::duration_cast;
using std::chrono::seconds;

/// Sets `path`, in which dots lead into objects as the manifest's `roleClaims` does.
void set_path(Json& object, std::string_view path, Json value) {
  const std::size_t dot = path.find('.');
  Json& member = object[std::string(path.substr(0, dot))];
  if (dot == std::string_view::npos)
    member = std::move(value);
  else
    set_path(member, path.substr(dot + 1), std::move(value));
}

/// `KEY=TEXT` or `KEY:=JSON`.
std::optional<UsageFault> add_claim(const std::string& written, Json& claims) {
  const std::size_t equals = written.find('=');
  const bool json = equals != std::string::npos && equals > 0 && written[equals - 1] == ':';
  const std::string name = written.substr(0, equals == std::string::npos ? 0 : equals - (json ? 1 : 0));
  if (name.empty())
    return UsageFault{"--claim cannot be `" + written + "`",
                      "--claim email=ann@example.com, or --claim verified:=true for JSON"};
  const std::string value = written.substr(equals + 1);
  if (!json) {
    claims[name] = value;
    return {};
  }
  auto read = mcp::read_json(value);
  if (const auto* fault = std::get_if<mcp::JsonFault>(&read))
    return UsageFault{"the claim `" + name + "` is no JSON: " + fault->message,
                      "a text is --claim " + name + "=TEXT"};
  claims[name] = std::get<Json>(std::move(read));
  return {};
}

/// The option, else what the manifest says.
std::variant<std::string, UsageFault> named(const Given& given, const char* option,
                                            const std::string& fallback) {
  const std::string value = given.has(option) ? given.value(option) : fallback;
  if (!value.empty()) return value;
  return UsageFault{"a token needs --" + std::string(option),
                    "the manifest here names none under `auth:`, or one with `${…}`"};
}

}  // namespace

std::variant<Json, UsageFault> claims_of(const Given& given, const ManifestAuth& auth,
                                         std::chrono::system_clock::time_point now) {
  const auto issuer = named(given, "issuer", auth.issuer);
  if (const auto* fault = std::get_if<UsageFault>(&issuer)) return *fault;
  const auto audience = named(given, "audience", auth.audience);
  if (const auto* fault = std::get_if<UsageFault>(&audience)) return *fault;
  const std::string subject = given.value("subject");
  if (subject.empty()) return UsageFault{"whose token? --subject is missing", "--subject ann"};
  const auto ttl = parse_duration(given.has("ttl") ? given.value("ttl") : "1h");
  if (!ttl || *ttl < seconds(1))
    return UsageFault{"--ttl cannot be `" + given.value("ttl") + "`", "such as 90s, 15m, 1h or 1d"};
  const auto id = mcp::random_handle();
  if (!id) return UsageFault{"the system gave no random bytes", ""};

  const auto begin = duration_cast<seconds>(now.time_since_epoch());
  Json claims = {{"iss", std::get<std::string>(issuer)},
                 {"aud", std::get<std::string>(audience)},
                 {"sub", subject},
                 {"client_id", "mcpgen"},
                 {"iat", begin.count()},
                 {"exp", (begin + duration_cast<seconds>(*ttl)).count()},
                 {"jti", *id}};
  if (given.has("scope")) claims["scope"] = given.value("scope");
  if (given.has("role"))
    set_path(claims, auth.role_claims.empty() ? "roles" : auth.role_claims.front(), given.values("role"));
  for (const std::string& written : given.values("claim"))
    if (auto fault = add_claim(written, claims)) return *fault;
  return claims;
}

}  // namespace mcpgen
