#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <mcp/core/rate.h>

#include "document/node.h"

namespace mcpgen {

/// A string of the manifest and where it stands. Converts from absent to "" with no file.
struct Text {
  std::string value;
  Place place;
  bool empty() const { return value.empty(); }
};

/// A JSON Schema: raw as written, or what a type shorthand expands to, each node with its place.
/// `$ref: "#/types/Name"` points to Manifest::types; other references are local to the schema itself.
using SchemaNode = Node;

struct EnvVariable {
  Text name;
  Text description;
  std::vector<Text> values;  ///< the only ones there are; none: any
  std::optional<Text> fallback;
  bool required = false;
  bool secret = false;
};

/// How a tool, resource or prompt is answered without C++: a folder runtime/mcp/backend/<kind>/.
struct Backend {
  Text kind;  ///< "json", "text", "file", "dir"
  /// A map: the fields of the back end's Options. Short forms are spelled out, and what `x-from` fills
  /// from the entry (`uri`, `mimeType`) is in it.
  Node options;
};

/// What tools, resources and prompts have in common.
struct CommonEntry {
  Text name;
  Text title;
  Text description;
  std::optional<Node> icons;
  std::optional<Node> meta;
  std::vector<Text> scopes;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<Backend> backend;  ///< none: a C++ handler
};

struct ToolEntry : CommonEntry {
  SchemaNode input;  ///< always an object schema
  std::optional<SchemaNode> output;
  std::optional<Node> annotations;
  std::optional<Text> confirm;
  std::string task = "never";  ///< never, auto, always
  bool open = false;           ///< `public`: to callers that prove nothing
  bool once = false;
  std::optional<std::size_t> concurrency;
  std::optional<mcp::Rate> rate;
  std::optional<Node> examples;
};

/// `complete:` of one argument or variable.
struct CompleteEntry {
  Text argument;
  std::vector<std::string> values;  ///< fixed ones; empty: a C++ handler
  bool handler = false;
};

struct ResourceEntry : CommonEntry {
  Text uri;
  std::vector<Text> variables;  ///< of the URI template, in order
  Text mime_type;
  bool subscribe = false;
  std::optional<std::chrono::milliseconds> ttl;
  std::optional<Node> annotations;
  std::vector<CompleteEntry> completes;
};

struct PromptArgumentEntry {
  Text name;
  Text title;
  Text description;
  bool required = true;
  std::optional<std::string> fallback;
  std::vector<std::string> values;  ///< of an enum: these complete by themselves
};

struct PromptEntry : CommonEntry {
  std::vector<PromptArgumentEntry> arguments;
  std::vector<CompleteEntry> completes;
};

/// A folder with a SKILL.md.
struct SkillEntry {
  Text path;  ///< where its URIs have it: `acme/refunds`
  Text root;  ///< the folder, from that of the manifest
  std::vector<Text> scopes{};
  Text description{};
  Node front_matter{};
  std::string front_matter_sha256{};
  std::size_t files = 0;
  std::size_t bytes = 0;  ///< of all files
};

struct TypeEntry {
  Text name;
  SchemaNode schema;
  Node written;  ///< what the schema was read from
};

/// `observability.audit`.
struct AuditEntry {
  Text file{};                ///< may hold `${VARIABLES}`; "": standard error
  std::vector<Text> tools{};  ///< empty: all
  bool required = false;
};

/// `server.tls:`; the texts may hold `${VARIABLES}`.
struct TlsEntry {
  Text cert;
  Text key;
  Text client_ca;
  Text min_version;
};

/// `server:`; what is absent keeps the runtime's default. Its texts may hold `${VARIABLES}`.
struct ServerEntry {
  Place place;  ///< of its key; without a file when it is absent
  Text listen;
  Text public_url;
  Text path;
  std::vector<Text> allowed_origins;
  std::vector<Text> allowed_hosts;
  std::vector<Text> trusted_proxies;
  std::optional<std::size_t> threads;
  std::optional<TlsEntry> tls;
};

/// One way for callers to prove who they are.
struct AuthMode {
  Text word{};                    ///< "jwt"; the name of a class where there is a header
  Text header{};                  ///< of a class of the user's own
  std::optional<Node> options{};  ///< the section; nothing where the word stands alone

  /// Callers bring what an issuer gave them.
  bool of_tokens() const { return header.empty() && (word.value == "jwt" || word.value == "oidc"); }
};

/// Who may use the server.
struct AuthEntry {
  Place place{};                  ///< without a file when it is not written out
  std::vector<AuthMode> modes{};  ///< each lets in whom it knows; none: whoever reaches the server may use it
  std::vector<Text> scopes{};     ///< those with a sentence

  bool asks() const { return !modes.empty(); }
};

/// What the user wrote, checked in shape and cross-references, in the order of the file. Disabled
/// entries (`enabled: false`) are gone, `defaults` are applied.
struct Manifest {
  std::string file;  ///< as the user named it
  Text name;
  Text version;
  Text title;
  Text description;
  Text instructions;
  Text website_url;
  std::optional<Node> icons;
  std::vector<EnvVariable> env;
  std::vector<Text> transports;  ///< at least one
  ServerEntry server;
  AuthEntry auth;
  std::optional<Node> limits;    ///< the section: what is absent in it keeps the runtime's default
  std::optional<Node> sessions;  ///< the same
  std::optional<AuditEntry> audit;
  std::vector<Text> protocol;  ///< revisions served; empty: all
  std::vector<TypeEntry> types;
  std::vector<ToolEntry> tools;
  std::vector<ResourceEntry> resources;
  std::vector<PromptEntry> prompts;
  std::vector<SkillEntry> skills;
  Text cpp_namespace;  ///< `generate.namespace`, "" when not given
};

}  // namespace mcpgen
