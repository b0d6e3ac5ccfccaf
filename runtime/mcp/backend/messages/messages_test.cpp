#include <mcp/backend/messages/messages.h>

#include <functional>

#include <mcp/testing/client.h>

#include "catch.h"
#include "scratch_folder.h"

namespace {

using mcp::backend::Messages;

mcp::Json said(const Messages& messages, const mcp::Json& arguments = mcp::Json::object()) {
  CHECK(messages.problems().empty());
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Prompt{.name = "say",
                         .arguments = {{.name = "who"}, {.name = "uri"}},
                         .get = std::bind_front(&Messages::get, messages)});
  mcp::testing::Client client(server);
  return client.get_prompt("say", arguments);
}

mcp::Json first_block(const Messages& messages, const mcp::Json& arguments = mcp::Json::object()) {
  return said(messages, arguments)["messages"][0]["content"];
}

TEST_CASE("messages are said in order, with the caller's values in them") {
  const auto messages =
      said(Messages({.messages = R"([{"user": "I am {who}."}, {"assistant": {"text": "Hi {who}{uri}"}}])"}),
           {{"who", "{uri}"}})["messages"];
  REQUIRE(messages.size() == 2);
  CHECK(messages[0]["role"] == "user");
  CHECK(messages[0]["content"]["text"] == "I am {uri}.");
  CHECK(messages[1]["role"] == "assistant");
  CHECK(messages[1]["content"]["text"] == "Hi {uri}");
}

TEST_CASE("a resource is sent along under the caller's URI") {
  const Messages embedded({.messages = R"([{"user": {"resource": "{uri}", "text": "for {who}"}}])"});
  const auto block = first_block(embedded, {{"uri", "a://b?c=d#e"}, {"who", "Ada"}});
  CHECK(block["type"] == "resource");
  CHECK(block["resource"]["uri"] == "a://b?c=d#e");
  CHECK(block["resource"]["text"] == "for Ada");
  CHECK(said(embedded).contains("error"));
}

TEST_CASE("OUT-06 a value within a resource's URI is one part of it") {
  const Messages link({.messages = R"([{"user": {"link": "docs://{who}/x", "name": "{who}"}}])"});
  const auto block = first_block(link, {{"who", "../a b"}});
  CHECK(block["type"] == "resource_link");
  CHECK(block["uri"] == "docs://..%2Fa%20b/x");
  CHECK(block["name"] == "../a b");
  CHECK(said(link, {{"who", ".."}}).contains("error"));
}

TEST_CASE("pictures and sounds come from files or stand in the manifest") {
  const tst::ScratchFolder scratch;
  scratch.file("dot.png", "\x89PNG").file("ping.wav", "RIFF");
  const std::string root = scratch.path();
  const auto image = first_block(Messages({.messages = R"([{"user": {"image": "dot.png"}}])", .root = root}));
  CHECK(image["type"] == "image");
  CHECK(image["data"] == "iVBORw==");
  CHECK(image["mimeType"] == "image/png");
  const auto sound =
      first_block(Messages({.messages = R"([{"user": {"audio": "data:audio/wav;base64,UklGRg=="}}])"}));
  CHECK(sound["type"] == "audio");
  CHECK(sound["data"] == "UklGRg==");
  CHECK(sound["mimeType"] == "audio/wav");
}

TEST_CASE("MCP-18 a file that is said stays below the folder") {
  const tst::ScratchFolder scratch;
  scratch.file("root/docs/a.md", "# A").file("root/docs/b.md", "\xff").file("secret.md", "outside");
  const std::string root = scratch.path("root");
  const Messages file({.messages = R"([{"user": {"file": "docs/{who}.md"}}])", .root = root});
  CHECK(first_block(file, {{"who", "a"}})["text"] == "# A");
  for (const char* who : {"b", "none", "../../secret", "..", ""}) {
    CAPTURE(who);
    CHECK(said(file, {{"who", who}}).contains("error"));
  }
  const Messages along(
      {.messages = R"([{"user": {"resource": "docs://{who}", "file": "docs/{who}.md"}}])", .root = root});
  CHECK(first_block(along, {{"who", "a"}})["resource"]["mimeType"] == "text/markdown");
  CHECK(first_block(along, {{"who", "b"}})["resource"]["blob"] == "/w==");
}

TEST_CASE("messages that cannot be said are problems of the server") {
  for (const char* messages :
       {"", "{}", R"(["text"])", R"([{}])", R"([{"system": "x"}])", R"([{"user": "x", "assistant": "y"}])",
        R"([{"user": 1}])", R"([{"user": {}}])", R"([{"user": {"text": "a", "image": "b"}}])",
        R"([{"user": {"resource": "a://b"}}])", R"([{"user": {"resource": "a://b", "image": "c"}}])",
        R"([{"user": {"image": "data:image/png,abc"}}])",
        R"([{"user": {"image": "data:image/png;base64,a"}}])", R"([{"user": "{"}])"}) {
    CAPTURE(messages);
    CHECK(Messages({.messages = messages}).problems().size() == 1);
  }
}

}  // namespace
