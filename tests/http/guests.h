#pragma once

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "catch.h"
#include "http_server.h"

namespace http_test {

/// Knows whoever says `Bearer <name>[+<scope>]...`. Who begins with "slow" takes waiting, and is known once
/// that is over; who is `gone` does not stand any more.
class Guests final : public mcp::Authenticator {
 public:
  std::optional<mcp::Result<mcp::Principal>> recognise(const mcp::RequestHead& head) override {
    const auto header = head.header("authorization");
    if (header && header->starts_with("Bearer slow")) return {};
    return authenticate(head);
  }

  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead& head) override {
    const auto header = head.header("authorization");
    if (!header) return mcp::Error{mcp::Error::Code::unauthorized, "say who you are"};
    if (header->starts_with("Bearer slow")) {
      ++asked;
      if (head.is_seen_again()) ++seen_again;
      while (!known) std::this_thread::sleep_for(1ms);
      if (header->starts_with("Bearer slow-throws-a-number")) throw 5;
      if (header->starts_with("Bearer slow-throws")) throw std::runtime_error("user code broke");
    }
    std::string words(header->substr(7));
    if (words.starts_with("tried"))
      return mcp::Error{mcp::Error::Code::rate_limited, "you tried too often", 77s};
    if (words.starts_with("nobody")) {
      head.explain("it is known that nobody has it");
      return mcp::Error{mcp::Error::Code::unauthorized, "nobody has this word"};
    }
    mcp::Principal guest{.issuer = "guests", .subject = words.substr(0, words.find('+'))};
    for (std::size_t plus = words.find('+'); plus != std::string::npos; plus = words.find('+', plus + 1))
      guest.scopes.push_back(words.substr(plus + 1, words.find('+', plus + 1) - plus - 1));
    return guest;
  }
  std::string challenge(const mcp::RequestHead& head) const override {
    return head.header("authorization") ? "Bearer realm=\"test\", error=\"invalid_token\""
                                        : "Bearer realm=\"test\"";
  }
  std::vector<std::string> issuers() const override { return {"https://issuer.example.com"}; }
  bool still_stands(const mcp::Principal& guest) override { return guest.subject != "leaving" || !gone; }

  std::atomic<bool> known = false;
  std::atomic<bool> gone = false;
  std::atomic<int> asked = 0;
  std::atomic<int> seen_again = 0;
};

/// Something of each kind that needs scopes.
inline void furnish(mcp::Server& server) {
  server.add(mcp::Tool{.name = "both",
                       .input_schema_json = R"({"type":"object"})",
                       .scopes = {"one", "two"},
                       .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         FAIL("a handler ran that nobody may use");
                         return mcp::Error{};
                       }});
  const auto read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return mcp::Contents(); };
  server.add(mcp::Resource{
      .name = "closed", .uri = "test://closed", .scopes = {"one"}, .subscribe = true, .read = read});
  server.add(mcp::Resource{.name = "closed too",
                           .uri = "test://closed/{id}",
                           .scopes = {"one"},
                           .read = read,
                           .completers = {{.argument = "id", .values = {"a"}}}});
  server.add(mcp::Prompt{.name = "closed", .scopes = {"one"}, .get = [](const Json&, mcp::Context&) {
                           return mcp::Result<mcp::Messages>(mcp::Messages());
                         }});
}

/// A server for guests.
class Guarded {
 public:
  explicit Guarded(HttpServer::Options options = {}) : server_(with(std::move(options)), {}, {}, furnish) {}

  Answer ask(std::string_view who, std::string request) const {
    return Socket(server_.port()).send(as(who, std::move(request))).receive();
  }
  static std::string as(std::string_view who, std::string request) {
    return request.insert(request.find("\r\n") + 2, proof_of(who));
  }
  static std::string proof_of(std::string_view who) {
    return who.empty() ? "" : "Authorization: Bearer " + std::string(who) + "\r\n";
  }
  std::uint16_t port() const { return server_.port(); }
  mcp::Server& server() { return server_.server(); }

  const std::unique_ptr<Guests> guests = std::make_unique<Guests>();

 private:
  HttpServer::Options with(HttpServer::Options options) const {
    options.authenticator = guests.get();
    return options;
  }

  HttpServer server_;
};

}  // namespace http_test
