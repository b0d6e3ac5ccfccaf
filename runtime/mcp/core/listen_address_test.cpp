#include "listen_address.h"

#include "catch.h"

TEST_CASE("an address to listen on is a host and a port") {
  for (const char* text : {"127.0.0.1:8080", "[::1]:0", "localhost:65535", "[fe80::1%eth0]:80", "0.0.0.0:1",
                           "unix:/run/a b.sock"}) {
    const auto address = mcp::read_address(text);
    REQUIRE(address);
    CHECK(mcp::address_text(*address) == text);
  }
  CHECK(mcp::read_address("[::1]:81") == mcp::ListenAddress{"::1", 81});
}

TEST_CASE("what is no address to listen on is not guessed at") {
  for (const char* text : {"",
                           ":",
                           ":80",
                           "8080",
                           "127.0.0.1",
                           "127.0.0.1:",
                           "127.0.0.1:-1",
                           "127.0.0.1:65536",
                           "127.0.0.1:80x",
                           "::1:80",
                           "[::1]",
                           "[]:80",
                           "[localhost]:80",
                           "http://localhost:80",
                           "a b:80",
                           "unix:",
                           "unix:/",
                           "unix:run/x.sock",
                           "unix:/run/",
                           "unix:/a\nb"}) {
    INFO(text);
    CHECK_FALSE(mcp::read_address(text));
  }
  CHECK_FALSE(mcp::read_address(std::string(254, 'a') + ":80"));
  CHECK_FALSE(mcp::read_address("unix:/" + std::string(200, 'a')));
}

TEST_CASE("a host alone may be an IPv6 address with or without brackets") {
  CHECK(mcp::read_host("[::1]") == "::1");
  CHECK(mcp::read_host("::1") == "::1");
  CHECK(mcp::read_host("localhost") == "localhost");
  CHECK_FALSE(mcp::read_host(""));
  CHECK_FALSE(mcp::read_host("http://localhost"));
}
