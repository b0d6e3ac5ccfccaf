#include "response.h"

#include <string>

#include "catch.h"

namespace mcp::http {
namespace {

std::string written(const Response& response, Framing framing = {}) {
  std::string out;
  write_response(out, response, framing);
  const std::size_t date = out.find("Date: ");
  return out.erase(date, out.find("\r\n", date) + 2 - date);
}

}  // namespace

TEST_CASE("a response is its head and its body, in one piece") {
  CHECK(written({.content_type = "application/json", .body = "{}"}) ==
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
  CHECK(written({.status = 202}) == "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
  CHECK(written({.status = 204}) == "HTTP/1.1 204 No Content\r\n\r\n");
  CHECK(written(plain(404, "no"), {.keep_alive = false}) ==
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
        "Content-Length: 3\r\n\r\nno\n");
  CHECK(written(plain(200, "no"), {.head_only = true}).ends_with("Content-Length: 3\r\n\r\n"));
  CHECK(written({}, {.http_1_0 = true}).find("Connection: keep-alive\r\n") != std::string::npos);
}

TEST_CASE("a response has the date that RFC 9110 wants") {
  std::string out;
  write_response(out, {}, {});
  const std::string date = out.substr(out.find("Date: ") + 6, 29);
  CAPTURE(date);
  CHECK(date.substr(3, 2) == ", ");
  CHECK(date.ends_with(" GMT"));
}

TEST_CASE("HTTP-19 a value with a line end never becomes a line") {
  for (const std::string& evil :
       {std::string("a\r\nX: b"), std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3)}) {
    const std::string out = written({.fields = {{"X-A", evil}, {"X-B", "good"}}});
    CHECK(out.find("X-A") == std::string::npos);
    CHECK(out.find("X-B: good\r\n") != std::string::npos);
  }
}

TEST_CASE("a stream goes out in chunks, or until the end of the connection") {
  std::string out;
  write_begin(out, {.content_type = "text/event-stream"}, {});
  CHECK(out.ends_with("Transfer-Encoding: chunked\r\n\r\n"));
  out.clear();
  write_part(out, "hello, hello, hello", {});
  write_part(out, "", {});
  write_end(out, {});
  CHECK(out == "13\r\nhello, hello, hello\r\n0\r\n\r\n");
  out.clear();
  write_begin(out, {}, {.keep_alive = false, .http_1_0 = true});
  CHECK(out.find("chunked") == std::string::npos);
  out.clear();
  write_part(out, "a", {.http_1_0 = true});
  write_end(out, {.http_1_0 = true});
  CHECK(out == "a");
}

}  // namespace mcp::http
