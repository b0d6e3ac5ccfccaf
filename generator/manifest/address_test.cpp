#include "manifest/address.h"

#include "catch.h"

namespace {

std::string parsed(std::string_view text) {
  const auto address = mcpgen::parse_listen_address(text);
  if (address && !address->socket.empty()) return "socket " + address->socket;
  return address ? address->host + " " + std::to_string(address->port) : "nothing";
}

}  // namespace

TEST_CASE("an address to listen on is a host and a port") {
  CHECK(parsed("127.0.0.1:8080") == "127.0.0.1 8080");
  CHECK(parsed("[::1]:0") == "::1 0");
  CHECK(parsed("localhost:65535") == "localhost 65535");
  for (const char* text :
       {"", ":80", "8080", "localhost", "localhost:", "localhost:65536", "localhost:8o", "::1:80", "[::1]",
        "[::1]80", "[localhost]:80", "[]:80", "http://localhost:80", "a b:80", "${HOST}:80"}) {
    INFO(text);
    CHECK(parsed(text) == "nothing");
  }
}

TEST_CASE("an address to listen on may be the path of a socket") {
  CHECK(parsed("unix:/run/a b.sock") == "socket /run/a b.sock");
  CHECK(parsed("unix:/" + std::string(102, 'a')) == "socket /" + std::string(102, 'a'));
  for (const std::string text :
       {"unix:", "unix:/", "unix:run/a", "unix:///run/", "unix:/a\nb", "unix:localhost:80"}) {
    INFO(text);
    CHECK(parsed(text) == "nothing");
  }
  CHECK(parsed("unix:/" + std::string(103, 'a')) == "nothing");
}

TEST_CASE("a network is an address with nothing after its prefix") {
  for (const char* network : {"10.0.0.0/8", "192.0.2.1", "192.0.2.1/32", "0.0.0.0/0", "2001:db8::/32", "::1",
                              "::/0", "192.0.2.128/25"})
    CHECK(mcpgen::is_network(network));
  CHECK(mcpgen::is_trusted_proxy("unix"));
  for (const char* network :
       {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "10/8",
        "2001:db8::1/32", "::/129", "example.com", "10.0.0.0/8/8", "192.0.2.128/24"}) {
    INFO(network);
    CHECK_FALSE(mcpgen::is_network(network));
  }
}

TEST_CASE("WEB-06 only what is surely this machine is taken for loopback") {
  for (const char* host : {"127.0.0.1", "127.8.9.10", "localhost", "::1"}) CHECK(mcpgen::is_loopback(host));
  for (const char* host :
       {"0.0.0.0", "::", "128.0.0.1", "127.example.com", "127.0.0.1.example.com", "127.0.example.com",
        "localhost.example.com", "10.0.0.1", "example.com", "1270.0.0.1", ""}) {
    INFO(host);
    CHECK_FALSE(mcpgen::is_loopback(host));
  }
}

TEST_CASE("a path is one that clients need not encode") {
  for (const char* path : {"/", "/mcp", "/a/b-c_d.e~f", "/api/mcp", "/sse/mcp"})
    CHECK(mcpgen::is_url_path(path));
  for (const char* path : {"",
                           "mcp",
                           "/mcp/",
                           "//",
                           "/a//b",
                           "/a b",
                           "/a?b",
                           "/a#b",
                           "/%61",
                           "/..",
                           "/a/./b",
                           "/{x}",
                           "/healthz",
                           "/livez",
                           "/readyz",
                           "/version",
                           "/openapi.json",
                           "/sse",
                           "/messages",
                           "/api/tools",
                           "/api/tools/greet",
                           "/.well-known/x"}) {
    INFO(path);
    CHECK_FALSE(mcpgen::is_url_path(path));
  }
  CHECK_FALSE(mcpgen::is_url_path("/" + std::string(300, 'a')));
}

TEST_CASE("a host is a name that clients call the server by") {
  for (const char* host : {"example.com", "Example.com:8443", "[::1]:80", "a"})
    CHECK(mcpgen::is_host_name(host));
  for (const char* host : {"", "*", "*.example.com", "https://example.com", "example.com/", "example.com:0",
                           "example.com:x", "a b"}) {
    INFO(host);
    CHECK_FALSE(mcpgen::is_host_name(host));
  }
}

TEST_CASE("an origin is written as browsers write it, or it would never match") {
  for (const char* origin : {"https://example.com", "http://localhost:3000", "https://[::1]:8443", "null",
                             "vscode-webview://0a1b"}) {
    CHECK(mcpgen::is_origin(origin));
  }
  for (const char* origin :
       {"", "*", "example.com", "https://", "https://example.com/", "https://Example.com",
        "https://example.com:443", "http://example.com:80", "https://*.example.com", "https://example.com:x",
        "https://example.com:0443", "https://a@example.com", "1x://a", "https://example.com?a"}) {
    INFO(origin);
    CHECK_FALSE(mcpgen::is_origin(origin));
  }
}
