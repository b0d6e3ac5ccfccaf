#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <mcp/core/descriptor.h>
#include <mcp/core/engine/engine.h>
#include <mcp/json/json.h>
#include <mcp/transport/stdio/frame_reader.h>
#include <mcp/transport/stdio/frame_writer.h>

#include "catch.h"

namespace tst {

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

/// One client of a server in this process, as mcp::transport::Stdio serves it.
class PipedClient {
 public:
  explicit PipedClient(mcp::Engine& engine) {
    const auto interrupt = std::make_shared<const mcp::Wakeup>();
    writer_ = std::make_shared<mcp::transport::FrameWriter>(std::move(out_.writer), interrupt);
    peer_ = engine.connect(writer_, {.principal = {.owner = true}});
    reader_ =
        std::make_shared<mcp::transport::FrameReader>(in_.reader.get(), interrupt, writer_, peer_, 1 << 20);
    const auto read = [reader = reader_](const mcp::Engine::Leads& leads) { reader->run(leads); };
    while (!engine.read(read)) std::this_thread::yield();  // the one before has ended, or is about to
  }
  ~PipedClient() {
    in_.writer = {};
    using namespace std::chrono_literals;
    CHECK(reader_->wait_until(Clock::now() + 20s));
    peer_->close();
    writer_->close();
  }
  PipedClient(const PipedClient&) = delete;
  PipedClient& operator=(const PipedClient&) = delete;

  /// A line that a pipe has room for.
  void send(std::string_view line) {
    REQUIRE(::write(in_.writer.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()));
  }
  /// The answer to the first request; discarded where none came.
  mcp::Json answer() {
    using namespace std::chrono_literals;
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
  using Clock = std::chrono::steady_clock;

  Pipe in_{};
  Pipe out_{};
  std::shared_ptr<mcp::transport::FrameWriter> writer_{};
  std::shared_ptr<mcp::Peer> peer_{};
  std::shared_ptr<mcp::transport::FrameReader> reader_{};
};

}  // namespace tst
