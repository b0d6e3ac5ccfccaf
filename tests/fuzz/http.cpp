// Whatever bytes come on a connection, in whatever pieces: what goes back is a line of well-formed responses,
// the same ones however the bytes were cut, and the next client is served.
//
// An input's first line says where it is cut: each of its characters is the length of a piece. What follows
// is sent, with the id of an open session in place of each `$session`.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/socket.h>

#include <mcp/core/context.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/transport/http/door/mcp_door.h>
#include <mcp/transport/http/door/rest_door.h>
#include <mcp/transport/http/door/router.h>
#include <mcp/transport/http/net/connection.h>

#include "fuzz.h"

namespace {

constexpr std::string_view kInitialize =
    "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 162\r\n\r\n"
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{"elicitation":{}},"clientInfo":{"name":"f","version":"1"}}})";
constexpr std::string_view kHealth = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

mcp::Result<mcp::ToolAnswer> greet(const mcp::Json& arguments, mcp::Context& context) {
  context.progress(1, 2);
  const auto name = context.elicit("name", mcp::Form("Name?").text("name"));
  if (!name) return name.error();
  return mcp::ToolAnswer{.content = name->text("name") + arguments.value("text", "")};
}

/// Everything is quick, so that one input runs on one thread.
mcp::Server make_server() {
  mcp::Server server({.name = "fuzz", .version = "1"});
  server.add(
      mcp::Tool{.name = "echo",
                .input_schema_json =
                    R"({"type":"object","properties":{"text":{"type":"string","x-mcp-header":"Text"}}})",
                .call = [](const mcp::Json& arguments, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                  return mcp::ToolAnswer{.content = arguments.value("text", "")};
                },
                .quick = true});
  server.add(mcp::Tool{.name = "greet", .call = greet, .quick = true});
  return server;
}

std::vector<std::unique_ptr<mcp::http::Door>> make_doors(mcp::Engine& engine) {
  std::vector<std::unique_ptr<mcp::http::Door>> doors;
  doors.push_back(
      std::make_unique<mcp::http::McpDoor>(engine, "/mcp", mcp::http::Sessions::Limits{.most = 1'000'000}));
  doors.push_back(std::make_unique<mcp::http::RestDoor>(engine));
  return doors;
}

/// The server's end and the client's of a connection, without an address. Everything runs on this thread.
class Client {
 public:
  Client(mcp::http::Router& router, const std::shared_ptr<mcp::http::Loop>& loop, mcp::http::Budget& budget,
         const mcp::http::Limits& limits)
      : loop_(*loop) {
    std::array<int, 2> ends{};
    require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) == 0,
            "sockets");
    socket_ = mcp::Descriptor(ends[0]);
    auto place = budget.connections().take("");
    require(place.has_value(), "there is room for a connection");
    auto channel = std::make_unique<mcp::http::PlainChannel>(ends[1]);
    std::make_shared<mcp::http::Connection>(loop, mcp::Descriptor(ends[1]), std::move(channel),
                                            mcp::http::Client{.loopback = true}, *std::move(place), router,
                                            budget, limits)
        ->start();
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
      if (!run() && count <= 0) return;  // it is refused, or nobody reads on
    }
  }

  const std::string& received() const { return received_; }

 private:
  /// Lets the server do all it can; true when something came of it.
  bool run() {
    bool any = loop_.context().poll() > 0;
    std::array<char, 64 * 1024> part{};
    for (ssize_t count = 0; (count = ::recv(socket_.get(), part.data(), part.size(), 0)) > 0; any = true) {
      received_.append(part.data(), static_cast<std::size_t>(count));
      loop_.context().poll();
    }
    return any;
  }

  mcp::http::Loop& loop_;
  mcp::Descriptor socket_{};
  std::string received_{};
};

/// A server with all that belongs to it.
class Server {
 public:
  Server() {
    loop_->post([this] { loop_->stop(); });
    loop_->run();  // it is this thread's now
    loop_->context().restart();
  }

  Client connect() { return Client(router_, loop_, budget_, limits_); }

  /// Ends whatever is still open.
  void clear() {
    router_.close();
    loop_->context().poll();
    loop_->close_all();
    loop_->context().poll();
    require(budget_.connections().taken() == 0, "nothing is left of a connection");
  }

 private:
  mcp::Server server_ = make_server();
  mcp::Engine engine_{server_};
  mcp::http::Limits limits_{};
  mcp::http::Budget budget_{limits_};
  mcp::http::Router router_{server_.info(), {}, mcp::http::Identity({}), make_doors(engine_)};
  std::shared_ptr<mcp::http::Loop> loop_ = std::make_shared<mcp::http::Loop>(std::chrono::hours(1));
};

std::string_view take_until(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  require(at != std::string_view::npos, "a response is whole");
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + end.size());
  return taken;
}

std::string field(std::string_view head, std::string_view name) {
  const std::size_t at = head.find(name);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + name.size();
  return std::string(head.substr(begin, head.find("\r\n", begin) - begin));
}

/// The chunks of a stream, which may not have ended.
bool take_stream(std::string_view& text) {
  while (!text.empty()) {
    const std::size_t size = std::strtoul(std::string(take_until(text, "\r\n")).c_str(), nullptr, 16);
    require(text.size() >= size + 2 && text.substr(size, 2) == "\r\n", "a chunk is whole");
    text.remove_prefix(size + 2);
    if (size == 0) return true;
  }
  return false;
}

/// The statuses of all responses in it, in order; those that only ask for more left out.
std::vector<int> read_responses(std::string_view text) {
  std::vector<int> statuses;
  while (!text.empty()) {
    const std::string_view head = take_until(text, "\r\n\r\n");
    require(head.starts_with("HTTP/1.1 ") && head.size() > 12, "a response begins with its status");
    const int status = std::atoi(std::string(head.substr(9, 3)).c_str());
    require(status >= 100 && status <= 599, "a status has three digits");
    require(std::ranges::count(head, '\n') == std::ranges::count(head, '\r'), "lines end with CR LF");
    if (status == 100) continue;
    statuses.push_back(status);
    if (!field(head, "\r\nTransfer-Encoding: ").empty()) {
      if (!take_stream(text)) return statuses;
      continue;
    }
    const std::string length = field(head, "\r\nContent-Length: ");
    if (length.empty() && head.find("event-stream") != std::string_view::npos) return statuses;  // HTTP/1.0
    const bool head_only = text.empty() || text.starts_with("HTTP/1.1 ");  // no body begins like that
    const std::size_t size = head_only || length.empty() ? 0 : std::strtoul(length.c_str(), nullptr, 10);
    require(text.size() >= size, "a body is whole");
    const std::string_view body = text.substr(0, size);
    if (field(head, "\r\nContent-Type: ") == "application/json") {
      const auto document = mcp::read_json(body, {.depth = 256, .values = 10'000'000});
      require(std::holds_alternative<mcp::Json>(document), "what is called JSON is JSON");
    }
    text.remove_prefix(size);
  }
  return statuses;
}

std::string open_session(Server& server) {
  Client client = server.connect();
  client.send(kInitialize);
  std::string id = field(client.received(), "\r\nMcp-Session-Id: ");
  require(!id.empty(), "a session is opened");
  return id;
}

/// What `text` is answered with, sent in pieces of these lengths over and over; whole without any.
std::vector<int> answers(Server& server, std::string text, std::string_view lengths) {
  const std::string session = open_session(server);
  constexpr std::string_view kPlace = "$session";
  for (std::size_t at = 0; (at = text.find(kPlace, at)) != std::string::npos; at += session.size())
    text.replace(at, kPlace.size(), session);
  Client client = server.connect();
  std::size_t piece = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length =
        lengths.empty()
            ? rest.size()
            : std::max<std::size_t>(1, static_cast<unsigned char>(lengths[piece++ % lengths.size()]));
    client.send(rest.substr(0, length));
    rest.remove_prefix(std::min(length, rest.size()));
  }
  return read_responses(client.received());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Server server;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string text(input.substr(std::min(end + 1, input.size())));

  const std::vector<int> whole = answers(server, text, {});
  const std::vector<int> cut = answers(server, text, input.substr(0, end));
  // A request that is refused before its body is there is the last one; and then it is its head that is
  // wrong, though its body may be too.
  const auto [in_cut, in_whole] = std::mismatch(cut.begin(), cut.end(), whole.begin(), whole.end());
  const bool same = in_cut == cut.end();
  const bool refused =
      !same && in_whole != whole.end() && in_cut + 1 == cut.end() && *in_cut >= 400 && *in_whole >= 400;
  require(same || refused, "where the bytes are cut does not matter");
  {
    Client next = server.connect();
    next.send(kHealth);
    require(next.received().starts_with("HTTP/1.1 200 "), "the next client is served");
  }
  server.clear();
  return 0;
}
