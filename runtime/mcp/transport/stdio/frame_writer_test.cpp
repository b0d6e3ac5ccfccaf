#include "frame_writer.h"

#include <array>
#include <atomic>
#include <csignal>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "catch.h"

using namespace std::chrono_literals;
using mcp::Descriptor;
using mcp::transport::FrameWriter;
using Clock = std::chrono::steady_clock;

namespace {

struct Fixture {
  Fixture() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    reader = Descriptor(ends[0]);
    writer = std::make_unique<FrameWriter>(Descriptor(ends[1]), broken);
  }
  ~Fixture() { std::signal(SIGPIPE, old); }

  std::string read_to_end() {
    std::string text;
    std::array<char, 10'000> chunk{};
    for (ssize_t size = 0; (size = ::read(reader.get(), chunk.data(), chunk.size())) > 0;) {
      text.append(chunk.data(), static_cast<std::size_t>(size));
    }
    return text;
  }

  void (*old)(int) = std::signal(SIGPIPE, SIG_IGN);
  std::shared_ptr<mcp::Wakeup> broken = std::make_shared<mcp::Wakeup>();
  Descriptor reader;
  std::unique_ptr<FrameWriter> writer;
};

bool is_triggered(const mcp::Wakeup& wakeup) {
  Descriptor null(::open("/dev/null", O_RDONLY));
  return !mcp::wait_ready(null.get(), POLLIN, wakeup);
}

}  // namespace

TEST_CASE("STDIO-07 frames of many threads reach the pipe whole, each once") {
  Fixture pipe;
  constexpr int kThreads = 8;
  constexpr int kFrames = 200;
  std::string got;
  std::thread reader([&] { got = pipe.read_to_end(); });
  {
    std::vector<std::jthread> senders;
    senders.reserve(kThreads);
    for (int thread = 0; thread < kThreads; ++thread) {
      senders.emplace_back([&, thread] {
        for (int i = 0; i < kFrames; ++i) {
          // Longer than a pipe takes at once, every tenth.
          pipe.writer->send(std::string(i % 10 == 0 ? 70'000 : 50, static_cast<char>('a' + thread)));
        }
      });
    }
  }
  CHECK(pipe.writer->flush(Clock::now() + 30s));
  pipe.writer.reset();
  reader.join();

  std::array<int, kThreads> count{};
  for (std::size_t at = 0, end = 0; (end = got.find('\n', at)) != std::string::npos; at = end + 1) {
    REQUIRE(end > at);
    const std::string_view line = std::string_view(got).substr(at, end - at);
    REQUIRE(line.find_first_not_of(line[0]) == std::string_view::npos);
    REQUIRE((line.size() == 50 || line.size() == 70'000));
    ++count.at(static_cast<std::size_t>(line[0] - 'a'));
  }
  for (const int each : count) CHECK(each == kFrames);
}

TEST_CASE("frames of the holding thread go out together on release") {
  Fixture pipe;
  ::fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK);
  pipe.writer->hold();
  pipe.writer->send("one");
  pipe.writer->send("two");
  CHECK(pipe.read_to_end().empty());
  pipe.writer->release();
  CHECK(pipe.read_to_end() == "one\ntwo\n");
  pipe.writer->send("three");
  CHECK(pipe.read_to_end() == "three\n");
}

TEST_CASE("STDIO-05 a frame that somebody laid out over several lines is one line") {
  Fixture pipe;
  pipe.writer->send("{\n  \"a\": 1\n}");
  pipe.writer->answer_result("7", "{\n}\n");
  pipe.writer.reset();
  CHECK(pipe.read_to_end() ==
        "{   \"a\": 1 }\n"
        R"({"jsonrpc":"2.0","id":7,"result":{ } })"
        "\n");
}

TEST_CASE("another thread's frame does not wait for the holder") {
  Fixture pipe;
  ::fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK);
  pipe.writer->hold();
  std::thread([&] { pipe.writer->send("now"); }).join();
  CHECK(pipe.read_to_end() == "now\n");
}

TEST_CASE("STDIO-06 a client that does not read makes senders wait, in bounded memory") {
  Fixture pipe;
  std::atomic<int> sent = 0;
  const std::string frame(100'000, 'x');
  std::thread sender([&] {
    for (int i = 0; i < 100; ++i) {
      pipe.writer->send(frame);
      pipe.writer->wait_for_room();
      ++sent;
    }
  });
  int before = -1;
  while (sent != before) {
    before = sent;
    std::this_thread::sleep_for(200ms);
  }
  CHECK(static_cast<std::size_t>(sent) * frame.size() < FrameWriter::kMostBytes + 3 * frame.size());
  CHECK_FALSE(pipe.writer->flush(Clock::now() + 10ms));

  SECTION("and they go on when it reads") {
    std::string got;
    std::thread reader([&] { got = pipe.read_to_end(); });
    sender.join();
    CHECK(pipe.writer->flush(Clock::now() + 30s));
    pipe.writer.reset();
    reader.join();
    CHECK(got.size() == 100 * (frame.size() + 1));
  }
  SECTION("and they drop what finds no room from the time they were given on") {
    const auto begun = Clock::now();
    pipe.writer->give_up_at(begun + 50ms);
    sender.join();
    CHECK(Clock::now() - begun >= 50ms);
    CHECK(sent == 100);
  }
  SECTION("and closing sets them free") {
    pipe.writer->close();
    sender.join();
    CHECK(sent == 100);
  }
}

TEST_CASE("STDIO-06 who only sends never waits") {
  Fixture pipe;
  const std::string frame(FrameWriter::kMostBytes, 'x');
  for (int i = 0; i < 3; ++i) pipe.writer->send(frame);
  std::thread reader([&] { CHECK(pipe.read_to_end().size() == 3 * (frame.size() + 1)); });
  CHECK(pipe.writer->flush(Clock::now() + 30s));
  pipe.writer.reset();
  reader.join();
}

TEST_CASE("STDIO-03 a closed pipe is noticed, and sending goes nowhere") {
  Fixture pipe;
  CHECK_FALSE(pipe.writer->client_gone());
  pipe.reader = Descriptor();
  CHECK(pipe.writer->client_gone());
  pipe.writer->send("lost");
  CHECK(is_triggered(*pipe.broken));
  for (int i = 0; i < 100; ++i) pipe.writer->send(std::string(100'000, 'x'));
  CHECK_FALSE(pipe.writer->flush(Clock::now() + 10s));
}

TEST_CASE("STDIO-03 a pipe that is closed while it is full sets the senders free") {
  Fixture pipe;
  std::thread sender([&] {
    for (int i = 0; i < 100; ++i) {
      pipe.writer->send(std::string(100'000, 'x'));
      pipe.writer->wait_for_room();
    }
  });
  std::this_thread::sleep_for(100ms);
  pipe.reader = Descriptor();
  sender.join();
  CHECK(is_triggered(*pipe.broken));
}
