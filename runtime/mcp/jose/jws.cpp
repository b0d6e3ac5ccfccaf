#include "jws.h"

#include <algorithm>
#include <array>
#include <utility>

#include <mcp/core/ascii.h>
#include <mcp/core/base64.h>
#include <mcp/core/members.h>
#include <mcp/jose/object.h>
#include <mcp/json/json.h>

namespace mcp::jose {
namespace {

/// Each of these says that the payload is not simply what was signed, as it stands.
constexpr std::array<std::string_view, 4> kNotUnderstood{"crit", "b64", "zip", "enc"};

constexpr const char* kNotBase64 = "it is not base64url, or more than three parts";

Error unusable(std::string why) { return {Error::Code::unauthorized, std::move(why)}; }

/// `application/` goes without saying, by RFC 7515.
std::string media_type(std::string_view text) {
  std::string type(text);
  std::ranges::transform(type, type.begin(), to_lower);
  constexpr std::string_view kPrefix = "application/";
  return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
}

struct Header {
  std::string text;  ///< as it stands in the token
  Algorithm algorithm{};
  std::optional<std::string> kid{};
  std::string type{};
};

Result<Header> read_members(const Json& members, std::string_view whole) {
  for (const std::string_view name : kNotUnderstood) {
    if (find_member(members, name) != nullptr) return unusable("its header has `" + std::string(name) + "`");
  }
  if (const Json* content = find_member(members, "cty")) {
    const auto* type = content->get_ptr<const std::string*>();
    if (type == nullptr || media_type(*type) == "jwt") return unusable("another token is nested in it");
  }
  const std::string* name = find_text(members, "alg");
  const auto algorithm = name == nullptr ? std::nullopt : algorithm_named(*name);
  if (!algorithm) return unusable("its `alg` is none that can be checked");
  Header header{.text = std::string(whole), .algorithm = *algorithm};
  if (const Json* kid = find_member(members, "kid")) {
    const auto* text = kid->get_ptr<const std::string*>();
    if (text == nullptr || text->size() > kMostKidBytes) return unusable("its `kid` is no short text");
    header.kid = *text;
  }
  if (const Json* type = find_member(members, "typ")) {
    const auto* text = type->get_ptr<const std::string*>();
    if (text == nullptr || text->empty()) return unusable("its `typ` is no text");
    header.type = media_type(*text);
  }
  return header;
}

Result<Header> read_header(std::string_view text) {
  const auto decoded = from_base64url(text);
  if (!decoded) return unusable(kNotBase64);
  const auto members = read_object(*decoded);
  if (!members) return unusable("its header is no JSON object");
  return read_members(*members, text);
}

/// The tokens of an issuer have the same header, so that the one read last will do for the next.
Result<void> take_header(std::string_view text, Jws& jws) {
  thread_local std::optional<Header> last;
  if (!last || last->text != text) {
    auto header = read_header(text);
    if (!header) return header.error();
    last = *std::move(header);
  }
  jws.algorithm = last->algorithm;
  jws.kid = last->kid;
  jws.type = last->type;
  return {};
}

}  // namespace

Result<Jws> read_jws(std::string_view token) {
  if (token.size() > kMostTokenBytes) return unusable("it has more than 8 KiB");
  const std::size_t first = token.find('.');
  const std::size_t last = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (last == std::string_view::npos) return unusable("it has not three parts");
  auto payload = from_base64url(token.substr(first + 1, last - first - 1));
  auto signature = from_base64url(token.substr(last + 1));
  if (!payload || !signature) return unusable(kNotBase64);
  if (payload->empty() || signature->empty()) return unusable("a part of it is empty");
  Jws jws{.signed_text = token.substr(0, last)};
  if (auto taken = take_header(token.substr(0, first), jws); !taken) return taken.error();
  jws.payload = *std::move(payload);
  jws.signature = *std::move(signature);
  return jws;
}

}  // namespace mcp::jose
