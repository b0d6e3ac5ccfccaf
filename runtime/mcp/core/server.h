#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/rate.h>
#include <mcp/core/result.h>
#include <mcp/json/json_fwd.h>
#include <mcp/schema/schema.h>

namespace mcp {

class Context;

/// What a tool produced, ready for the wire.
struct ToolAnswer {
  std::string structured{};  ///< JSON text of the declared output, "" when the tool declares none
  Content content{};         ///< when empty, the structured text stands in for it
  /// JsonWriter made `structured`: set by mcp::structured() and its like. Other text is read before it is
  /// sent.
  bool written = false;
};

/// When a call of a tool becomes a task that the client polls.
enum class TaskMode { never, automatic, always };

// Texts in the descriptions below are literals of generated code: they outlive the server. "" means
// that the manifest does not say. `*_json` is JSON text on one line.

struct Tool {
  std::string_view name{};
  std::string_view title{};
  std::string_view description{};
  std::string_view input_schema_json{};
  std::string_view output_schema_json{};
  /// The output schema as an object with one member `result`, for revisions that allow nothing else;
  /// "" when the output is an object anyway.
  std::string_view wrapped_output_schema_json{};
  std::string_view annotations_json{};
  std::string_view icons_json{};
  std::string_view meta_json{};
  std::vector<std::string> scopes{};
  bool open = false;  ///< to callers that prove nothing, where others have to
  TaskMode task = TaskMode::never;
  bool once = false;                     ///< its sealed state may be used once
  bool int64_arguments = false;          ///< no integer among the arguments may need more than 64 bits
  bool check_output = false;             ///< the output's type does not already guarantee its schema
  std::chrono::milliseconds timeout{0};  ///< 0: the server's
  std::size_t concurrency = 0;           ///< 0: no limit of its own
  Rate rate{};                           ///< of calls that run, in this process
  std::function<Result<ToolAnswer>(const Json& arguments, Context&)> call{};
  bool quick = false;  ///< never blocks: may be answered by the thread that read the request
};

/// Values of one argument that the client may offer its user.
struct Completer {
  std::string_view argument{};
  std::vector<std::string> values{};  ///< fixed ones, filtered by prefix
  std::function<Result<Completion>(std::string_view prefix, const Json& arguments, Context&)> complete{};
};

struct Resource {
  std::string_view name{};
  std::string_view uri{};  ///< a URI template where it has {variables}
  std::string_view title{};
  std::string_view description{};
  std::string_view mime_type{};
  std::string_view annotations_json{};
  std::string_view icons_json{};
  std::string_view meta_json{};
  std::vector<std::string> scopes{};
  bool subscribe = false;
  std::chrono::milliseconds ttl{0};
  std::chrono::milliseconds timeout{0};
  /// `variables` holds what the template matched, percent-decoded, as an object of strings.
  std::function<Result<Contents>(const Json& variables, Context&)> read{};
  /// Further resources to list, for a folder that is served as it stands. May be empty.
  struct Listed {
    std::string uri{};
    std::string name{};
    std::string mime_type{};
    std::string description{};
  };
  std::function<std::vector<Listed>()> list{};
  std::vector<Completer> completers{};
  bool quick = false;
};

/// A folder of instructions for a model, which begin in its SKILL.md: io.modelcontextprotocol/skills.
struct Skill {
  std::string_view path{};  ///< its files are skill://<path>/<file>; the last part is its name
  std::string_view description{};
  std::string_view front_matter_json{};
  std::vector<std::string> scopes{};
  struct File {
    std::string path{};  ///< below the folder
    std::string mime_type{};
  };
  struct Digest {
    std::string path{};
    std::size_t size = 0;
    std::string sha256{};  ///< of the bytes that read() gives, in hexadecimal
  };
  std::function<Result<Contents>(std::string_view path)> read{};
  /// Every file, sorted by path. An error where SKILL.md is not the one that the texts above are from: then
  /// it is no skill.
  std::function<Result<std::vector<File>>()> list{};
  std::function<Result<std::vector<Digest>>()> digests{};
};

struct PromptArgument {
  std::string_view name{};
  std::string_view title{};
  std::string_view description{};
  bool required = false;
};

struct Prompt {
  std::string_view name{};
  std::string_view title{};
  std::string_view description{};
  std::string_view icons_json{};
  std::string_view meta_json{};
  std::vector<std::string> scopes{};
  std::vector<PromptArgument> arguments{};
  std::chrono::milliseconds timeout{0};
  /// `arguments` is an object of strings, with every required one present.
  std::function<Result<Messages>(const Json& arguments, Context&)> get{};
  std::vector<Completer> completers{};
  bool quick = false;
};

/// A variable of the operator's, declared in the manifest's `env:`.
struct EnvVariable {
  std::string_view name{};
  std::string_view description{};
  std::string_view fallback{};
  bool has_fallback = false;
  std::vector<std::string_view> values{};  ///< the only ones there are; empty: any
  bool required = false;
  bool secret = false;
};

struct ServerInfo {
  std::string_view name{};
  std::string_view version{};
  std::string_view title{};
  std::string_view description{};
  std::string_view website_url{};
  std::string_view icons_json{};
  std::string_view instructions{};
  std::vector<std::string_view> protocol{};  ///< the revisions that are served; empty: all
  std::vector<EnvVariable> environment{};
};

/// Limits of a running server; each default is the documented one.
struct ServerLimits {
  std::size_t message_bytes = 4 * 1024 * 1024;
  std::size_t json_depth = 64;
  std::size_t json_values = 200'000;
  std::size_t batch = 32;
  std::size_t concurrency = 256;      ///< calls running at once
  std::size_t concurrency_each = 32;  ///< calls of one caller, running or waiting
  std::size_t queue = 1024;           ///< calls waiting for a thread
  std::size_t streams = 4096;         ///< that listen, of all clients
  std::size_t streams_each = 16;
  std::size_t subscriptions = 1024;
  std::size_t tasks = 1024;
  std::size_t page = 1000;  ///< entries of a list per page
  Rate rate{};              ///< of requests, whatever becomes of them, in this process
  std::chrono::milliseconds timeout{30'000};
  std::chrono::milliseconds grace{10'000};
  std::chrono::milliseconds list_ttl{300'000};
};

/// What a manifest describes: made once by generated code, then served by any number of transports.
class Server {
 public:
  explicit Server(ServerInfo info, ServerLimits limits = {});
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  /// Regular expressions for schemas that have `pattern`; call before add().
  void use_patterns(schema::PatternCompiler compiler);

  void add(Tool tool);
  void add(Resource resource);
  void add(Prompt prompt);
  /// Its files become resources.
  void add(Skill skill);

  /// Tell whoever listens, from any thread, that a list or a resource changed.
  void tools_changed();
  void prompts_changed();
  void resources_changed();
  void resource_updated(std::string_view uri);
  /// What Context::elicitation_id() named is done: tells the client that was asked for it, if it wants to
  /// know.
  void elicitation_completed(std::string_view id);

  const ServerInfo& info() const;
  const ServerLimits& limits() const;
  ServerLimits& limits();
  /// What keeps the server from starting: a schema that does not compile, an unset ${VARIABLE}.
  const std::vector<std::string>& problems() const;
  void add_problems(const std::vector<std::string>& problems);

  struct Impl;
  Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcp
