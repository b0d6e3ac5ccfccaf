#pragma once

#include "model/model.h"
#include "model/names.h"
#include "model/type_builder.h"
#include "model/wire_schema.h"

namespace mcpgen {

/// A Model in the making, with what its parts share.
struct ModelBuilder {
  ModelBuilder(const Manifest& m, const Catalogue& c, Diagnostics& d)
      : manifest(m),
        catalogue(c),
        diagnostics(d),
        shared(m.types),
        types(shared, d),
        schemas(shared, d),
        functions("a C++ function", d),
        variables("a C++ variable", d),
        constants("a C++ constant", d),
        files("a file (upper and lower case are one on many systems)", d) {}

  const Manifest& manifest;
  const Catalogue& catalogue;
  Diagnostics& diagnostics;
  SharedTypes shared;
  TypeBuilder types;
  WireSchemas schemas;
  Scope functions;
  Scope variables;
  Scope constants;
  Scope files;
  Model model{};
};

/// The types of all tools come before the first of them is added: functions keep clear of their names.
void declare_types(ModelBuilder& builder, const ToolEntry& entry);
void add_tool(ModelBuilder& builder, const ToolEntry& entry);
void add_resource(ModelBuilder& builder, const ResourceEntry& entry);
void add_prompt(ModelBuilder& builder, const PromptEntry& entry);
void add_skill(ModelBuilder& builder, const SkillEntry& entry);

/// The part of an Entry that every kind has. `ident` names its function and file, if it has them, `kind` and
/// its name the variable of its back end.
void fill_common(ModelBuilder& builder, std::string_view kind, const CommonEntry& from, std::string ident,
                 Entry& to);

/// Checks a text and gives its value.
std::string checked(ModelBuilder& builder, const Text& text);
std::vector<std::string> checked(ModelBuilder& builder, const std::vector<Text>& texts);
std::string json_or_empty(ModelBuilder& builder, const std::optional<Node>& node);

/// The function that answers an entry: a reserved word of ours gets a trailing `_`, and so does the name of a
/// type.
std::string function_ident(ModelBuilder& builder, std::string_view prefix, const Text& name);
/// The variable of something without a function, claimed in its scope. Beginning with its kind, it is neither
/// that of another kind nor one of the functions, which begin with `call_`.
std::string variable_ident(ModelBuilder& builder, std::string_view kind, const Text& name);
/// Adds a handler and claims its file.
void add_handler(ModelBuilder& builder, Handler handler, Place place);

/// All but its variable.
BackendUse backend_use(ModelBuilder& builder, const Backend& backend);
/// `owner` is the kind and name of the entry whose arguments are completed.
std::vector<CompleterModel> completers(ModelBuilder& builder, const std::vector<CompleteEntry>& entries,
                                       const std::string& owner);

/// A struct of strings, one per name; those not required without a default are optional.
struct StringField {
  Text name{};
  Text description{};
  bool required = true;
  std::optional<std::string> fallback{};
};
CppType string_record(ModelBuilder& builder, const std::string& name, const std::string& comment,
                      const std::vector<StringField>& fields, const Text& subject);

/// The transports and how their objects are made.
void add_transports(ModelBuilder& builder);
/// What clients may take of the server.
void add_limits(ModelBuilder& builder);
/// Who decides who calls, where a transport listens.
void add_authenticators(ModelBuilder& builder);
/// What seals the state of calls that wait for an answer. Several servers may stand behind one address, so it
/// goes with transports that listen, where something of the finished model may ask.
void add_sealer(ModelBuilder& builder);

/// `{.count = 120, …}`: an mcp::Rate in C++, "" for none.
std::string rate_code(const std::optional<mcp::Rate>& rate);
/// What records calls, where the manifest wants that.
void add_audit(ModelBuilder& builder);

/// The headers and libraries that the finished model asks for.
void choose_includes(ModelBuilder& builder);

}  // namespace mcpgen
