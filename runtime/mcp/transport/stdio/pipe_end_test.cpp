#include "pipe_end.h"

#include <array>
#include <csignal>
#include <string>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catch.h"
#include "scratch_folder.h"

using mcp::Descriptor;
using mcp::transport::PipeEnd;

namespace {

/// A pipe that has a name cannot be asked not to wait, as none can on an older kernel.
enum class Kind { pipe, named_pipe, sockets };

struct Ends {
  explicit Ends(Kind kind) {
    std::array<int, 2> ends{-1, -1};
    if (kind == Kind::pipe) {
      REQUIRE(::pipe(ends.data()) == 0);
    } else if (kind == Kind::sockets) {
      REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    } else {
      const tst::ScratchFolder folder;
      const std::string path = folder.path("pipe");
      REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
      REQUIRE((ends[0] = ::open(path.c_str(), O_RDONLY | O_NONBLOCK)) >= 0);
      REQUIRE((ends[1] = ::open(path.c_str(), O_WRONLY)) >= 0);
      REQUIRE(::fcntl(ends[0], F_SETFL, 0) == 0);
    }
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
  }
  Descriptor reader;
  Descriptor writer;
};

Kind any_kind() { return GENERATE(Kind::pipe, Kind::named_pipe, Kind::sockets); }

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
  return text;
}

std::string read_to_end(int fd) {
  PipeEnd end(fd);
  const mcp::Wakeup never;
  std::string text;
  std::array<char, 1000> room{};
  for (ssize_t size = 0; (size = end.read(room, never).value_or(0)) > 0;)
    text.append(room.data(), static_cast<std::size_t>(size));
  return text;
}

}  // namespace

TEST_CASE("STDIO-06 a full pipe takes no more, and nobody waits") {
  const bool non_blocking = GENERATE(false, true);
  const Ends ends(any_kind());
  if (non_blocking) ::fcntl(ends.writer.get(), F_SETFL, O_NONBLOCK);
  PipeEnd end(ends.writer.get());
  const std::string text = pattern(1'000'000);
  const auto taken = end.write_without_waiting(text);
  REQUIRE(taken);
  CHECK(*taken > 0);
  CHECK(*taken < text.size());
  CHECK(end.write_without_waiting(text) == 0u);
}

TEST_CASE("STORE-15 what a pipe takes in parts arrives whole") {
  Ends ends(any_kind());
  const mcp::Wakeup never;
  const std::string text = pattern(3'000'000);
  std::string got;
  std::thread reader([&] { got = read_to_end(ends.reader.get()); });
  PipeEnd end(ends.writer.get());
  for (std::size_t done = 0; done < text.size();) {
    REQUIRE(mcp::wait_ready(ends.writer.get(), POLLOUT, never));
    const auto taken = end.write_without_waiting(std::string_view(text).substr(done));
    REQUIRE(taken);
    done += *taken;
  }
  ends.writer = Descriptor();
  reader.join();
  CHECK((got == text));
}

TEST_CASE("what nobody reads any more is an error") {
  Ends ends(any_kind());
  ends.reader = Descriptor();
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  CHECK_FALSE(PipeEnd(ends.writer.get()).write_without_waiting("x"));
  CHECK(errno == EPIPE);
  std::signal(SIGPIPE, old);
}

TEST_CASE("files are read and written as well") {
  const tst::ScratchFolder folder;
  const Descriptor file(::open(folder.path("file").c_str(), O_CREAT | O_RDWR, 0600));
  CHECK(PipeEnd(file.get()).write_without_waiting("some text") == 9u);
  ::lseek(file.get(), 0, SEEK_SET);
  CHECK(read_to_end(file.get()) == "some text");
}

TEST_CASE("STORE-11 who has to stop reads nothing more, even if it is there") {
  const Ends ends(any_kind());
  PipeEnd end(ends.reader.get());
  const mcp::Wakeup wakeup;
  std::array<char, 8> room{};
  REQUIRE(::write(ends.writer.get(), "abc", 3) == 3);
  CHECK(end.read(room, wakeup) == 3);
  REQUIRE(::write(ends.writer.get(), "d", 1) == 1);
  wakeup.trigger();
  CHECK_FALSE(end.read(room, wakeup));
}
