#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "catalogue/catalogue.h"
#include "manifest/reading.h"
#include "support/text.h"

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
void check_jwt(const AuthMode& auth, Diagnostics& diagnostics) {
  std::vector<const Node*> ways;
  for (const std::string_view name : {"publicKey", "jwksUri", "secret"}) {
    if (const Node* way = auth.options->find(name)) ways.push_back(way);
  }
  if (ways.empty()) {
    diagnostics.error("E0404", auth.word.place, "there is nothing to check tokens by")
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
void check_asked_securely(const AuthMode& auth, std::string_view name, Diagnostics& diagnostics) {
  const Node* url = auth.options->find(name);
  const Node* insecure = auth.options->find("insecureIssuer");
  if (url == nullptr || !url->text.starts_with("http://") || (insecure != nullptr && insecure->boolean))
    return;
  diagnostics.error("E0404", url->place, fmt::format("`{}` would be asked by plain http", name))
      .labelled("whoever is on the way could let in anybody")
      .helped("begin it with `https://`, or add `insecureIssuer: true` while you develop");
}

/// Nobody is asked for keys that are there.
void check_asks_somebody(const AuthMode& auth, Diagnostics& diagnostics) {
  if (auth.options->find("jwksUri") != nullptr) return;
  for (const std::string_view name : {"insecureIssuer", "ca"}) {
    const Member* idle = auth.options->member(name);
    if (idle == nullptr) continue;
    diagnostics.error("E0404", idle->key_place, fmt::format("`{}` is for keys that are fetched", name))
        .labelled("nobody is asked for a key here")
        .helped("remove it, or say by `jwksUri` where the issuer publishes its keys");
  }
}

void read_operators_texts(const Node& section, const Json& options, Reading& reading) {
  for (const auto& [name, option] : options.items()) {
    if (option.contains("x-template")) read_operators_text(section, name, reading);
    const Node* inner = option.contains("properties") ? section.find(name) : nullptr;
    if (inner != nullptr) read_operators_texts(*inner, option["properties"], reading);
  }
}

/// The word of a mode, or its section.
AuthMode read_mode(const Node& written, Reading& reading) {
  if (!written.is_map()) {
    AuthMode mode{.word = {written.text, written.place}};
    if (const Variant* variant = reading.catalogue.find_auth(mode.word.value))
      check_stands_alone(mode.word, *variant, reading.diagnostics);
    return mode;
  }
  if (written.find("class") != nullptr)
    return {.word = read_text(written, "class"), .header = read_text(written, "header"), .options = written};
  AuthMode mode{.word = read_text(written, "mode"), .options = written};
  const Variant* variant = reading.catalogue.find_auth(mode.word.value);
  if (variant == nullptr) return mode;
  read_operators_texts(written, variant->option_schemas(), reading);
  if (variant->name == "jwt") {
    check_jwt(mode, reading.diagnostics);
    check_asks_somebody(mode, reading.diagnostics);
  }
  if (variant->name == "oidc") check_asked_securely(mode, "issuer", reading.diagnostics);
  check_asked_securely(mode, "jwksUri", reading.diagnostics);
  return mode;
}

/// What of a mode nobody else may answer for: the one database of keys, or an issuer. "" for others.
std::string_view answered_for(const AuthMode& mode) {
  if (mode.word.value == "api-key") return mode.word.value;
  const Node* issuer = mode.of_tokens() && mode.options ? mode.options->find("issuer") : nullptr;
  return issuer == nullptr ? "" : std::string_view(issuer->text);
}

void refuse_open_mode(const AuthMode& mode, Diagnostics& diagnostics) {
  diagnostics.error("E0405", mode.word.place, "`none` among other modes lets in everybody")
      .labelled("the others decide nothing then")
      .helped("write `auth: none`, or remove it here");
}

void refuse_repeated_mode(const AuthMode& mode, Diagnostics& diagnostics) {
  if (mode.word.value == "api-key") {
    diagnostics.error("E0405", mode.word.place, "`api-key` stands here twice")
        .labelled("all keys are in one database")
        .helped("remove one of them");
    return;
  }
  const Node& issuer = *mode.options->find("issuer");
  diagnostics
      .error("E0405", issuer.place, fmt::format("the issuer `{}` stands here twice", visible(issuer.text)))
      .labelled("another mode decides on its tokens")
      .helped("remove one of them");
}

/// Where several modes count, none of them lets in everybody, and none decides on callers of another.
std::vector<AuthMode> read_modes(const Node& list, Reading& reading) {
  std::vector<AuthMode> modes;
  for (const Node& item : list.items) {
    AuthMode mode = read_mode(item, reading);
    const std::string_view own = answered_for(mode);
    if (mode.word.value == "none") {
      refuse_open_mode(mode, reading.diagnostics);
    } else if (!own.empty() && std::ranges::find(modes, own, answered_for) != modes.end()) {
      refuse_repeated_mode(mode, reading.diagnostics);
    } else {
      modes.push_back(std::move(mode));
    }
  }
  return modes;
}

}  // namespace

AuthEntry read_auth(const Node& root, Reading& reading) {
  const Node* section = root.find("auth");
  if (section == nullptr || section->is_null()) return {};
  AuthEntry auth{.place = section->place};
  if (const Node* scopes = section->find("scopes")) {
    for (const Member& scope : scopes->members) auth.scopes.push_back({scope.key, scope.key_place});
  }
  if (const Node* any = section->find("any")) {
    auth.modes = read_modes(*any, reading);
    return auth;
  }
  AuthMode mode = read_mode(*section, reading);
  if (mode.word.value != "none") auth.modes.push_back(std::move(mode));
  return auth;
}

}  // namespace mcpgen
