#include "claims.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <mcp/core/members.h>
#include <mcp/json/json.h>

namespace mcp::auth {
namespace {

/// The end of the year 9999: whoever writes more counts in milliseconds.
constexpr Seconds kLastTime{253402300799.0};
constexpr std::size_t kMostWords = 256;
constexpr std::size_t kMostNameBytes = 1024;

Error denied(std::string why) { return {Error::Code::unauthorized, std::move(why)}; }

bool has(const Json& claims, std::string_view name) { return find_member(claims, name) != nullptr; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// A text that can name somebody or something.
bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= kMostNameBytes && std::ranges::none_of(text, is_control);
}

/// Nothing where it is no time.
std::optional<Seconds> time_of(const Json& claim) {
  if (!claim.is_number()) return {};
  const Seconds time(claim.get<double>());
  if (!(time >= Seconds(0) && time <= kLastTime)) return {};
  return time;
}

/// The clock counts to the year 2262.
Jwt::Clock::time_point clock_time(Seconds time) {
  if (time >= Seconds(Jwt::Clock::duration::max())) return Jwt::Clock::time_point::max();
  return Jwt::Clock::time_point(std::chrono::duration_cast<Jwt::Clock::duration>(time));
}

Result<Seconds> check_times(const Json& claims, Seconds leeway, Seconds now) {
  for (const std::string_view name : {"nbf", "iat"}) {
    const Json* claim = find_member(claims, name);
    if (claim == nullptr) continue;
    const auto begin = time_of(*claim);
    if (!begin) return denied("its `" + std::string(name) + "` is no time");
    if (now + leeway < *begin) return denied("it is not valid yet, by its `" + std::string(name) + "`");
  }
  const Json* claim = find_member(claims, "exp");
  const auto end = claim == nullptr ? std::nullopt : time_of(*claim);
  if (!end) return denied("its `exp` is no time");
  if (now >= *end + leeway) return denied("it has expired");
  return *end;
}

bool is_for(const Json& claims, const std::string& audience) {
  const Json* claim = find_member(claims, "aud");
  if (claim == nullptr) return false;
  if (!claim->is_array()) return claim->is_string() && claim->get_ref<const std::string&>() == audience;
  return std::ranges::all_of(*claim, [](const Json& each) { return each.is_string(); }) &&
         std::ranges::find(*claim, Json(audience)) != claim->end();
}

/// What issuers write into their access tokens and into no ID token: Keycloak its `typ`, Cognito and Hydra
/// `token_use`, many the scopes and the client, which RFC 9068 asks for.
bool has_marks_of_access(const Json& claims, const Jwt::Options& options) {
  const std::string* own = find_text(claims, "typ");
  return (own != nullptr && *own == "Bearer") || has(claims, "token_use") || has(claims, "client_id") ||
         std::ranges::any_of(options.scope_claims,
                             [&](const std::string& name) { return has(claims, name); });
}

/// Tokens of the same issuer that are for something else, and what shows it.
Result<void> check_purpose(const Json& claims, std::string_view type, const Jwt::Options& options) {
  if (!type.empty() && type != "at+jwt" && type != "jwt") return denied("its `typ` is not an access token's");
  if (has(claims, "events")) return denied("it tells of an event");
  if (has(claims, "cnf")) return denied("it is good only together with a key");
  const std::string* use = find_text(claims, "token_use");  // in Cognito's words, and Hydra's
  if (has(claims, "token_use") && (use == nullptr || (*use != "access" && *use != "access_token")))
    return denied("its `token_use` is not an access token's");
  const std::string* own = find_text(claims, "typ");
  for (const std::string_view other : {"ID", "Refresh", "Offline", "Logout"}) {  // as Keycloak says it
    if (own != nullptr && *own == other) return denied("its claim `typ` is not an access token's");
  }
  if (type == "at+jwt") return {};
  for (const std::string_view name : {"nonce", "at_hash", "c_hash", "s_hash"}) {
    if (has(claims, name)) return denied("it is an ID token, as its `" + std::string(name) + "` shows");
  }
  if (options.token_type == "any") return {};
  if (options.token_type == "at+jwt") return denied("its `typ` is not at+jwt");
  if (!has_marks_of_access(claims, options))
    return denied("nothing shows that it is for access; `tokenType: any` is for issuers of such tokens");
  return {};
}

constexpr std::string_view kClient = "client_id:";
constexpr std::string_view kUser = "sub:";

/// Who it is, by the claim that says so. A client may call itself like a user, and is somebody else: it gets
/// words in front, and a user whose name begins with such words gets others.
Result<std::string> subject_of(const Json& claims) {
  const bool is_user = has(claims, "sub");
  const std::string_view name = is_user ? "sub" : "client_id";
  const std::string* subject = find_text(claims, name);
  if (subject == nullptr || !is_name(*subject))
    return denied("its `" + std::string(name) + "` is no text that names somebody");
  if (!is_user) return std::string(kClient) + *subject;
  const bool is_odd = subject->starts_with(kClient) || subject->starts_with(kUser);
  return is_odd ? std::string(kUser) + *subject : *subject;
}

/// The texts of a list; nothing where it is none, is too long or holds what is no name.
std::optional<std::vector<std::string>> names_of(const Json& claim) {
  if (!claim.is_array() || claim.size() > kMostWords) return {};
  std::vector<std::string> names;
  for (const Json& each : claim) {
    const auto* name = each.get_ptr<const std::string*>();
    if (name == nullptr || !is_name(*name)) return {};
    names.push_back(*name);
  }
  return names;
}

/// Of RFC 6749: a list of scopes must not hold one that is two.
bool is_scope(const std::string& word) {
  return std::ranges::all_of(word, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

/// The same of words with spaces between them.
std::optional<std::vector<std::string>> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    if (words.size() > kMostWords) return {};
    at = end + 1;
  }
  if (!std::ranges::all_of(words, is_name)) return {};
  return words;
}

std::optional<std::vector<std::string>> scopes_of(const Json& claim) {
  const auto* text = claim.get_ptr<const std::string*>();
  auto scopes = text == nullptr ? names_of(claim) : words_of(*text);
  if (!scopes || !std::ranges::all_of(*scopes, is_scope)) return {};
  return scopes;
}

/// `path` is a member's name or, behind the name of an object and a dot, the path of a member in that.
const Json* find_path(const Json& value, std::string_view path) {
  if (const Json* member = find_member(value, path)) return member;
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const Json* inner = find_member(value, path.substr(0, dot));
  return inner == nullptr ? nullptr : find_path(*inner, path.substr(dot + 1));
}

Result<void> read_rights(const Json& claims, const Jwt::Options& options, Principal& principal) {
  for (const std::string& name : options.scope_claims) {
    const Json* claim = find_member(claims, name);
    if (claim == nullptr) continue;
    auto scopes = scopes_of(*claim);
    if (!scopes) return denied("its scopes are no words");
    principal.scopes = *std::move(scopes);
    break;
  }
  for (const std::string& path : options.role_claims) {
    const Json* claim = find_path(claims, path);
    if (claim == nullptr) continue;
    const auto roles = names_of(*claim);
    if (!roles) return denied("its roles are no list of names");
    for (const std::string& role : *roles) {
      if (std::ranges::find(principal.roles, role) == principal.roles.end()) principal.roles.push_back(role);
    }
    if (principal.roles.size() > kMostWords) return denied("it has too many roles");
  }
  return {};
}

}  // namespace

Result<void> check_issuer(const Json& claims, const Jwt::Options& options) {
  const std::string* issuer = find_text(claims, "iss");
  if (issuer == nullptr || *issuer != options.issuer) return denied("it is of another issuer");
  return {};
}

Result<Verified> read_claims(const Json& claims, std::string_view type, const Jwt::Options& options,
                             Seconds now) {
  if (auto own = check_issuer(claims, options); !own) return own.error();
  if (!is_for(claims, options.audience)) return denied("it is not for this server");
  if (auto purpose = check_purpose(claims, type, options); !purpose) return purpose.error();
  const Result<Seconds> until = check_times(claims, options.leeway, now);
  if (!until) return until.error();
  const Result<std::string> subject = subject_of(claims);
  if (!subject) return subject.error();
  Verified verified{.principal = {.issuer = options.issuer,
                                  .subject = *subject,
                                  .expires = clock_time(*until + options.leeway)},
                    .from = now,
                    .until = *until};
  if (auto rights = read_rights(claims, options, verified.principal); !rights) return rights.error();
  return verified;
}

}  // namespace mcp::auth
