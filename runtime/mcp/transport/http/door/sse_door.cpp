#include "sse_door.h"

#include <utility>

#include <mcp/core/engine/frame.h>
#include <mcp/core/random.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/core/server.h>
#include <mcp/core/shares.h>
#include <mcp/transport/http/door/exchange.h>
#include <mcp/transport/http/door/header_facts.h>
#include <mcp/transport/http/door/media_type.h>
#include <mcp/transport/http/door/refusals.h>

namespace mcp::http {
namespace {

constexpr std::string_view kStreamPath = "/sse";
constexpr std::string_view kMessagePath = "/messages";
constexpr std::string_view kSessionParameter = "sessionId=";

/// Told relative to the server: the name that a request calls it by proves nothing.
std::string endpoint_event(const std::string& id) {
  std::string text = "event: endpoint\ndata: ";
  return text.append(kMessagePath).append("?").append(kSessionParameter).append(id).append("\n\n");
}

}  // namespace

class SseDoor::Stream final : public Outlet, public Watcher {
 public:
  Stream(SseDoor& door, std::string id, Reply reply, Shares::Place place)
      : door_(door), id_(std::move(id)), reply_(std::move(reply)), place_(std::move(place)) {}

  void begin() {
    reply_.begin(event_stream());
    reply_.write(endpoint_event(id_));
  }
  void end() { reply_.end(); }
  void send(std::string message) override { reply_.write(event(message)); }
  void abandon() noexcept override { reply_.cut(); }
  void gone() override { door_.forget(id_); }

 private:
  SseDoor& door_;
  const std::string id_;
  const Reply reply_;
  const Shares::Place place_;
};

std::string_view SseDoor::entrance() const { return kStreamPath; }

bool SseDoor::leads(std::string_view path) const { return path == kStreamPath || path == kMessagePath; }

std::string_view SseDoor::methods(std::string_view path) const {
  return path == kStreamPath ? "GET" : "POST";
}

std::optional<Response> SseDoor::screen(const Head& head) const {
  if (head.path == kStreamPath) {
    if (head.method != "GET") return wrong_method(*this, head.path, "GET reads the stream of events");
    if (!accepts(head, "text/event-stream"))
      return plain(406, "GET reads a stream of events: `Accept: text/event-stream`");
    return {};
  }
  if (head.method != "POST") return wrong_method(*this, head.path, "POST sends a message");
  return unless_json(head);
}

void SseDoor::serve(const Request& request) {
  if (request.head.path == kStreamPath) {
    open(request);
  } else {
    post(request);
  }
}

void SseDoor::open(const Request& request) {
  auto place = engine_.streams().take(request.caller.share());
  if (!place) return refuse(engine_, request, refusal(place.error()));
  const Result<std::string> id = random_handle();
  if (!id) return request.reply.send(refusal(id.error()));
  const auto stream = std::make_shared<Stream>(*this, *id, request.reply, *std::move(place));
  {
    const std::lock_guard lock(mutex_);
    clients_.emplace(*id,
                     Client{request.caller.principal.id(), stream, engine_.connect(stream, request.caller)});
  }
  request.watcher = stream;
  stream->begin();
}

void SseDoor::post(const Request& request) {
  std::string_view id = request.head.query;
  std::shared_ptr<Peer> peer;
  std::shared_ptr<Stream> stream;
  if (id.starts_with(kSessionParameter)) {
    id.remove_prefix(kSessionParameter.size());
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(id);
    if (found != clients_.end() && found->second.owner == request.caller.principal.id()) {
      peer = found->second.peer;
      stream = found->second.stream;
    }
  }
  if (peer == nullptr)
    return refuse(
        engine_, request,
        refusal(404, rpc_code::kInvalidRequest, "there is no such session (any more): open /sse again"));

  const HeadFacts headers(request.head);
  Frame frame = read_frame(request.body, engine_.server().limits());
  if (frame.fault.code != 0) return refuse(engine_, request, refusal(frame.fault));
  if (frame.modern(&headers.facts()))
    return refuse(engine_, request,
                  refusal(400, rpc_code::kInvalidRequest,
                          "this is for clients that send `initialize`; others have /mcp"));
  request.reply.send({.status = 202});
  peer->receive(std::move(frame), {.headers = &headers.facts(),
                                   .reply = stream,
                                   .caller = std::make_shared<const Caller>(request.caller),
                                   .memory = request.memory});
}

void SseDoor::forget(const std::string& id) {
  std::shared_ptr<Peer> peer;
  {
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(id);
    if (found == clients_.end()) return;
    peer = std::move(found->second.peer);
    clients_.erase(found);
  }
  peer->close();
}

std::map<std::string, SseDoor::Client, std::less<>> SseDoor::clients() const {
  const std::lock_guard lock(mutex_);
  return clients_;
}

void SseDoor::drain() {
  for (const auto& [id, client] : clients()) {
    client.peer->drain();
    if (client.peer->in_flight() == 0) client.stream->end();
  }
}

void SseDoor::close() {
  for (const auto& [id, client] : clients()) forget(id);
}

}  // namespace mcp::http
