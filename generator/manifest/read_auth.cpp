#include <fmt/format.h>

#include "catalogue/catalogue.h"
#include "manifest/reading.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

/// A mode that needs more than its name cannot stand alone.
void check_stands_alone(const Text& mode, const Variant& variant, Diagnostics& diagnostics) {
  std::string needed;
  for (const Json& name : variant.options.value("required", Json::array()))
    needed += fmt::format("{}`{}`", needed.empty() ? "" : " and ", name.get<std::string>());
  if (needed.empty()) return;
  diagnostics
      .error("E0202", mode.place, fmt::format("the auth mode `{}` needs more than its name", mode.value))
      .labelled("it needs " + needed)
      .helped(fmt::format("write a section with them: `auth: {{ mode: {}, … }}`", mode.value));
}

/// Tokens are checked by the issuer's public key or by a shared secret, never by either as the token likes.
void check_jwt(const AuthEntry& auth, Diagnostics& diagnostics) {
  const Node* key = auth.options->find("publicKey");
  const Node* secret = auth.options->find("secret");
  if ((key == nullptr) == (secret == nullptr)) {
    diagnostics
        .error("E0404", secret ? secret->place : auth.mode.place,
               secret ? "there is a public key and a secret" : "there is nothing to check tokens by")
        .labelled(secret ? "second way to check tokens" : "this mode has one")
        .helped(secret ? "keep one of them"
                       : "add `publicKey: ${file:/etc/keys/issuer.pem}`, or `secret: ${NAME}`");
    return;
  }
  const Node* algorithms = auth.options->find("algorithms");
  if (algorithms == nullptr) return;
  for (const Node& algorithm : algorithms->items) {
    if ((algorithm.text == "HS256") == (secret != nullptr)) continue;
    diagnostics
        .error(
            "E0404", algorithm.place,
            fmt::format("`{}` cannot be checked by a {}", algorithm.text, secret ? "secret" : "public key"))
        .labelled(secret ? "signed with a private key" : "made with a shared secret")
        .helped(secret ? "with `secret` the algorithm is HS256"
                       : "HS256 goes with `secret`, and with nothing else");
  }
}

}  // namespace

AuthEntry read_auth(const Node& root, Reading& reading) {
  const Node* section = root.find("auth");
  if (section == nullptr || section->is_null()) return {};
  AuthEntry auth{.mode = section->is_map() ? read_text(*section, "mode") : read_text(root, "auth")};
  const Variant* variant = reading.catalogue.find_auth(auth.mode.value);
  if (variant == nullptr) return auth;
  if (!section->is_map()) {
    check_stands_alone(auth.mode, *variant, reading.diagnostics);
    return auth;
  }
  auth.options = *section;
  if (const Node* scopes = section->find("scopes")) {
    for (const Member& scope : scopes->members) auth.scopes.push_back({scope.key, scope.key_place});
  }
  for (const auto& [name, option] : variant->option_schemas().items()) {
    if (option.contains("x-template")) read_operators_text(*section, name, reading);
  }
  if (variant->name == "jwt") check_jwt(auth, reading.diagnostics);
  return auth;
}

}  // namespace mcpgen
