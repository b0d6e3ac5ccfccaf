// What a request is does not hang on how its bytes arrive.
#include <vector>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

std::string post_of(std::string_view type, std::string_view lines, std::string_view body) {
  std::string text =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: application/json, text/event-stream\r\n";
  text.append("Content-Type: ").append(type).append("\r\n").append(lines).append("\r\n").append(body);
  return text;
}

std::string chunked(std::string_view type, std::string_view body) {
  return post_of(type, "Transfer-Encoding: chunked\r\n", body);
}

std::string with_path(std::string_view path) {
  std::string request = modern_call("echo", {{"text", "secret"}});
  return request.replace(5, 4, path);
}

/// The last request of a connection.
const std::string kNext = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

struct Case {
  const char* name;
  std::string bytes;
  std::vector<int> statuses;     ///< when all comes at once
  bool refused_by_head = false;  ///< the first request, whose body is not waited for
};

std::vector<Case> cases() {
  const std::string echo = modern_call("echo", {{"text", "again"}});
  const std::string smuggled = modern_call("echo", {{"text", "smuggled"}});
  const std::string length = "Content-Length: " + std::to_string(smuggled.size()) + "\r\n";
  return {
      {"a call and what follows it", echo + kNext, {200, 200}},
      {"a body in chunks", chunked("application/json", "2\r\n{}\r\n0\r\n\r\n") + kNext, {400, 200}},
      {"HTTP-01", post_of("text/plain", length, smuggled) + kNext, {415, 200}, true},
      {"HTTP-02", post_of("application/json", "Transfer-Encoding: chunked\r\n" + length, smuggled), {400}},
      {"HTTP-03", post_of("application/json", length + "Content-Length: 2\r\n", smuggled), {400}},
      {"HTTP-03 of equal lengths", post_of("application/json", length + length, smuggled), {400}},
      {"HTTP-04", post_of("application/json", "Content-Length: +2\r\n", "{}") + kNext, {400}},
      {"HTTP-05", chunked("application/json", "0x2\r\n{}\r\n0\r\n\r\n") + kNext, {400}},
      {"wrong chunks of a wrong type", chunked("text/plain", "zz\r\n") + kNext, {415}},
      {"HTTP-07",
       "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + smuggled + kNext,
       {200, 200}},
      {"HTTP-10", echo + echo + kNext, {200, 200, 200}},
      {"HTTP-11", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n" + kNext, {400}},
      {"HTTP-11 of another version", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n" + kNext, {505}},
      {"HTTP-12", with_path("/mcp/../admin") + kNext, {404, 200}, true},
      {"HTTP-13", post_of("application/json", "Content-Length: 2147483648\r\n", "") + kNext, {413}},
      {"a bare line feed", "GET /healthz HTTP/1.1\nHost: localhost\n\n" + kNext, {400}},
      {"a name that is not ours", "GET /mcp HTTP/1.1\r\nHost: evil.example.com\r\n\r\n" + kNext, {403, 200}},
  };
}

/// The statuses of all answers when the bytes come in pieces that end at these places.
std::vector<int> statuses(const HttpServer& server, std::string_view bytes,
                          const std::vector<std::size_t>& ends = {}) {
  Socket socket(server.port());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    socket.send(bytes.substr(begin, end - begin));
    begin = end;
    std::this_thread::sleep_for(100us);
  }
  socket.send(bytes.substr(begin));
  std::vector<int> all;
  while (const auto answer = socket.receive()) all.push_back(answer->status);
  return all;
}

using Statuses = std::vector<int>;

/// Once refused before its body came, a request is the last one of its connection. That its head was seen
/// before its body needs a piece that ends between them; and even then both may have come.
bool may_be(const Statuses& found, const Case& of, bool cut_in_body) {
  return found == of.statuses ||
         (of.refused_by_head && cut_in_body && found == Statuses{of.statuses.front()});
}

}  // namespace

TEST_CASE("what a request is does not hang on how its bytes arrive") {
  const HttpServer server;
  for (const Case& of : cases()) {
    CAPTURE(of.name);
    CHECK(statuses(server, of.bytes) == of.statuses);
    const std::size_t body = of.bytes.find("\r\n\r\n") + 4;
    const std::size_t body_end = of.bytes.size() - kNext.size();
    std::vector<std::size_t> everywhere;
    for (std::size_t cut = 1; cut < of.bytes.size(); ++cut) {
      const Statuses found = statuses(server, of.bytes, {cut});
      CAPTURE(cut, found);
      CHECK(may_be(found, of, cut >= body && cut < body_end));
      everywhere.push_back(cut);
    }
    CHECK(may_be(statuses(server, of.bytes, everywhere), of, true));
  }
}

}  // namespace http_test
