#include "mcp_door.h"

#include <charconv>
#include <memory>
#include <utility>

#include <mcp/core/engine/frame.h>
#include <mcp/core/revision/classify.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/core/server.h>
#include <mcp/transport/http/door/exchange.h>
#include <mcp/transport/http/door/header_facts.h>
#include <mcp/transport/http/door/media_type.h>
#include <mcp/transport/http/door/refusals.h>

namespace mcp::http {
namespace {

constexpr std::string_view kSessionId = "Mcp-Session-Id";

Response no_such_session() {
  return refusal(404, rpc_code::kInvalidRequest,
                 "there is no such session (any more): send `initialize` again");
}

/// A client that tries whether there is a stream.
Response only_in_session() {
  Response response =
      refusal(405, rpc_code::kInvalidRequest, "only a session has a stream: send `initialize`");
  response.fields.emplace_back("Allow", "POST");
  return response;
}

/// Keeps the one answer to `initialize`.
class Kept final : public Outlet {
 public:
  void send(std::string) override {}
  void answer(std::string message, const Standing& standing) override {
    response = json(standing, std::move(message));
  }

  Response response{};
};

/// The place that a `Last-Event-ID` names: `<stream>.<event>`.
struct Position {
  std::uint64_t stream = 0;
  std::uint64_t event = 0;
};

bool read_position(std::string_view text, Position& out) {
  const char* const end = text.data() + text.size();
  const auto [dot, bad_stream] = std::from_chars(text.data(), end, out.stream);
  if (bad_stream != std::errc() || dot == end || *dot != '.') return false;
  const auto [rest, bad_event] = std::from_chars(dot + 1, end, out.event);
  return bad_event == std::errc() && rest == end;
}

}  // namespace

std::string_view McpDoor::methods(std::string_view) const { return "GET, POST, DELETE"; }

std::optional<Response> McpDoor::screen(const Head& head) const {
  if (head.method == "GET") {
    if (accepts(head, "text/event-stream")) return {};
    return plain(406, "GET reads a stream of events: `Accept: text/event-stream`");
  }
  if (head.method == "DELETE") return {};
  if (head.method != "POST")
    return wrong_method(*this, head.path,
                        "this is an MCP endpoint: it takes POST, and GET and DELETE in a session");
  if (auto refusal = unless_json(head)) return refusal;
  if (!accepts(head, "application/json") || !accepts(head, "text/event-stream"))
    return plain(406,
                 "the answer is JSON or a stream of events: `Accept: application/json, text/event-stream`");
  return {};
}

void McpDoor::serve(const Request& request) {
  if (request.head.method == "POST") {
    post(request);
  } else if (request.head.method == "GET") {
    read_stream(request);
  } else {
    end_session(request);
  }
}

void McpDoor::post(const Request& request) {
  const HeadFacts headers(request.head);
  const HeaderFacts& facts = headers.facts();
  Frame frame = read_frame(request.body, engine_.server().limits());
  if (frame.requests() == 0 && !revision_is_known(request)) return;
  const auto session = request.head[Name::mcp_session_id];
  if (frame.modern(&facts) || (!session && (!frame.initializes() || frame.requests() == 0))) {
    post_alone(request, std::move(frame), facts);
  } else if (session) {
    post_in_session(request, std::move(frame), facts, *session);
  } else {
    open_session(request, std::move(frame), facts);
  }
}

/// Without a session: all there is to know stands in the message, and a client that leaves wants no answer.
void McpDoor::post_alone(const Request& request, Frame&& frame, const HeaderFacts& facts) {
  const bool answered = frame.requests() > 0;
  const auto exchange = std::make_shared<Exchange>(request.reply);
  const std::shared_ptr<Peer> peer = engine_.connect(silence(), request.caller);
  exchange->belongs_to(peer);
  request.watcher = exchange;
  peer->receive(std::move(frame), {.headers = &facts, .reply = exchange, .memory = request.memory});
  if (!answered) exchange->drop();
}

void McpDoor::open_session(const Request& request, Frame&& frame, const HeaderFacts& facts) {
  const auto made = sessions_.make(request.caller);
  if (!made) return request.reply.send(refusal(made.error()));
  const auto& session = *made;
  const auto kept = std::make_shared<Kept>();
  session->peer = engine_.connect(session->general, request.caller);
  session->peer->receive(std::move(frame), {.headers = &facts, .reply = kept});
  if (const Revision* agreed = session->peer->session_revision()) {
    if (agreed->polling) session->let_poll();
    sessions_.add(session);
    kept->response.fields.emplace_back(kSessionId, session->id);
  }
  request.reply.send(std::move(kept->response));
}

void McpDoor::post_in_session(const Request& request, Frame&& frame, const HeaderFacts& facts,
                              std::string_view id) {
  const auto session = find_session(request, id);
  if (session == nullptr) return;
  const auto caller =
      std::make_shared<const Caller>(request.caller);  // who opened it may have had other scopes
  if (frame.requests() == 0) {
    const auto exchange = std::make_shared<Exchange>(request.reply);
    session->peer->receive(std::move(frame), {.headers = &facts, .reply = exchange, .caller = caller});
    return exchange->drop();
  }
  const auto stream = session->add_stream();
  request.watcher = stream->answer_to(request.reply);
  session->peer->receive(std::move(frame),
                         {.headers = &facts, .reply = stream, .caller = caller, .memory = request.memory});
}

void McpDoor::read_stream(const Request& request) {
  const auto id = request.head[Name::mcp_session_id];
  if (!id) return refuse(engine_, request, only_in_session());
  if (!revision_is_known(request)) return;
  const auto session = find_session(request, *id);
  if (session == nullptr) return;
  auto place = engine_.streams().take(request.caller.share());
  if (!place) return refuse(engine_, request, refusal(place.error()));
  const auto last = request.head[Name::last_event_id];
  if (!last) {
    request.watcher = session->general->open(request.reply, *std::move(place), request.caller);
    if (request.watcher == nullptr)
      refuse(engine_, request,
             refusal(409, rpc_code::kInvalidRequest, "the session's stream is read already"));
    return;
  }
  Position position;
  const auto stream = read_position(*last, position) ? session->find_stream(position.stream) : nullptr;
  if (stream == nullptr ||
      !stream->resume(request.reply, *std::move(place), request.caller, position.event, request.watcher))
    return refuse(engine_, request,
                  refusal(400, rpc_code::kInvalidRequest, "what follows this event is not kept any more"));
}

void McpDoor::end_session(const Request& request) {
  const auto id = request.head[Name::mcp_session_id];
  if (!id)
    return refuse(
        engine_, request,
        refusal(400, rpc_code::kInvalidRequest, "DELETE ends the session that Mcp-Session-Id names"));
  if (!revision_is_known(request)) return;
  const auto session = find_session(request, *id);
  if (session == nullptr) return;
  sessions_.close(session);
  request.reply.send({.status = 204});
}

/// Of what is no request, which says it by itself. When it is not, the request is answered.
bool McpDoor::revision_is_known(const Request& request) const {
  const auto named = request.head[Name::mcp_protocol_version];
  if (!named || find_revision(*named) != nullptr) return true;
  refuse(engine_, request,
         refusal(400, rpc_code::kUnsupportedVersion, "MCP-Protocol-Version names none we speak"));
  return false;
}

/// Null when there is none; then the request is answered.
std::shared_ptr<Session> McpDoor::find_session(const Request& request, std::string_view id) const {
  auto session = sessions_.find(id, request.caller.principal.id());
  if (session == nullptr) refuse(engine_, request, no_such_session());
  return session;
}

void McpDoor::drain() {
  for (const auto& session : sessions_.all()) {
    session->peer->drain();
    session->general->drop();
  }
}

void McpDoor::close() {
  for (const auto& session : sessions_.all()) sessions_.close(session);
}

}  // namespace mcp::http
