#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <mcp/core/engine/client_capabilities.h>
#include <mcp/core/revision/revision.h>
#include <mcp/core/rpc/rpc_error.h>
#include <mcp/json/held_json.h>

namespace mcp {

class Audited;
class Batch;
class Connection;
class Outlet;
struct Caller;
struct HeaderFacts;

/// A request whose revision is known. Exactly one of answer(), refuse() and drop() ends it.
struct Request {
  std::shared_ptr<Connection> connection;
  std::shared_ptr<const Caller> caller;
  std::shared_ptr<Outlet> reply;
  std::shared_ptr<const void> memory;  ///< counts what it takes; null where nobody counts
  const Revision* revision;
  std::string id;  ///< JSON text as it came, "" where there was no message
  std::string method;
  HeldJson params = Json::object();
  const HeaderFacts* headers = nullptr;  ///< until the handler is about to run; null where there are none
  ClientCapabilities capabilities{};
  std::shared_ptr<Batch> batch{};      ///< null when the request came alone
  std::shared_ptr<Audited> audited{};  ///< null where nothing is recorded

  /// `result` is JSON text.
  void answer(std::string_view result) const;
  void refuse(const RpcError& error) const;
  /// The client gave up: nothing is sent.
  void drop() const;
  /// Something that belongs to the request, before its answer. Never waits.
  void send(std::string message) const;
  Subject subject() const;
  /// Whoever read the request reads for this client alone, and may be held up.
  bool may_wait() const { return headers == nullptr && revision->era != Era::none; }
  /// Waits while the client does not read what was sent; not to be called with a lock held.
  void wait_for_room() const;

  /// The member of `params`, or of `params._meta`; null when it is absent.
  const Json* param(std::string_view name) const;
  const Json* meta(std::string_view name) const;
  /// The member of `params` when it is a string, null otherwise.
  const std::string* text_param(std::string_view name) const;
};

RpcError invalid_params(std::string message);

}  // namespace mcp
