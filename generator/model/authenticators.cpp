// Who decides who calls.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "manifest/reach.h"
#include "manifest/units.h"
#include "model/builder.h"
#include "model/parts.h"
#include "model/reserved_names.h"
#include "support/text.h"

namespace mcpgen {
namespace {

Initialiser auth_option(ModelBuilder& builder, const Node& value, const nlohmann::ordered_json& option) {
  const bool may_be_list = option.contains("type") && option["type"].is_array();
  if (may_be_list && !value.is_list()) return list({checked(builder, Text{value.text, value.place})});
  if (value.is_list()) {
    std::vector<std::string> items;
    for (const Node& item : value.items) items.push_back(checked(builder, Text{item.text, item.place}));
    return list(std::move(items));
  }
  if (value.is_map()) {  // a struct, whose fields come in the order of the schema
    Initialiser fields{Initialiser::Kind::list, {}, {}};
    for (const auto& [name, field] : option["properties"].items()) {
      const Node* given = value.find(name);
      fields.items.push_back(given == nullptr ? code("{}") : auth_option(builder, *given, field));
    }
    return fields;
  }
  if (option.value("type", "") == "boolean") return code(value.boolean ? "true" : "false");
  if (option.value("x-check", "") == "duration") {
    const auto time = parse_duration(value.text);
    return code(fmt::format("std::chrono::milliseconds({})", time ? time->count() : 0));
  }
  return text(checked(builder, Text{value.text, value.place}));
}

/// Every scope that the manifest describes, or something of the server needs, once.
std::vector<std::string> all_scopes(ModelBuilder& builder) {
  std::set<std::string> scopes;
  for (const Text& scope : builder.manifest.auth.scopes) scopes.insert(checked(builder, scope));
  const auto collect = [&](const auto& entries) {
    for (const auto& entry : entries) {
      for (const Text& scope : entry.scopes) scopes.insert(checked(builder, scope));
    }
  };
  collect(builder.manifest.tools);
  collect(builder.manifest.resources);
  collect(builder.manifest.prompts);
  collect(builder.manifest.skills);
  return {scopes.begin(), scopes.end()};
}

/// What keys need to know of the server they are for.
void add_key_options(ModelBuilder& builder, std::vector<PartOption>& options) {
  if (std::ranges::find(options, "database", &PartOption::field) == options.end())
    options.insert(options.begin(), {"database", text("sqlite:///" + builder.manifest.name.value + ".db")});
  if (auto scopes = all_scopes(builder); !scopes.empty())
    options.push_back({"scopes", list(std::move(scopes))});
}

/// Whom tokens are for, where the manifest does not say: this server, as clients reach it.
void add_audience(ModelBuilder& builder, std::vector<PartOption>& options) {
  if (std::ranges::find(options, "audience", &PartOption::field) != options.end()) return;
  const ServerEntry& server = builder.manifest.server;
  const std::string path = protected_path(builder.manifest);
  const auto issuer = std::ranges::find(options, "issuer", &PartOption::field);
  options.insert(issuer == options.end() ? issuer : issuer + 1,
                 {"audience", text(checked(builder, server.public_url) + path)});
}

std::vector<PartOption> options_of(ModelBuilder& builder, const AuthMode& mode, const Variant& variant) {
  std::vector<PartOption> options;
  for (const auto& [name, option] : variant.option_schemas().items()) {
    const Node* value = mode.options ? mode.options->find(name) : nullptr;
    if (value != nullptr) options.push_back({snake_case(name), auth_option(builder, *value, option)});
  }
  if (variant.name == "api_key") add_key_options(builder, options);
  if (variant.option_schemas().contains("audience")) add_audience(builder, options);
  return options;
}

/// Its name is printed as it is written: a word of C++ or a macro would be something else than a class.
std::string own_class(ModelBuilder& builder, const Text& name) {
  std::string_view rest = name.value;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find("::"));
    rest.remove_prefix(std::min(part.size() + 2, rest.size()));
    if (part == "mcp" || !is_keyword_or_macro(part)) continue;
    builder.diagnostics
        .error("E0301", name.place, fmt::format("`{}` is not a C++ class", visible(name.value)))
        .labelled(fmt::format("`{}` is a word of C++ or a macro", visible(part)))
        .helped("name a class of your own, such as `acme::Login`");
    break;
  }
  return checked(builder, name);
}

void add_mode(ModelBuilder& builder, const AuthMode& mode) {
  std::vector<Part>& authenticators = builder.model.authenticators;
  if (!mode.header.empty()) {
    const std::string number = authenticators.empty() ? "" : std::to_string(authenticators.size() + 1);
    authenticators.push_back({.cpp_class = own_class(builder, mode.word),
                              .own_header = checked(builder, mode.header),
                              .variable = "authenticator" + number});
    return;
  }
  // Keys that have to be fetched are the business of the part that can: one with a key of its own links no
  // HTTP.
  const bool fetches = mode.options && mode.options->find("jwksUri") != nullptr;
  const Variant* variant = builder.catalogue.find_auth(fetches ? "oidc" : mode.word.value);
  if (variant == nullptr) {
    builder.diagnostics.error("E0706", mode.word.place,
                              fmt::format("this mcpgen has no auth mode `{}`", mode.word.value));
    return;
  }
  const auto same = std::ranges::count(authenticators, variant->cpp_class(), &Part::cpp_class);
  authenticators.push_back(
      part(*variant, options_of(builder, mode, *variant), static_cast<std::size_t>(same) + 1));
}

}  // namespace

void add_authenticators(ModelBuilder& builder) {
  if (!listens(builder.manifest)) return;
  std::vector<Part>& authenticators = builder.model.authenticators;
  for (const AuthMode& mode : builder.manifest.auth.modes) add_mode(builder, mode);
  if (authenticators.size() < 2) return;
  Part any{.cpp_class = "mcp::AnyOf", .header = "mcp/core/any_of.h", .variable = "any_of"};
  for (const Part& mode : authenticators) any.takes.push_back(mode.variable);
  authenticators.push_back(std::move(any));
}

}  // namespace mcpgen
