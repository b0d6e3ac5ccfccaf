#include "listening.h"

#include <array>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "catch.h"

namespace {

constexpr std::string_view kBuiltIn = "127.0.0.1:9000";

std::string chosen(const mcp::Flags& flags, const mcp::ConfigFile& file = {},
                   std::string_view built_in = kBuiltIn) {
  const auto choice = mcp::choose_address(flags, file, built_in);
  return choice ? mcp::address_text(choice->address) + " " + choice->origin : choice.error().message;
}

/// The variable, for the time of a test.
struct Variable {
  explicit Variable(const char* value) { ::setenv(mcp::kListenVariable, value, 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(mcp::kListenVariable); }
};

std::string refusal(const std::string& descriptor) {
  const auto notice = mcp::ready_notice({{"--ready-fd", descriptor}});
  return notice ? "accepted" : notice.error().message;
}

}  // namespace

TEST_CASE("flags come before the environment, that before the file, that before what was built in") {
  const mcp::ConfigFile file{{"server.listen", "[::1]:81"}};
  CHECK(chosen({}, {}, mcp::kDefaultListen) == "127.0.0.1:8080 default");
  CHECK(chosen({}) == "127.0.0.1:9000 manifest");
  CHECK(chosen({}, file) == "[::1]:81 --config");
  CHECK(chosen({{"--port", "0"}}, file) == "[::1]:0 --port");
  const Variable variable("localhost:82");
  CHECK(chosen({}, file) == "localhost:82 MCPGEN_SERVER_LISTEN");
  CHECK(chosen({{"--host", "[::]"}}, file) == "[::]:82 --host");
  CHECK(chosen({{"--host", "::"}, {"--port", "83"}}, file) == "[::]:83 --host and --port");
}

TEST_CASE("an address may be a socket, until a host or a port is wanted") {
  CHECK(chosen({{"--listen", "unix:/run/a.sock"}}) == "unix:/run/a.sock --listen");
  CHECK(chosen({{"--listen", "[::1]:80"}}, {{"server.listen", "unix:/b"}}) == "[::1]:80 --listen");
  CHECK(chosen({}, {{"server.listen", "unix:/run/a.sock"}}) == "unix:/run/a.sock --config");
  CHECK(chosen({{"--port", "81"}}, {{"server.listen", "unix:/run/a.sock"}}) == "127.0.0.1:81 --port");
  CHECK(chosen({{"--listen", "unix:/run/a.sock"}, {"--host", "::1"}}) ==
        "--listen says it all: leave --host and --port out");
}

TEST_CASE("in the address of a manifest the operator's variables have their values") {
  CHECK(chosen({}, {}, "127.0.0.1:${LISTEN_TEST_PORT:-90}") == "127.0.0.1:90 manifest");
  ::setenv("LISTEN_TEST_PORT", "91", 1);
  CHECK(chosen({}, {}, "127.0.0.1:${LISTEN_TEST_PORT:-90}") == "127.0.0.1:91 manifest");
  ::setenv("LISTEN_TEST_PORT", "many", 1);
  CHECK_THAT(chosen({}, {}, "127.0.0.1:${LISTEN_TEST_PORT}"),
             tst::StartsWith("server.listen in the manifest takes an address"));
  ::unsetenv("LISTEN_TEST_PORT");
  CHECK(chosen({}, {}, "127.0.0.1:${LISTEN_TEST_PORT}") ==
        "server.listen: the environment variable LISTEN_TEST_PORT is not set");
  CHECK(chosen({{"--listen", "[::1]:80"}}, {}, "127.0.0.1:${LISTEN_TEST_PORT}") == "[::1]:80 --listen");
  CHECK(chosen({{"--host", "::1"}, {"--port", "80"}}, {}, "127.0.0.1:${LISTEN_TEST_PORT}") ==
        "[::1]:80 --host and --port");
  CHECK_THAT(chosen({{"--port", "80"}}, {}, "127.0.0.1:${LISTEN_TEST_PORT}"),
             tst::ContainsSubstring("LISTEN_TEST_PORT is not set"));
}

TEST_CASE("an address that cannot be read is refused with what is taken") {
  CHECK(chosen({{"--port", "65536"}}) == "--port takes a number from 0, a free one, to 65535, not `65536`");
  CHECK(chosen({{"--host", "http://x"}}) ==
        "--host takes an address or a name, such as 127.0.0.1, not `http://x`");
  CHECK(chosen({}, {{"server.listen", "80"}}) ==
        "server.listen in --config takes an address such as 127.0.0.1:8080, [::1]:8080 or "
        "unix:/run/example.sock, not `80`");
  const Variable variable("8080");
  CHECK(chosen({}) ==
        "MCPGEN_SERVER_LISTEN takes an address such as 127.0.0.1:8080, [::1]:8080 or unix:/run/example.sock, "
        "not `8080`");
}

TEST_CASE("whoever waits for a server is told its URL, and that it is the end of it") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const auto notice = mcp::ready_notice({{"--ready-fd", std::to_string(ends[1])}});
  REQUIRE(notice);
  CHECK(::fcntl(ends[1], F_GETFD) == FD_CLOEXEC);
  (*notice)("http://127.0.0.1:1/mcp");
  std::array<char, 64> text{};
  const auto length = ::read(ends[0], text.data(), text.size());
  REQUIRE(length > 0);
  CHECK(std::string(text.data(), static_cast<std::size_t>(length)) == "http://127.0.0.1:1/mcp\n");
  CHECK(::read(ends[0], text.data(), text.size()) == 0);
  ::close(ends[0]);
}

TEST_CASE("a descriptor that is not open, or is a standard one, is refused") {
  for (const char* descriptor : {"0", "1", "2", "-1", "x", "3x", "", "987"}) {
    CHECK(refusal(descriptor) == "--ready-fd takes the number of an open descriptor from 3 on, not `" +
                                     std::string(descriptor) + "`");
  }
}
