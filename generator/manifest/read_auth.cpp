#include <string_view>
#include <vector>

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

/// Tokens are checked by the issuer's public keys or by a shared secret, never by either as the token likes.
void check_jwt(const AuthEntry& auth, Diagnostics& diagnostics) {
  std::vector<const Node*> ways;
  for (const std::string_view name : {"publicKey", "jwksUri", "secret"}) {
    if (const Node* way = auth.options->find(name)) ways.push_back(way);
  }
  if (ways.empty()) {
    diagnostics.error("E0404", auth.mode.place, "there is nothing to check tokens by")
        .labelled("this mode has one way to")
        .helped("add `publicKey: ${file:/etc/keys/issuer.pem}`, `jwksUri: https://…` or `secret: ${NAME}`");
    return;
  }
  if (ways.size() > 1) {
    diagnostics.error("E0404", ways[1]->place, "there is more than one way to check tokens by")
        .labelled("second way to check tokens")
        .helped("keep one of them");
    return;
  }
  const Node* secret = auth.options->find("secret");
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

/// Over plain http anybody on the way could say whose keys count.
void check_oidc(const AuthEntry& auth, Diagnostics& diagnostics) {
  const Node* insecure = auth.options->find("insecureIssuer");
  if (insecure != nullptr && insecure->boolean) return;
  for (const std::string_view name : {"issuer", "jwksUri"}) {
    const Node* url = auth.options->find(name);
    if (url == nullptr || !url->text.starts_with("http://")) continue;
    diagnostics.error("E0404", url->place, fmt::format("`{}` would be asked by plain http", name))
        .labelled("whoever is on the way could let in anybody")
        .helped("begin it with `https://`, or add `insecureIssuer: true` while you develop");
  }
}

void read_operators_texts(const Node& section, const Json& options, Reading& reading) {
  for (const auto& [name, option] : options.items()) {
    if (option.contains("x-template")) read_operators_text(section, name, reading);
    const Node* inner = option.contains("properties") ? section.find(name) : nullptr;
    if (inner != nullptr) read_operators_texts(*inner, option["properties"], reading);
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
  read_operators_texts(*section, variant->option_schemas(), reading);
  if (variant->name == "jwt") check_jwt(auth, reading.diagnostics);
  if (variant->name == "oidc") check_oidc(auth, reading.diagnostics);
  return auth;
}

}  // namespace mcpgen
