// Servers whose calls of the system are interrupted, cut short or come before their time.

#include <string>

#include <mcp/auth/api_key/api_key.h>

#include "../http/http_server.h"
#include "api_key_fixture.h"
#include "interrupted_calls.h"
#include "piped_client.h"

namespace interrupted {
namespace {

using namespace http_test;

std::string with_key(const std::string& key, std::string request) {
  return request.insert(request.find("\r\n") + 2, "X-API-Key: " + key + "\r\n");
}

}  // namespace

TEST_CASE("STORE-15 a server over HTTP lets in whom it should, however often its calls are interrupted") {
  tst::Fixture keys;
  const auto store = keys.store();
  HttpServer server({.authenticator = &keys.auth});
  const InterruptedCalls calls(InterruptedCalls::Of::other_threads);
  const auto ask = [&](const std::string& request) { return Socket(server.port()).send(request).receive(); };
  for (int i = 0; i < 8; ++i) {  // fewer wrong keys than make an address wait
    const auto made = store->create({.name = "k" + std::to_string(i)});
    REQUIRE(made);
    const std::string key = made->text;
    const std::string text(5000, static_cast<char>('a' + i));
    CHECK(ask(with_key(key, modern_call("echo", {{"text", text}})))->body.find(text) != std::string::npos);
    CHECK(ask(with_key(key, modern_call("large", {{"bytes", 200'000}})))->body.size() > 200'000);
    Socket stream(server.port());
    stream.send(with_key(key, modern_call("steps", {{"count", 20}})));
    CHECK_THAT(stream.receive_until("\"result\""), tst::ContainsSubstring("\"progress\":20"));
    CHECK(ask(modern_call("echo"))->status == 401);
    REQUIRE(store->revoke(made->key.id));
    CHECK(ask(with_key(key, modern_call("echo")))->status == 401);
  }
  for (const Call call : {Call::receive, Call::send}) {
    for (const Fault fault : {Fault::interrupted, Fault::cut, Fault::postponed})
      CHECK(calls.happened(call, fault));
  }
  for (const Call call : {Call::accept, Call::epoll_wait}) CHECK(calls.happened(call, Fault::interrupted));
  CHECK(calls.happened(Call::pread, Fault::interrupted));
}

TEST_CASE("STORE-15 a server over pipes answers whole lines, however often its calls are interrupted") {
  mcp::Server server({.name = "piped", .version = "1"}, {});
  server.add(mcp::Tool{.name = "echo",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [](const Json& arguments, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         return mcp::ToolAnswer{.content =
                                                    mcp::Content(arguments["text"].get<std::string>())};
                       }});
  mcp::Engine engine(server, {});
  tst::PipedClient client(engine);
  const InterruptedCalls calls(InterruptedCalls::Of::other_threads);
  for (int i = 0; i < 100; ++i) {
    const std::string text(20'000, static_cast<char>('a' + i % 26));
    const std::string request = modern_call("echo", {{"text", text}}, i);
    client.send(request.substr(request.find("\r\n\r\n") + 4) + "\n");
    const Json answer = client.answer();
    REQUIRE(answer.value("id", -1) == i);
    CHECK((answer["result"]["content"][0]["text"] == text));
  }
  for (const Call call : {Call::read, Call::write}) {
    CHECK(calls.happened(call, Fault::interrupted));
    CHECK(calls.happened(call, Fault::cut));
  }
  CHECK(calls.happened(Call::poll, Fault::interrupted));
}

}  // namespace interrupted
