// Clients at every door at once, each with words that are nobody else's.

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

constexpr std::string_view kWord = "word-";

/// Of all words there is this one, and no other.
bool has_only(std::string_view text, const std::string& word) {
  bool found = false;
  for (std::size_t at = 0; (at = text.find(kWord, at)) != std::string_view::npos; ++at) {
    if (!text.substr(at).starts_with(word)) return false;
    found = true;
  }
  return found;
}

Json arguments(const std::string& word) { return {{"text", word}, {"ms", 2}, {"count", 3}}; }

Json message(const std::string& word) {
  return legacy_request(
      "tools/call", {{"name", "relay"}, {"arguments", arguments(word)}, {"_meta", {{"progressToken", 1}}}});
}

/// What comes back for a word, progress included.
using Exchange = std::function<std::string(const std::string& word)>;

std::string body_of(Socket& socket, const std::string& request) {
  const auto answer = socket.send(request).receive();
  return answer ? answer->body : "";
}

Exchange by_modern(std::uint16_t port) {
  return [socket = std::make_shared<Socket>(port)](const std::string& word) {
    return body_of(*socket, modern_call("relay", arguments(word)));
  };
}

Exchange by_session(std::uint16_t port) {
  return [socket = std::make_shared<Socket>(port), session = open_session(port)](const std::string& word) {
    return body_of(*socket, legacy(session, message(word)));
  };
}

Exchange by_sse(std::uint16_t port) {
  const auto stream = std::make_shared<Socket>(port);
  stream->send("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n").receive_head();
  const std::string event = stream->receive_until("\n\n");
  const std::size_t data = event.find("data: ") + 6;
  const std::string endpoint = event.substr(data, event.find('\n', data) - data);
  const auto post_there = [port, endpoint](const Json& body) {
    std::string request = post(body.dump());
    Socket(port).send(request.replace(5, 4, endpoint)).receive();
  };
  post_there(initialize("2024-11-05"));
  stream->receive_until("protocolVersion");
  return [stream, post_there](const std::string& word) {
    post_there(message(word));
    return stream->receive_until("\"text\":\"" + word);
  };
}

Exchange by_rest(std::uint16_t port) {
  return [socket = std::make_shared<Socket>(port)](const std::string& word) {
    std::string request = post(arguments(word).dump());
    return body_of(*socket, request.replace(5, 4, "/api/tools/relay"));
  };
}

constexpr std::array kDoors{by_modern, by_session, by_sse, by_rest};

/// How many exchanges brought something else than what belongs to them.
int talk(std::size_t clients, int rounds) {
  const HttpServer server({.doors = {.rest = true, .sse = true}});
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      const Exchange exchange = kDoors.at(i % kDoors.size())(server.port());
      for (int round = 0; round < rounds; ++round) {
        std::string word(kWord);
        word.append(std::to_string(i)).append("-").append(std::to_string(round)).append(".");
        if (!has_only(exchange(word), word)) ++wrong;
      }
    });
  }
  threads.clear();
  return wrong;
}

}  // namespace

TEST_CASE("MCP-15 nobody sees what belongs to a call of somebody else, at any door") {
  CHECK(talk(24, 8) == 0);
}
TEST_CASE("MCP-15 nor do a hundred clients for long", "[.][slow]") { CHECK(talk(100, 500) == 0); }

}  // namespace http_test
