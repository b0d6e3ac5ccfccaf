#include <wire_schema/dialogue.h>

#include <string>

#include "catch.h"

namespace {

constexpr const char* kInitialize =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})";
constexpr const char* kAgreed =
    R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"s","version":"1"}}})";
constexpr const char* kPing = R"({"jsonrpc":"2.0","id":2,"method":"ping"})";
constexpr const char* kList =
    R"({"jsonrpc":"2.0","id":3,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
constexpr const char* kLegacyTools = R"({"jsonrpc":"2.0","id":3,"result":{"tools":[]}})";
constexpr const char* kModernTools =
    R"({"jsonrpc":"2.0","id":3,"result":{"resultType":"complete","tools":[],"ttlMs":0,"cacheScope":"public"}})";
constexpr const char* kElicit =
    R"({"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{"message":"?","requestedSchema":{"type":"object","properties":{}}}})";

std::string post(const std::string& body, const std::string& lines = {}) {
  return "POST /mcp HTTP/1.1\r\nHost: h\r\n" + lines + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

const std::multimap<std::string, std::string> kJson{{"content-type", "application/json"}};
const std::multimap<std::string, std::string> kEvents{{"content-type", "text/event-stream"}};

}  // namespace

TEST_CASE("a line is held against the revision that its request speaks") {
  wire::Dialogue dialogue;
  CHECK_NOTHROW(dialogue.received(R"({"version":"1"})"));
  dialogue.sent(std::string(kInitialize) + "\n" + kPing + "\n");
  CHECK_NOTHROW(dialogue.received(kAgreed));
  CHECK_NOTHROW(dialogue.received(R"({"jsonrpc":"2.0","id":2,"result":{}})"));
  CHECK_NOTHROW(dialogue.received(kElicit));
  const std::string list = std::string(kList) + "\n";
  dialogue.sent(list.substr(0, 20));
  dialogue.sent(list.substr(20));
  CHECK_THROWS(dialogue.received(kLegacyTools));
  CHECK_NOTHROW(dialogue.received(kModernTools));
  CHECK_THROWS(dialogue.received(R"({"jsonrpc":"2.0","id":4,"result":{}})"));  // nobody asked
  CHECK_THROWS(dialogue.received("{"));
  CHECK_NOTHROW(dialogue.received("usage: server"));
  dialogue.sent("{broken\n");
  CHECK_NOTHROW(dialogue.received(R"({"jsonrpc":"2.0","id":4,"result":{}})"));
}

TEST_CASE("an answer over HTTP is held against the revision of its session, or of its request") {
  wire::HttpDialogue first;
  first.sent(post(kInitialize));
  first.answered(200, {{"content-type", "application/json"}, {"mcp-session-id", "dialogue-test"}});
  CHECK_NOTHROW(first.body(kAgreed));
  first.sent(post(kList) + post(kList));
  first.answered(200, kJson);
  CHECK_THROWS(first.body(kLegacyTools));
  first.answered(200, kEvents);
  CHECK_THROWS(first.body("event: message\ndata: " + std::string(kLegacyTools) + "\n\n"));

  wire::HttpDialogue second;
  second.sent("GET /mcp HTTP/1.1\r\nHost: h\r\nMcp-Session-Id: dialogue-test\r\n\r\n");
  second.answered(200, kEvents);
  const std::string event = "1f\r\nevent: message\ndata: " + std::string(kElicit) + "\n\n\r\n";
  CHECK_NOTHROW(second.streamed(event));
  const std::string wrong = R"(data: {"jsonrpc":"2.0","method":"elicitation/create"})";
  second.streamed(wrong.substr(0, 10));
  CHECK_THROWS(second.streamed(wrong.substr(10) + "\n"));
}

TEST_CASE("what answers a request that is broken, or none of the protocol, is not looked at") {
  wire::HttpDialogue broken;
  broken.sent("POST /mcp HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
  broken.answered(400, kJson);
  CHECK_NOTHROW(broken.body("{}"));
  wire::HttpDialogue other;
  other.sent("GET /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n");
  other.answered(200, kJson);
  CHECK_NOTHROW(other.body("{}"));
}
