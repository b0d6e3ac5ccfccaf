#include <mcp/backend/json/json.h>

#include <functional>

#include <mcp/testing/client.h>

#include "catch.h"

namespace {

using mcp::backend::Json;

TEST_CASE("a tool without code answers with a structured value") {
  const Json answer({.value = R"({"message": "Hello, {name}!", "times": "{times}"})"});
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Tool{
      .name = "greet",
      .input_schema_json = R"({"type":"object","properties":{"name":{"type":"string"}},"required":["name"]})",
      .output_schema_json = R"({"type":"object","properties":{"message":{"type":"string"}}})",
      .call = std::bind_front(&Json::call, answer),
      .quick = true});
  mcp::testing::Client client(server);
  const auto result = client.call_tool("greet", {{"name", "\",\"x\":\""}, {"times", 2}});
  CHECK(result["structuredContent"] == mcp::Json({{"message", "Hello, \",\"x\":\"!"}, {"times", 2}}));
}

TEST_CASE("a resource without code gives JSON text") {
  const Json answer({.value = R"({"id": "{id}", "data": "Data for ID: {id}"})"});
  mcp::Server server({.name = "test", .version = "1"});
  server.add(
      mcp::Resource{.name = "data", .uri = "a://{id}/data", .read = std::bind_front(&Json::read, answer)});
  mcp::testing::Client client(server);
  const auto part = client.read_resource("a://1%222/data")["contents"][0];
  CHECK(part["uri"] == "a://1%222/data");
  CHECK(part["mimeType"] == "application/json");
  CHECK(part["text"] == R"({"id":"1\"2","data":"Data for ID: 1\"2"})");
}

TEST_CASE("a value that cannot be used is a problem of the server") {
  CHECK(Json({.value = "{}"}).problems().empty());
  CHECK(Json({.value = R"(["${BACKEND_JSON_UNSET:?needs a value}"])"}).problems().size() == 1);
}

}  // namespace
