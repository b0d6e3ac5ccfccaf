// Whatever a client sends as its token: what is read of it is what stands there, in its one spelling, and
// whom its claims stand for is somebody whom the rules know.
//
// An input of one line is a token. Of several, the first is the header of one and the rest its claims.

#include <algorithm>
#include <string>
#include <string_view>

#include <mcp/auth/jwt/claims.h>
#include <mcp/core/base64.h>
#include <mcp/jose/jws.h>
#include <mcp/jose/object.h>
#include <mcp/json/json.h>

#include "fuzz.h"

namespace {

constexpr mcp::auth::Seconds kNow{1'800'000'000};

std::string token_of(std::string_view input) {
  const std::size_t end = input.find('\n');
  if (end == std::string_view::npos) return std::string(input);
  return mcp::to_base64url(input.substr(0, end)) + "." + mcp::to_base64url(input.substr(end + 1)) + ".c2ln";
}

bool is_plain(const std::string& name) {
  return !name.empty() && name.size() <= 1024 &&
         std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

void check_claims(const mcp::Json& claims, const std::string& type) {
  const mcp::auth::Jwt::Options options{.issuer = "i", .audience = "a", .role_claims = {"realm.roles"}};
  const auto verified = mcp::auth::read_claims(claims, type, options, kNow);
  if (!verified) {
    require(!verified.error().message.empty(), "a token is refused for a reason");
    return;
  }
  const mcp::Principal& caller = verified->principal;
  require(claims["iss"] == "i" && caller.issuer == "i", "who is let in comes from the issuer");
  require(is_plain(caller.subject), "who is let in has a name");
  require(verified->until + options.leeway > kNow, "who is let in comes in time");
  require(caller.expires &&
              *caller.expires > mcp::auth::Jwt::Clock::time_point(std::chrono::seconds(1'800'000'000)),
          "who is let in is somebody for a while");
  require(caller.scopes.size() <= 256 && caller.roles.size() <= 256, "rights are bounded");
  require(std::ranges::all_of(caller.roles, is_plain), "roles have names");
  require(std::ranges::all_of(caller.scopes,
                              [](const std::string& scope) {
                                return is_plain(scope) && scope.find(' ') == std::string::npos;
                              }),
          "a scope is one word");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string token = token_of({reinterpret_cast<const char*>(data), size});
  const auto jws = mcp::jose::read_jws(token);
  if (!jws) {
    require(jws.error().code == mcp::Error::Code::unauthorized && !jws.error().message.empty(),
            "what is no token is refused for a reason");
    return 0;
  }
  require(token.size() <= mcp::jose::kMostTokenBytes, "a token is bounded");
  require(token == std::string(jws->signed_text) + "." + mcp::to_base64url(jws->signature),
          "a token is what was signed and its signature");
  require(jws->signed_text.ends_with("." + mcp::to_base64url(jws->payload)),
          "what was signed ends in the claims");
  require(!jws->kid || jws->kid->size() <= mcp::jose::kMostKidBytes, "a key's name is bounded");
  if (const auto claims = mcp::jose::read_object(jws->payload)) check_claims(*claims, jws->type);
  return 0;
}
