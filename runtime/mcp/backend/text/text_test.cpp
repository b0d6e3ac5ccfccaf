#include <mcp/backend/text/text.h>

#include <functional>

#include <mcp/testing/client.h>

#include "catch.h"

namespace {

using mcp::backend::Text;

TEST_CASE("a tool without code answers with a text") {
  const Text answer({.value = "Hello, {name}! {{}}"});
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Tool{.name = "greet",
                       .input_schema_json = R"({"type":"object","properties":{"name":{"type":"string"}}})",
                       .call = std::bind_front(&Text::call, answer),
                       .quick = true});
  mcp::testing::Client client(server);
  CHECK(client.call_tool("greet", {{"name", "{name}"}})["content"][0]["text"] == "Hello, {name}! {}");
  CHECK(client.call_tool("greet")["content"][0]["text"] == "Hello, ! {}");
}

TEST_CASE("a resource without code gives its text under the declared media type") {
  const Text answer({.value = "<p>{id}</p>"});
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Resource{.name = "page",
                           .uri = "a://{id}",
                           .mime_type = "text/html",
                           .read = std::bind_front(&Text::read, answer)});
  mcp::testing::Client client(server);
  const auto part = client.read_resource("a://7")["contents"][0];
  CHECK(part["text"] == "<p>7</p>");
  CHECK(part["mimeType"] == "text/html");
}

TEST_CASE("a text that cannot be used is a problem of the server") {
  CHECK(Text({.value = "{name}"}).problems().empty());
  CHECK(Text({.value = "{"}).problems().size() == 1);
}

}  // namespace
