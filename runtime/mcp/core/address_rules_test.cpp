#include "address_rules.h"

#include <string>

#include "catch.h"

TEST_CASE("a network is an address with nothing after its prefix") {
  for (const char* network : {"10.0.0.0/8", "192.0.2.1", "192.0.2.1/32", "0.0.0.0/0", "2001:db8::/32", "::1",
                              "::/0", "192.0.2.128/25"})
    CHECK(mcp::is_network(network));
  CHECK(mcp::is_trusted_proxy("unix"));
  for (const char* network :
       {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "10/8",
        "2001:db8::1/32", "::/129", "example.com", "10.0.0.0/8/8", "192.0.2.128/24"}) {
    INFO(network);
    CHECK_FALSE(mcp::is_network(network));
  }
}

TEST_CASE("WEB-06 only what is surely this machine is taken for loopback") {
  for (const char* host : {"127.0.0.1", "127.8.9.10", "localhost", "::1"}) CHECK(mcp::is_loopback(host));
  for (const char* host :
       {"0.0.0.0", "::", "128.0.0.1", "127.example.com", "127.0.0.1.example.com", "127.0.example.com",
        "localhost.example.com", "10.0.0.1", "example.com", "1270.0.0.1", ""}) {
    INFO(host);
    CHECK_FALSE(mcp::is_loopback(host));
  }
}

TEST_CASE("an address may stand for all of a machine's") {
  for (const char* host : {"0.0.0.0", "::", "0:0:0:0:0:0:0:0", "0"}) CHECK(mcp::is_unspecified(host));
  for (const char* host : {"", "127.0.0.1", "::1", "10.0.0.0", "localhost"})
    CHECK_FALSE(mcp::is_unspecified(host));
}

TEST_CASE("a path is one that clients need not encode") {
  for (const char* path : {"/", "/mcp", "/a/b-c_d.e~f", "/api/mcp", "/sse/mcp"})
    CHECK(mcp::is_url_path(path));
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
    CHECK_FALSE(mcp::is_url_path(path));
  }
  CHECK_FALSE(mcp::is_url_path("/" + std::string(300, 'a')));
}

TEST_CASE("a host is a name that clients call the server by") {
  for (const char* host : {"example.com", "Example.com:8443", "[::1]:80", "a"})
    CHECK(mcp::is_host_name(host));
  for (const char* host : {"", "*", "*.example.com", "https://example.com", "example.com/", "example.com:0",
                           "example.com:x", "a b"}) {
    INFO(host);
    CHECK_FALSE(mcp::is_host_name(host));
  }
}

TEST_CASE("an origin is written as browsers write it, or it would never match") {
  for (const char* origin : {"https://example.com", "http://localhost:3000", "https://[::1]:8443", "null",
                             "vscode-webview://0a1b"}) {
    CHECK(mcp::is_origin(origin));
  }
  for (const char* origin :
       {"", "*", "example.com", "https://", "https://example.com/", "https://Example.com",
        "https://example.com:443", "http://example.com:80", "https://*.example.com", "https://example.com:x",
        "https://example.com:0443", "https://a@example.com", "1x://a", "https://example.com?a"}) {
    INFO(origin);
    CHECK_FALSE(mcp::is_origin(origin));
  }
}

TEST_CASE("a URL that is asked has a scheme of the web and a host") {
  for (const char* url : {"https://id.example.com", "https://id.example.com/",
                          "http://localhost:8080/a?b=c@d#e", "https://[::1]:8443/keys"}) {
    INFO(url);
    CHECK(mcp::is_web_url(url));
  }
  for (const char* url :
       {"", "id.example.com", "//id.example.com", "https:id.example.com", "https://", "https:///keys",
        "https://:443", "https://a:0", "https://?a", "HTTPS://a", "HTTP://a", "ftp://a", "https://a b",
        "https://me@a", "https://me:word@a", "https://\u00e4", "https://a/\r\nb"}) {
    INFO(url);
    CHECK_FALSE(mcp::is_web_url(url));
  }
}

TEST_CASE("a public URL is one that a challenge can quote, with a path behind it") {
  for (const char* url : {"https://mcp.example.com", "http://localhost:8080/tools", "https://[::1]:8443"})
    CHECK(mcp::is_public_url(url));
  for (const char* url : {"", "mcp.example.com", "https://", "https://a.example/", "ftp://a.example",
                          "https://a b", "https://a?b", "https://a#b", "https://me@a.example",
                          "https://a/@me", "https:///a", "https://a/\"", "https://\u00e4"}) {
    INFO(url);
    CHECK_FALSE(mcp::is_public_url(url));
  }
}
