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

Error unusable(std::string why) { return {Error::Code::unauthorized, std::move(why)}; }

/// `application/` goes without saying, by RFC 7515.
std::string media_type(std::string_view text) {
  std::string type(text);
  std::ranges::transform(type, type.begin(), to_lower);
  constexpr std::string_view kPrefix = "application/";
  return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
}

Result<void> read_header(const Json& header, Jws& jws) {
  for (const std::string_view name : kNotUnderstood) {
    if (find_member(header, name) != nullptr) return unusable("its header has `" + std::string(name) + "`");
  }
  if (const Json* content = find_member(header, "cty")) {
    const auto* type = content->get_ptr<const std::string*>();
    if (type == nullptr || media_type(*type) == "jwt") return unusable("another token is nested in it");
  }
  const std::string* name = find_text(header, "alg");
  const auto algorithm = name == nullptr ? std::nullopt : algorithm_named(*name);
  if (!algorithm) return unusable("its `alg` is none that can be checked");
  jws.algorithm = *algorithm;
  if (const Json* kid = find_member(header, "kid")) {
    const auto* text = kid->get_ptr<const std::string*>();
    if (text == nullptr || text->size() > kMostKidBytes) return unusable("its `kid` is no short text");
    jws.kid = *text;
  }
  if (const Json* type = find_member(header, "typ")) {
    const auto* text = type->get_ptr<const std::string*>();
    if (text == nullptr || text->empty()) return unusable("its `typ` is no text");
    jws.type = media_type(*text);
  }
  return {};
}

}  // namespace

Result<Jws> read_jws(std::string_view token) {
  if (token.size() > kMostTokenBytes) return unusable("it has more than 8 KiB");
  const std::size_t first = token.find('.');
  const std::size_t last = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (last == std::string_view::npos) return unusable("it has not three parts");
  const auto header_text = from_base64url(token.substr(0, first));
  auto payload = from_base64url(token.substr(first + 1, last - first - 1));
  auto signature = from_base64url(token.substr(last + 1));
  if (!header_text || !payload || !signature)
    return unusable("it is not base64url, or more than three parts");
  if (payload->empty() || signature->empty()) return unusable("a part of it is empty");
  const auto header = read_object(*header_text);
  if (!header) return unusable("its header is no JSON object");

  Jws jws{.signed_text = token.substr(0, last)};
  if (auto read = read_header(*header, jws); !read) return read.error();
  jws.payload = *std::move(payload);
  jws.signature = *std::move(signature);
  return jws;
}

}  // namespace mcp::jose
