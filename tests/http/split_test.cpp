// What a request is does not hang on how its bytes arrive.
#include <algorithm>

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
  std::vector<int> statuses;  ///< when all comes at once
};

std::vector<Case> cases() {
  const std::string echo = modern_call("echo", {{"text", "again"}});
  const std::string smuggled = modern_call("echo", {{"text", "smuggled"}});
  const std::string length = "Content-Length: " + std::to_string(smuggled.size()) + "\r\n";
  return {
      {"a call and what follows it", echo + kNext, {200, 200}},
      {"a body in chunks", chunked("application/json", "2\r\n{}\r\n0\r\n\r\n") + kNext, {400, 200}},
      {"HTTP-01", post_of("text/plain", length, smuggled) + kNext, {415, 200}},
      {"HTTP-02", post_of("application/json", "Transfer-Encoding: chunked\r\n" + length, smuggled), {400}},
      {"HTTP-02 twice", post_of("application/json", length + length, smuggled), {400}},
      {"HTTP-03", post_of("application/json", "Content-Length: +2\r\n", "{}") + kNext, {400}},
      {"HTTP-04", chunked("application/json", "0x2\r\n{}\r\n0\r\n\r\n") + kNext, {400}},
      {"wrong chunks of a wrong type", chunked("text/plain", "zz\r\n") + kNext, {415}},
      {"HTTP-07",
       "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + smuggled + kNext,
       {200, 200}},
      {"HTTP-10", echo + echo + kNext, {200, 200, 200}},
      {"HTTP-11", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n" + kNext, {400}},
      {"HTTP-11 of another version", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n" + kNext, {505}},
      {"HTTP-12", with_path("/mcp/../admin") + kNext, {404, 200}},
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

/// Once refused before its body came, a request is the last one of its connection.
bool begins(const std::vector<int>& all, const std::vector<int>& some) {
  return !some.empty() && some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

}  // namespace

TEST_CASE("what a request is does not hang on how its bytes arrive") {
  const HttpServer server;
  for (const auto& [name, bytes, expected] : cases()) {
    CAPTURE(name);
    CHECK(statuses(server, bytes) == expected);
    std::vector<std::size_t> everywhere;
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
      CAPTURE(cut);
      CHECK(begins(expected, statuses(server, bytes, {cut})));
      everywhere.push_back(cut);
    }
    CHECK(begins(expected, statuses(server, bytes, everywhere)));
  }
}

}  // namespace http_test
