#include "cli/client/http/url.h"

#include "catch.h"

namespace mcpgen {
namespace {

Url url_of(const std::string& text) {
  const auto read = read_url(text);
  INFO(text);
  REQUIRE(std::holds_alternative<Url>(read));
  return std::get<Url>(read);
}

std::string fault_of(const std::string& text) {
  const auto read = read_url(text);
  INFO(text);
  REQUIRE(std::holds_alternative<UsageFault>(read));
  return std::get<UsageFault>(read).message;
}

TEST_CASE("a URL is taken apart") {
  const Url url = url_of("http://Example.org:8080/mcp?a=b");
  CHECK_FALSE(url.secure);
  CHECK(url.host == "Example.org");
  CHECK(url.port == 8080);
  CHECK(url.target == "/mcp?a=b");
  CHECK(url.authority() == "Example.org:8080");
  CHECK(url.text() == "http://Example.org:8080/mcp?a=b");
}

TEST_CASE("what a URL leaves out is what HTTP says") {
  CHECK(url_of("HTTPS://example.org").text() == "https://example.org/");
  CHECK(url_of("https://example.org").port == 443);
  CHECK(url_of("http://example.org?q").target == "/?q");
  CHECK(url_of("https://example.org:443/").authority() == "example.org");
  CHECK(url_of("https://example.org:80/").authority() == "example.org:80");
}

TEST_CASE("an IPv6 address loses its brackets and gets them back") {
  const Url url = url_of("http://[::1]:9000/mcp");
  CHECK(url.host == "::1");
  CHECK(url.authority() == "[::1]:9000");
  CHECK(url.is_loopback());
  CHECK(url_of("http://127.0.0.2/").is_loopback());
  CHECK(url_of("http://localhost/").is_loopback());
  CHECK_FALSE(url_of("http://example.org/").is_loopback());
}

TEST_CASE("what is no URL of a server is refused") {
  for (const char* text : {"http://", "http:///mcp", "http://:80/", "http://[::1/", "http://[]/",
                           "http://[::1]x/", "http://a b/", "http://h\xc3\xa4user/", "http://a:/",
                           "http://a:0/", "http://a:65536/", "http://a:8x/", "http://a:-1/",
                           "http://a/\r\nX: y", "http://a/a b", "http://a/#part", "http://a/\xc3\xa4"})
    fault_of(text);
  fault_of("http://a/" + std::string(9000, 'x'));
  CHECK_THAT(fault_of("http://me:secret@a/"), !tst::ContainsSubstring("secret"));
}

TEST_CASE("only what begins with a scheme of HTTP looks like a URL") {
  CHECK(looks_like_url("http://a"));
  CHECK(looks_like_url("HTTPS://a"));
  for (const char* text : {"", "http:", "http:/a", "httpx://a", "notes://today", "./http://a", "a"})
    CHECK_FALSE(looks_like_url(text));
}

TEST_CASE("a reference leads to the same server only") {
  const auto led = [&](const std::string& reference, const std::string& base = "http://a:1/b/sse?x") {
    const auto url = resolve(url_of(base), reference);
    return url ? url->text() : "";
  };
  CHECK(led("/messages?id=1") == "http://a:1/messages?id=1");
  CHECK(led("http://A:1/messages") == "http://a:1/messages");
  CHECK(led("//a:1/messages") == "http://a:1/messages");
  CHECK(led("messages?s=1/2") == "http://a:1/b/messages?s=1/2");
  CHECK(led("messages", "http://a:1") == "http://a:1/messages");
  CHECK(led("?s=1") == "http://a:1/b/sse?s=1");
  CHECK(led("./m") == "http://a:1/b/m");
  CHECK(led("../m?../n") == "http://a:1/m?../n");
  CHECK(led("../../../m") == "http://a:1/m");
  CHECK(led("..") == "http://a:1/");
  CHECK(led(".") == "http://a:1/b/");
  CHECK(led("/a/./b/../c/..") == "http://a:1/a/");
  CHECK(led("m:1/x") == "");
  CHECK(led("./m:1") == "http://a:1/b/m:1");
  for (const char* elsewhere :
       {"http://a:2/x", "https://a:1/x", "http://b:1/x", "//b/x", "mailto:x", "", "/a b", "x#y"})
    CHECK(led(elsewhere) == "");
}

}  // namespace
}  // namespace mcpgen
