#include <mcp/core/engine/subscriptions.h>

#include <algorithm>
#include <set>
#include <utility>

#include <mcp/core/authenticator.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/describe.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/revision/classify.h>
#include <mcp/core/rpc/answer.h>

namespace mcp {
namespace {

using Uris = std::set<std::string, std::less<>>;

std::string_view method_of(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::tools:
      return "notifications/tools/list_changed";
    case Change::Kind::prompts:
      return "notifications/prompts/list_changed";
    case Change::Kind::resources:
      return "notifications/resources/list_changed";
    case Change::Kind::resource:
      return "notifications/resources/updated";
    case Change::Kind::elicitation:
      break;
  }
  return "notifications/elicitation/complete";
}

void write_tag(JsonWriter& writer, std::string_view id) {
  writer.key("_meta").begin_object().key(meta_key::kSubscriptionId).raw(id).end_object();
}

std::string acknowledgement(std::string_view id, const ListenFilter& filter, const Uris& uris) {
  std::string params;
  JsonWriter writer(params);
  writer.begin_object();
  write_tag(writer, id);
  writer.key("notifications").begin_object();
  if (filter.tools) writer.key("toolsListChanged").boolean(true);
  if (filter.prompts) writer.key("promptsListChanged").boolean(true);
  if (filter.resources) writer.key("resourcesListChanged").boolean(true);
  if (!uris.empty()) {
    writer.key("resourceSubscriptions").begin_array();
    for (const std::string& uri : uris) writer.string(uri);
    writer.end_array();
  }
  writer.end_object().end_object();
  return notification_message("notifications/subscriptions/acknowledged", params);
}

std::string change_message(const Change& change, std::string_view stream) {
  std::string params;
  JsonWriter writer(params);
  writer.begin_object();
  if (!stream.empty()) write_tag(writer, stream);
  if (change.kind == Change::Kind::resource) writer.key("uri").string(change.uri);
  if (change.kind == Change::Kind::elicitation) writer.key("elicitationId").string(change.uri);
  writer.end_object();
  return notification_message(method_of(change.kind), params);
}

std::string final_result(Connection& connection, std::string_view id) {
  std::string result;
  JsonWriter writer(result);
  writer.begin_object().key("resultType").string("complete").key("_meta").begin_object();
  writer.key(meta_key::kSubscriptionId).raw(id).key(meta_key::kServerInfo);
  describe(writer, connection.engine().server.info(), k2026_07_28);
  writer.end_object().end_object();
  return result_message(id, result);
}

/// It is there, changes, and the caller may read it.
bool may_follow(const Registry& registry, const Principal& principal, std::string_view uri) {
  const auto match = registry.match(uri);
  return match && match->entry->resource.subscribe &&
         authorize(principal, match->entry->resource.scopes).has_value();
}

/// What of the request's filter we serve and the caller may see, its URIs in `uris` as well; nothing when it
/// is malformed.
std::optional<ListenFilter> read_filter(const Request& request, Uris& uris) {
  const Json* wanted = request.param("notifications");
  if (wanted == nullptr || !wanted->is_object()) return {};
  const Registry& registry = request.connection->engine().registry();
  ListenFilter filter;
  for (const auto& [key, value] : wanted->items()) {
    const bool flag =
        key == "toolsListChanged" || key == "promptsListChanged" || key == "resourcesListChanged";
    if (flag && !value.is_boolean()) return {};
    if (key == "toolsListChanged") filter.tools = value.get<bool>() && !registry.tools().empty();
    if (key == "promptsListChanged") filter.prompts = value.get<bool>() && !registry.prompts().empty();
    if (key == "resourcesListChanged") filter.resources = value.get<bool>() && !registry.resources().empty();
    if (key != "resourceSubscriptions") continue;
    if (!value.is_array() || value.size() > request.connection->engine().limits().subscriptions) return {};
    for (const Json& uri : value) {
      if (!uri.is_string() || uri.get_ref<const std::string&>().size() > kMaxUriBytes) return {};
      if (may_follow(registry, request.caller->principal, uri.get_ref<const std::string&>()))
        uris.insert(uri.get<std::string>());
    }
  }
  for (const std::string& uri : uris) filter.uris.insert(sha256(uri));
  return filter;
}

}  // namespace

bool ListenFilter::wants(const Change& change) const {
  switch (change.kind) {
    case Change::Kind::tools:
      return tools;
    case Change::Kind::prompts:
      return prompts;
    case Change::Kind::resources:
      return resources;
    case Change::Kind::resource:
      return !uris.empty() && uris.contains(sha256(change.uri));
    case Change::Kind::elicitation:
      break;
  }
  return false;
}

Subscriptions::Stream::Stream(const Request& request, ListenFilter wanted, Shares::Place taken)
    : id(request.id), filter(std::move(wanted)), outlet(request.reply), place(std::move(taken)) {}

Result<void> Subscriptions::add(const Request& request, ListenFilter filter, std::string acknowledgement) {
  auto place = request.connection->engine().streams.take(request.caller->share());
  if (!place) return place.error();
  const auto stream = std::make_shared<Stream>(request, std::move(filter), *std::move(place));
  const std::lock_guard sending(stream->mutex);
  {
    const std::lock_guard lock(mutex_);
    std::size_t open = streams_.size() + stream->filter.uris.size();
    for (const auto& other : streams_) open += other->filter.uris.size();
    if (finished_ || open >= most_) return Error{Error::Code::unavailable, "too many subscriptions"};
    streams_.push_back(stream);
  }
  stream->outlet->send(std::move(acknowledgement));
  return {};
}

bool Subscriptions::remove(const Json& id) {
  std::vector<std::shared_ptr<Stream>> removed;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(streams_, [&](const auto& stream) {
      if (!is_same_id(stream->id, id)) return false;
      removed.push_back(stream);
      return true;
    });
  }
  for (const auto& stream : removed) {
    const std::lock_guard sending(stream->mutex);
    stream->closed = true;
    stream->outlet->drop();
  }
  return !removed.empty();
}

void Subscriptions::finish(Connection& connection) {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(mutex_);
    streams.swap(streams_);
    finished_ = true;
  }
  for (const auto& stream : streams) {
    const std::lock_guard sending(stream->mutex);
    stream->closed = true;
    stream->outlet->answer(final_result(connection, stream->id), {});
  }
}

void Subscriptions::clear() {
  const std::lock_guard lock(mutex_);
  streams_.clear();
}

void Subscriptions::tell(const Change& change) {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(mutex_);
    streams = streams_;
  }
  for (const auto& stream : streams) {
    const std::lock_guard sending(stream->mutex);
    if (!stream->closed && stream->filter.wants(change))
      stream->outlet->send(change_message(change, stream->id));
  }
}

void tell_session(Connection& connection, Session& session, const Change& change) {
  if (!session.initialized) return;
  if (change.kind == Change::Kind::resource) {
    {
      const std::lock_guard lock(session.mutex);
      if (session.subscriptions.empty() || !session.subscriptions.contains(sha256(change.uri))) return;
    }
    // Whoever subscribed may have come with more rights than whoever reads.
    const auto reader = connection.reader();
    if (!may_follow(connection.engine().registry(), reader->principal, change.uri)) return;
  }
  if (change.kind == Change::Kind::elicitation && !session.forget_link(change.uri)) return;
  connection.send(change_message(change, {}));
}

void listen(Request&& request) {
  Uris uris;
  auto filter = read_filter(request, uris);
  if (!filter) return request.refuse(invalid_params("`notifications` says what to listen to"));
  request.connection->listen();
  std::string accepted = acknowledgement(request.id, *filter, uris);
  if (const auto added =
          request.connection->subscriptions().add(request, *std::move(filter), std::move(accepted));
      !added)
    request.refuse(to_rpc_error(added.error(), request.subject()));
}

}  // namespace mcp
