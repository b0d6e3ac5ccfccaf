// What the client verbs say to answers that are none, and what they never wait for or keep.
#include <chrono>
#include <cstdlib>

#include "catch.h"
#include "fake_server.h"
#include "mcpgen_run.h"

namespace http_client_test {
namespace {

using namespace std::chrono_literals;

struct Told {
  const char* status_and_fields;
  const char* body;
  int exit_code;
  const char* said;
};

void answer_raw(const Reply& reply, const Told& told) {
  reply.write("HTTP/1.1 " + std::string(told.status_and_fields) +
              "\r\nConnection: close\r\nContent-Length: " +
              std::to_string(std::string_view(told.body).size()) + "\r\n\r\n" + told.body);
}

TEST_CASE("an answer that is no MCP says what it is and what to do") {
  for (const Told& told : {
           Told{"200 OK\r\nContent-Type: text/html; charset=utf-8", "<html>", 4, "answers with a web page"},
           Told{"200 OK\r\nContent-Type: application/json", "[1]", 4, "no JSON-RPC answer"},
           Told{"200 OK\r\nContent-Type: text/event-stream", "data: x\n\n", 4, "no JSON-RPC answer"},
           Told{"200 OK\r\nContent-Type: text/event-stream", ": bye\n\n", 4, "before it answered"},
           Told{"202 Accepted", "", 4, "nothing that says what it is"},
           Told{"301 Moved\r\nLocation: https://a.example/mcp", "", 4,
                "help: if you trust it: mcpgen list https://a.example/mcp"},
           Told{"301 Moved\r\nLocation: http://a.example/$(reboot)", "", 4,
                "help: if you trust it: mcpgen list 'http://a.example/$(reboot)'"},
           Told{"401 No\r\nWWW-Authenticate: Bearer realm=\"x\"", "", 3, "(401): Bearer realm=\"x\""},
           Told{"401 No\r\nContent-Type: application/json",
                R"({"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"who?"}})", 3, "(401): who?"},
           Told{"401 No\r\nWWW-Authenticate: Bearer resource_metadata=\"https://a.example/x\"", "", 3,
                "who gives out tokens stands at https://a.example/x"},
           Told{"403 No\r\nWWW-Authenticate: Bearer error=\"insufficient_scope\", scope=\"one two\"", "", 3,
                "has the scopes: one two"},
           Told{"403 No\r\nContent-Type: text/plain", "not you\nat all", 3, "(403): not you\n"},
           Told{"429 Slow", "", 4, "cannot answer now (429)"},
           Told{"404 No\r\nContent-Type: application/json", R"({"detail":"Not Found"})", 4,
                "(404): Not Found; tried"},
           Told{"500 No\r\nContent-Type: text/plain", "boom\x1b[31m", 4, "failed (500): boom\\u{001b}"},
       }) {
    const FakeServer server([&](const Request&, const Reply& reply) { answer_raw(reply, told); });
    const Outcome outcome = mcpgen({"list", server.url()});
    INFO(told.status_and_fields << ": " << outcome.err);
    CHECK(outcome.exit_code == told.exit_code);
    CHECK(outcome.err.find(told.said) != std::string::npos);
  }
}

TEST_CASE("for scripts a refusal has its code, status and URL") {
  const FakeServer server([](const Request&, const Reply& reply) { reply.send(401, "", ""); });
  const Outcome outcome = mcpgen({"list", server.url(), "--json"});
  const Json error = Json::parse(outcome.err)["error"];
  CHECK(error["code"] == "auth_required");
  CHECK(error["status"] == 401);
  CHECK(error["url"] == server.url());
}

TEST_CASE("nobody who listens, and whoever speaks no HTTP, are named") {
  std::string url;
  {
    const FakeServer server(
        [](const Request&, const Reply& reply) { reply.write("220 mail.example ESMTP\r\n"); });
    url = server.url();
    const Outcome mail = mcpgen({"list", url});
    CHECK(mail.exit_code == 4);
    CHECK_THAT(mail.err, tst::ContainsSubstring("broke off before it had answered"));
  }
  const Outcome closed = mcpgen({"list", url});
  CHECK(closed.exit_code == 4);
  CHECK_THAT(closed.err, tst::ContainsSubstring("cannot connect to " + url));
  CHECK_THAT(closed.err, tst::ContainsSubstring("help: is the server running"));
}

TEST_CASE("a secret is sent, never shown, and not sent in the clear without a word") {
  ::setenv("MCPGEN_TEST_TOKEN", "hunter2", 1);
  const FakeServer server([](const Request&, const Reply& reply) { reply.send(401, "", ""); });
  const Outcome outcome = mcpgen(
      {"list", server.url(), "--bearer", "env:MCPGEN_TEST_TOKEN", "--header", "X-Api-Key: -"}, "key\n");
  REQUIRE(server.requests().size() == 1);
  CHECK(server.requests()[0].field("authorization") == "Bearer hunter2");
  CHECK(server.requests()[0].field("x-api-key") == "key");
  CHECK_THAT(outcome.err, !tst::ContainsSubstring("hunter2"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("what was given is not accepted"));
  CHECK_THAT(outcome.err, !tst::ContainsSubstring("unencrypted"));
  const Outcome plain = mcpgen({"list", server.url(), "--bearer", "hunter2"});
  CHECK(plain.exit_code == 2);
  CHECK_THAT(plain.err, tst::ContainsSubstring("--bearer env:SECRET"));
  CHECK(server.requests().size() == 1);
  const Outcome clear = mcpgen({"list", "http://0.0.0.0:1/", "--bearer", "env:MCPGEN_TEST_TOKEN"});
  CHECK_THAT(clear.err, tst::ContainsSubstring("goes to 0.0.0.0 unencrypted"));
}

TEST_CASE("a server that never finishes is waited for no longer than --timeout says") {
  const auto within = [](const FakeServer& server, const std::string& scheme = "http") {
    const auto before = std::chrono::steady_clock::now();
    const std::string url = scheme + server.url().substr(4);
    const Outcome outcome = mcpgen({"list", url, "--timeout", "1", "--protocol", "2025-11-25"});
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.err, tst::ContainsSubstring("does not answer initialize in time"));
    CHECK(std::chrono::steady_clock::now() - before < 10s);
  };
  within(FakeServer([](const Request&, const Reply& reply) { reply.wait(60s); }));
  within(FakeServer([](const Request&, const Reply& reply) {
    reply.write("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 1000 && reply.wait(50ms); ++i) reply.write("X-" + std::to_string(i) + ": y\r\n");
  }));
  within(FakeServer([](const Request&, const Reply& reply) {
    reply.begin_events();
    while (reply.wait(20ms)) reply.write(": alive\n\n");
  }));
  // What is sent to begin TLS is no request: it waits for its end.
  within(FakeServer([](const Request&, const Reply&) {}), "https");
}

TEST_CASE("an answer has no more headers and bytes than any needs") {
  const auto told = [](int fields, const std::string& value) {
    std::string lines;
    for (int i = 0; i < fields; ++i) lines += "X-" + std::to_string(i) + ": " + value + "\r\n";
    const FakeServer server([&](const Request&, const Reply& reply) { reply.json({}, lines); });
    const Outcome outcome = mcpgen({"list", server.url()});
    CHECK(outcome.exit_code == 4);
    return outcome.err;
  };
  const auto has_too_many = tst::ContainsSubstring("more headers than any answer needs");
  CHECK_THAT(told(90, std::string(1000, 'y')), has_too_many);
  // From 0.18.7 on the library itself takes no more than 100, and does not say so.
  CHECK_THAT(told(300, "y"), has_too_many || tst::ContainsSubstring("broke off before it had answered"));
  const FakeServer large([](const Request&, const Reply& reply) {
    reply.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n{\"a\":\"");
    const std::string chunk(1 << 20, 'x');
    for (int i = 0; i < 70 && reply.write(chunk); ++i) {
    }
  });
  CHECK_THAT(mcpgen({"list", large.url()}).err, tst::ContainsSubstring("no JSON-RPC answer"));
}

}  // namespace
}  // namespace http_client_test
