#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/describe.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/log_level.h>
#include <mcp/core/revision/classify.h>

namespace mcp {
namespace {

/// The revision that the client asked for, or the newest that `initialize` can give; null when this server
/// has none to give.
const Revision* agree_on(const std::string& requested, const ServerInfo& info) {
  const Revision* agreed = nullptr;
  for (const Revision* revision : revisions()) {
    if (revision->modern() || !serves(info.protocol, *revision)) continue;
    agreed = revision;
    if (revision->name == requested) break;
  }
  return agreed;
}

void add_instructions(JsonWriter& writer, const ServerInfo& info) {
  if (!info.instructions.empty()) writer.key("instructions").string(info.instructions);
}

}  // namespace

void initialize(Request&& request) {
  const std::string* requested = request.text_param("protocolVersion");
  const Json* capabilities = request.param("capabilities");
  const Json* client = request.param("clientInfo");
  if (requested == nullptr || capabilities == nullptr || !capabilities->is_object() || client == nullptr ||
      !client->is_object())
    return request.refuse(invalid_params("`initialize` needs protocolVersion, capabilities and clientInfo"));

  Engine::Impl& engine = request.connection->engine();
  const ServerInfo& info = engine.server.info();
  const Revision* agreed = agree_on(*requested, info);
  if (agreed == nullptr)
    return request.refuse(unsupported_version(rpc_code::kInvalidParams, *requested, info.protocol));
  const Revision& revision = *agreed;
  if (!request.connection->open_session(
          std::make_shared<Session>(revision, read_client_capabilities(*capabilities, revision))))
    return request.refuse({.code = rpc_code::kInvalidRequest, .message = "the session is open already"});
  ResultText result(engine.texts, revision);
  JsonWriter& writer = result.writer();
  writer.key("protocolVersion").string(revision.name).key("capabilities");
  describe_capabilities(writer, engine.registry(), revision);
  writer.key("serverInfo");
  describe(writer, info, revision);
  add_instructions(writer, info);
  request.answer(result.close());
}

void ping(Request&& request) { request.answer("{}"); }

void set_log_level(Request&& request) {
  const std::string* name = request.text_param("level");
  const std::optional<LogLevel> level = name == nullptr ? std::nullopt : parse_log_level(*name);
  if (!level) return request.refuse(invalid_params("`level` must be a log level"));
  if (const auto session = request.connection->session()) {
    const std::lock_guard lock(session->mutex);
    session->log_level = level;
  }
  request.answer("{}");
}

void discover(Request&& request) {
  Engine::Impl& engine = request.connection->engine();
  ResultText result(engine.texts, *request.revision);
  JsonWriter& writer = result.writer();
  writer.key("supportedVersions").raw(supported_versions(engine.server.info().protocol)).key("capabilities");
  describe_capabilities(writer, engine.registry(), *request.revision);
  add_instructions(writer, engine.server.info());
  result.cache_hints(engine.limits().list_ttl, true);
  request.answer(result.close());
}

}  // namespace mcp
