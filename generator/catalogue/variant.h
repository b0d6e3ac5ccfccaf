#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "document/node.h"

namespace mcpgen {

/// What a manifest may name, and a sentence about it for users.
struct Word {
  std::string name;
  std::string summary;
};

/// One folder runtime/mcp/<kind>/<name>/ as its variant.yaml tells it. Everything else follows from the
/// path: target mcpgen::<kind>_<name>, header <mcp/<kind>/<name>/<name>.h>, class mcp::<kind>::<Name>.
struct Variant {
  std::string kind;  ///< "transport", "backend", "store", …
  std::string name;  ///< "stdio", "json", …
  std::string summary;
  /// Transports: what manifests name besides the transport and has it serve more at the same address. Each
  /// is a field of `doors` in its Options.
  std::vector<Word> doors;
  std::vector<std::string> serves;  ///< back ends: "tool", "resource", "prompt"
  /// Back ends: what a handler call gives: "structured" (the declared output) or "content".
  std::string answers;
  bool quick = false;     ///< never blocks
  bool lists = false;     ///< back ends: list() names further resources
  std::string command;    ///< auth modes: the member function that gives a server's command, "" for none
  std::string shorthand;  ///< the option that a bare value sets, "" for none
  nlohmann::ordered_json options;  ///< JSON Schema of an object. `x-template` marks strings in which
                                   ///< `{argument}` and `${VARIABLE}` stand for values, `x-from`
                                   ///< options filled from the entry that uses the back end

  bool serves_entry(std::string_view entry_kind) const;
  /// The schema of each option by its name.
  const nlohmann::ordered_json& option_schemas() const;
  bool has_door(std::string_view door) const;
  std::string word() const;       ///< as manifests write its name: "api-key" of the folder api_key
  std::string target() const;     ///< "mcpgen::backend_json"
  std::string header() const;     ///< "mcp/backend/json/json.h"
  std::string cpp_class() const;  ///< "mcp::backend::Json"
};

/// A variant.yaml that satisfies schemas/variant.schema.json.
Variant read_variant(std::string kind, std::string name, const Node& root);

}  // namespace mcpgen
