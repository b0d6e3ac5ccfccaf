#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "manifest/manifest.h"
#include "model/declarations.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// A member function of Handlers: declared by us, defined by the user in a file of its own.
struct Handler {
  enum class Kind { tool, resource, prompt, completion };
  Kind kind = Kind::tool;
  std::string ident{};    ///< "greet", "read_history"; also the stem of its file
  std::string subject{};  ///< on the wire: "greet"
  std::string comment{};
  std::string input{};  ///< type of its first parameter: "GreetInput"
  bool input_is_json = false;
  bool input_is_struct = true;  ///< of the generated code, where its read() stands as well
  bool input_is_empty = false;  ///< a struct without fields
  std::string result{};         ///< "GreetOutput", "mcp::Content"
  bool structured = false;      ///< a tool with a declared output
};

/// One field of a back end's Options, in the order of the struct.
struct BackendOption {
  enum class Kind { text, json, code };
  std::string ident{};
  Kind kind = Kind::text;
  std::string value{};
};

/// An object of a class in runtime/mcp/backend/ that answers in place of a handler.
struct BackendUse {
  std::string cpp_class{};
  std::string variable{};
  std::vector<BackendOption> options{};
  bool quick = false;
  bool lists = false;
};

struct CompleterModel {
  std::string argument{};
  std::vector<std::string> values{};
  std::string handler{};  ///< ident of a Handler, "" for fixed values
};

/// What tools, resources and prompts have in common.
struct Entry {
  std::string ident{};
  std::string name{};
  std::string title{};
  std::string description{};
  std::string icons_json{};
  std::string meta_json{};
  std::vector<std::string> scopes{};
  std::chrono::milliseconds timeout{0};
  std::optional<BackendUse> backend{};  ///< none: handler
  std::string handler{};                ///< ident of its Handler
  std::vector<CompleterModel> completers{};
};

struct ToolModel : Entry {
  std::string annotations_json{};
  std::string schema_prefix{};  ///< kGreet of kGreetInputSchema
  std::string input_schema{};
  std::string output_schema{};
  std::string wrapped_output_schema{};
  std::string confirm{};
  std::string task{};  ///< enumerator of mcp::TaskMode, "" for never
  bool open = false;
  bool once = false;
  bool int64_arguments = false;  ///< its handler reads an std::int64_t
  bool check_output = false;
  std::size_t concurrency = 0;
  std::string rate{};  ///< an mcp::Rate in C++, "" for none
};

struct ResourceModel : Entry {
  std::string uri{};
  std::string mime_type{};
  std::string annotations_json{};
  bool subscribe = false;
  std::chrono::milliseconds ttl{0};
};

struct PromptArgumentModel {
  std::string name{};
  std::string title{};
  std::string description{};
  bool required = false;
};

struct PromptModel : Entry {
  std::vector<PromptArgumentModel> arguments{};
  std::string defaults_json{};  ///< what a back end gets for absent arguments, "" for nothing
};

struct SkillModel {
  std::string variable{};  ///< the back end's object
  std::string path{};
  std::string root{};
  std::string description{};
  std::string front_matter_json{};
  std::string front_matter_sha256{};
  std::vector<std::string> scopes{};
};

/// A field of an Options that differs from its default.
struct PartOption {
  std::string field{};
  Initialiser value{};
};

/// An object that main() makes.
struct Part {
  std::string cpp_class{};   ///< "mcp::transport::Stdio"
  std::string header{};      ///< of the runtime, "" for none
  std::string own_header{};  ///< of the user, "" for none
  std::string component{};   ///< "transport_stdio", "" for none
  std::string variable{};    ///< "stdio"
  std::vector<PartOption> options{};
  std::vector<std::string> takes{};  ///< variables of the parts that it is made of, in place of options
  std::string command{};             ///< its member function that gives a command of the server, "" for none
};

/// A field of mcp::ServerLimits that the manifest sets, and its value in C++.
struct LimitModel {
  std::string field{};
  std::string value{};
};

/// Everything the templates print, decided: names, types, includes, order, wiring.
struct Model {
  std::string manifest_file{};          ///< without its folder
  std::string profile{};                ///< the one that was asked for, "" for none
  std::vector<std::string> overlays{};  ///< files laid over the manifest, relative to its folder
  std::string ident{};                  ///< stem of the generated files, CMake target
  std::string ns{};                     ///< "hello", "acme::tools"
  std::string name{};
  std::string version{};
  std::string title{};
  std::string description{};
  std::string instructions{};
  std::string website_url{};
  std::string icons_json{};
  std::vector<std::string> protocol{};  ///< revisions served; empty: all
  std::vector<EnvVariable> env{};

  std::vector<std::string> header_std_includes{};
  std::vector<std::string> header_mcp_includes{};
  std::vector<std::string> source_std_includes{};
  std::vector<std::string> source_mcp_includes{};
  std::vector<std::string> components{};  ///< "core", "transport_stdio", …

  std::vector<std::string> forwards{};
  std::vector<Declaration> types{};
  std::vector<Handler> handlers{};
  std::vector<ToolModel> tools{};
  std::vector<ResourceModel> resources{};
  std::vector<PromptModel> prompts{};
  std::vector<SkillModel> skills{};
  std::vector<Part> channels{};        ///< what transports need
  std::vector<Part> authenticators{};  ///< the last one decides; none: whoever reaches the server may use it
  std::vector<Part> transports{};
  bool serves_mcp = true;        ///< false with REST alone
  std::optional<Part> sealer{};  ///< none: the process keeps what it hands out
  std::optional<Part> audit{};   ///< none: calls are not recorded
  std::vector<LimitModel> limits{};
  bool patterns = false;

  const Handler* find_handler(std::string_view ident) const;
};

/// All decisions about the generated code. Nothing when names collide or a text cannot be compiled.
std::optional<Model> build_model(const Manifest& manifest, const Catalogue& catalogue,
                                 Diagnostics& diagnostics);

}  // namespace mcpgen
