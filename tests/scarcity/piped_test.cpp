// A server over pipes that memory is refused to, once, wherever it asks for some.

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <mcp/core/context.h>
#include <mcp/core/server.h>
#include <mcp/transport/stdio/frame_reader.h>
#include <mcp/transport/stdio/frame_writer.h>

#include "../http/http_server.h"
#include "catch.h"
#include "failing_memory.h"

namespace scarcity {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    reader = mcp::Descriptor(ends[0]);
    writer = mcp::Descriptor(ends[1]);
  }
  mcp::Descriptor reader{};
  mcp::Descriptor writer{};
};

/// One client of a server, as mcp::transport::Stdio serves it.
class Client {
 public:
  explicit Client(mcp::Engine& engine) {
    const auto interrupt = std::make_shared<const mcp::Wakeup>();
    writer_ = std::make_shared<mcp::transport::FrameWriter>(std::move(out_.writer), interrupt);
    peer_ = engine.connect(writer_, {.principal = {.owner = true}});
    reader_ =
        std::make_shared<mcp::transport::FrameReader>(in_.reader.get(), interrupt, writer_, peer_, 1 << 20);
    thread_ = std::thread([reader = reader_] { reader->run(); });
  }
  ~Client() {
    in_.writer = {};
    thread_.join();
    peer_->close();
    writer_->close();
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(const std::string& line) {
    REQUIRE(::write(in_.writer.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()));
  }
  /// The answer to the first request; discarded where none came.
  mcp::Json answer() {
    std::string received;
    for (const auto deadline = Clock::now() + 20s; Clock::now() < deadline && !has_ended();) {
      pollfd wanted{out_.reader.get(), POLLIN, 0};
      ::poll(&wanted, 1, 20);
      char bytes[4096];
      const ssize_t count = ::read(out_.reader.get(), bytes, sizeof bytes);
      if (count > 0) received.append(bytes, static_cast<std::size_t>(count));
      for (std::size_t end = received.find('\n'); end != std::string::npos; end = received.find('\n')) {
        mcp::Json message = mcp::Json::parse(received.substr(0, end), nullptr, false);
        received.erase(0, end + 1);
        CHECK(!message.is_discarded());
        if (message.contains("id") && !message["id"].is_null()) return message;
      }
    }
    return mcp::Json(mcp::Json::value_t::discarded);
  }
  bool has_ended() const { return reader_->wait_until(Clock::now()); }

 private:
  Pipe in_{};
  Pipe out_{};
  std::shared_ptr<mcp::transport::FrameWriter> writer_{};
  std::shared_ptr<mcp::Peer> peer_{};
  std::shared_ptr<mcp::transport::FrameReader> reader_{};
  std::thread thread_{};
};

std::string line(const std::string& request) { return request.substr(request.find("\r\n\r\n") + 4) + "\n"; }

}  // namespace

TEST_CASE(
    "STORE-13 whichever piece of memory a request over pipes is refused, it is answered or the server ends") {
  mcp::Server server({.name = "piped", .version = "1"}, {});
  const auto said = [](const mcp::Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
    context.progress(1);
    mcp::ToolAnswer told;
    told.content = mcp::Content(std::string("a text that is too long to be kept in place"));
    return told;
  };
  server.add(
      mcp::Tool{.name = "quick", .input_schema_json = R"({"type":"object"})", .call = said, .quick = true});
  server.add(mcp::Tool{.name = "slow", .input_schema_json = R"({"type":"object"})", .call = said});
  mcp::Engine engine(server, {});
  for (const char* tool : {"quick", "slow", "none"}) {
    DYNAMIC_SECTION(tool) {
      const std::string request = line(http_test::modern_call(tool));
      forget_places();
      int refusals = 0;
      for (int in_vain = 0; in_vain < 3;) {
        Client client(engine);
        {
          const OneRefused refused;
          client.send(request);
          const mcp::Json answered = client.answer();
          CHECK((!answered.is_discarded() || client.has_ended()));
          in_vain = refused.happened() ? 0 : in_vain + 1;
          refusals += refused.happened() ? 1 : 0;
        }
        if (client.has_ended()) continue;
        client.send(request);
        CHECK(client.answer().value("id", 0) == 1);
      }
      CHECK(refusals > 0);
    }
  }
}

}  // namespace scarcity
