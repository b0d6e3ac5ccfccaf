#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/caller.h>
#include <mcp/transport/http/wire/head.h>
#include <mcp/transport/http/wire/response.h>

namespace mcp::http {

class Connection;
class Proxies;

/// Who sends requests: whoever is at the other end of a connection, as the socket says; or whoever a
/// trusted proxy there says it is.
struct Client {
  std::string address{};  ///< "" for a Unix socket
  bool loopback = false;
  bool encrypted = false;
  std::string name{};    ///< of the certificate that it proved to hold; "" for none
  std::string issuer{};  ///< of that certificate
  std::string host{};    ///< what it called the server before a proxy did; "" where `Host` says it
  const Proxies* proxies = nullptr;  ///< that it is one of, and passes requests of others on
  bool spared = true;                ///< where it is of this machine

  /// Limits per address are not for it: it speaks for many.
  bool exempt() const { return (loopback && spared) || proxies != nullptr; }
};

/// The way to answer one request, once: whole, or as a stream. Used from any thread, it never waits; once
/// the client is gone it does nothing. Copies are the same way.
class Reply {
 public:
  Reply(std::shared_ptr<Connection> connection, std::uint64_t request)
      : connection_(std::move(connection)), request_(request) {}

  void send(Response response) const;
  void begin(Response head) const;
  /// A client that does not read what was written before is cut off.
  void write(std::string part) const;
  void end() const;
  /// Without memory for an answer: the connection ends.
  void cut() const noexcept;

 private:
  std::shared_ptr<Connection> connection_;
  std::uint64_t request_;
};

/// Hears what becomes of a client that waits for its answer.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void gone() = 0;
  /// It has heard nothing for a while. Until it does, now and then.
  virtual void still_waits() {}
  /// The server stops: what would go on without end should end now.
  virtual void stopping() {}
};

/// A request whose body is there. The views last as long as the call of Service::serve().
struct Request {
  const Head& head;
  std::string_view body;
  const Caller& caller;
  Reply reply;
  /// Counts what the request takes of the process; null for little. To be kept by whoever goes on with it.
  std::shared_ptr<const void> memory;
  /// Header lines that the answer carries besides its own; to be set while serve() runs.
  Fields& fields;
  /// Told of the client until the answer is complete; to be set while serve() runs.
  std::shared_ptr<Watcher>& watcher;
};

/// What the head of a request is enough to decide.
struct Verdict {
  bool open = false;                  ///< who asks is not known yet: inquire() tells
  std::optional<Response> refusal{};  ///< otherwise; none: its body is wanted
};

/// What a server does with requests. Called by the thread that read the request: it must not wait.
class Service {
 public:
  virtual ~Service() = default;
  /// Decides who asks, and whether the body is wanted.
  virtual Verdict screen(const Head& head, const Client& client, Caller& caller) = 0;
  /// The same where screen() left it open. This waits, and is called where that holds nobody up.
  virtual std::optional<Response> inquire(const Head&, const Client&, Caller&) { return {}; }
  /// Has `job` done where waiting holds nobody up; false when too many wait there.
  virtual bool do_waiting(std::function<void()>) { return false; }
  /// Whether `caller`, who was let in, may go on with what is open.
  virtual bool still_stands(const Caller&) { return true; }
  virtual void serve(const Request& request) = 0;
  /// Adds to what is answered without serve() what the page that asks, if one may, needs to read it.
  virtual void allow(const Head&, Fields&) {}
  /// Adds to a response what it lacks of what the head of the request asks for.
  virtual void complete(Response&) {}
};

}  // namespace mcp::http
