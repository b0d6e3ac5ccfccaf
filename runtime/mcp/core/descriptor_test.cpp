#include "descriptor.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "catch.h"

using mcp::Descriptor;

namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
  }
  Descriptor reader;
  Descriptor writer;
};

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
  return text;
}

std::string read_to_end(int fd) {
  std::string text;
  std::array<char, 1000> chunk{};
  for (;;) {
    const ssize_t size = ::read(fd, chunk.data(), chunk.size());
    if (size > 0) text.append(chunk.data(), static_cast<std::size_t>(size));
    if (size == 0 || (size < 0 && errno != EINTR)) return text;
  }
}

}  // namespace

TEST_CASE("a full pipe takes no more, and nobody waits") {
  const bool non_blocking = GENERATE(false, true);
  Pipe pipe;
  if (non_blocking) ::fcntl(pipe.writer.get(), F_SETFL, O_NONBLOCK);
  const std::string text = pattern(1'000'000);
  const auto taken = mcp::write_without_waiting(pipe.writer.get(), text);
  REQUIRE(taken);
  CHECK(*taken > 0);
  CHECK(*taken < text.size());
  CHECK(mcp::write_without_waiting(pipe.writer.get(), text) == 0u);
}

TEST_CASE("a pipe that nobody reads any more is an error, not a signal") {
  Pipe pipe;
  pipe.reader = Descriptor();
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  CHECK_FALSE(mcp::write_without_waiting(pipe.writer.get(), "x"));
  CHECK(errno == EPIPE);
  std::signal(SIGPIPE, old);
}

TEST_CASE("STORE-15 short and interrupted writes lose and repeat nothing") {
  struct sigaction ignore {};
  ignore.sa_handler = [](int) {};
  struct sigaction old {};
  ::sigaction(SIGALRM, &ignore, &old);
  const itimerval often{{0, 300}, {0, 300}};
  ::setitimer(ITIMER_REAL, &often, nullptr);

  Pipe pipe;
  const mcp::Wakeup never;
  const std::string text = pattern(3'000'000);
  std::string got;
  std::thread reader([&] { got = read_to_end(pipe.reader.get()); });
  for (std::size_t done = 0; done < text.size();) {
    REQUIRE(mcp::wait_ready(pipe.writer.get(), POLLOUT, never));
    const auto taken = mcp::write_without_waiting(pipe.writer.get(), std::string_view(text).substr(done));
    REQUIRE(taken);
    done += *taken;
  }
  pipe.writer = Descriptor();
  reader.join();
  const itimerval stop{};
  ::setitimer(ITIMER_REAL, &stop, nullptr);
  ::sigaction(SIGALRM, &old, nullptr);
  CHECK((got == text));
}

TEST_CASE("STORE-15 a write that was cut short is not taken for a whole one") {
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit little{5000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &little);
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  CHECK_FALSE(mcp::write_without_waiting(::fileno(file), std::string(8000, 'x')));
  CHECK(::lseek(::fileno(file), 0, SEEK_END) == 5000);
  std::fclose(file);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old_handler);
}

TEST_CASE("a wakeup ends every wait from then on") {
  Pipe pipe;
  const mcp::Wakeup wakeup;
  REQUIRE(wakeup);
  CHECK_FALSE(wakeup.triggered());
  CHECK(::write(pipe.writer.get(), "x", 1) == 1);
  CHECK(mcp::wait_ready(pipe.reader.get(), POLLIN, wakeup));
  std::thread other([&] { wakeup.trigger(); });
  char byte = 0;
  CHECK(::read(pipe.reader.get(), &byte, 1) == 1);
  CHECK_FALSE(mcp::wait_ready(pipe.reader.get(), POLLIN, wakeup));
  CHECK_FALSE(mcp::wait_ready(pipe.reader.get(), POLLIN, wakeup));
  other.join();
  CHECK(wakeup.triggered());
}

TEST_CASE("STDIO-08 the descriptors of a wakeup are close-on-exec") {
  const int before = ::open("/dev/null", O_RDONLY);
  const mcp::Wakeup wakeup;
  for (int fd = before + 1; fd <= wakeup.fd() + 1; ++fd) CHECK((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
  ::close(before);
}
