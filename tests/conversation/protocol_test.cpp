// A server that serves some revisions only.

#include <utility>
#include <vector>

#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "wire_client.h"

using namespace conversation;

namespace {

/// A server with the tool `ping` that serves these revisions.
struct Narrow {
  explicit Narrow(std::vector<std::string_view> protocol)
      : server({.name = "s", .version = "1", .protocol = std::move(protocol)}), engine(server) {
    server.add(mcp::Tool{.name = "ping",
                         .input_schema_json = R"({"type":"object"})",
                         .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                           return mcp::ToolAnswer{.content = "pong"};
                         }});
  }

  mcp::Server server;
  mcp::Engine engine;
};

Json initialize(mcp::Engine& engine, const char* requested) {
  WireClient client(engine, WireClient::Bare{requested});
  return client.request("initialize", {{"protocolVersion", requested},
                                       {"capabilities", Json::object()},
                                       {"clientInfo", {{"name", "c"}, {"version", "1"}}}});
}

}  // namespace

TEST_CASE("initialize agrees on a revision that the manifest names") {
  Narrow narrow({"2024-11-05", "2025-06-18", kModern});
  CHECK(initialize(narrow.engine, "2024-11-05")["result"]["protocolVersion"] == "2024-11-05");
  CHECK(initialize(narrow.engine, "2025-06-18")["result"]["protocolVersion"] == "2025-06-18");
  CHECK(initialize(narrow.engine, "2025-03-26")["result"]["protocolVersion"] == "2025-06-18");
  CHECK(initialize(narrow.engine, "2025-11-25")["result"]["protocolVersion"] == "2025-06-18");
  WireClient modern(narrow.engine);
  CHECK(modern.request("server/discover")["result"]["supportedVersions"] ==
        Json{kModern, "2025-06-18", "2024-11-05"});
  CHECK(text_of(modern.call("ping")) == "pong");
}

TEST_CASE("a server of the modern era alone names its revisions to initialize") {
  Narrow narrow({kModern});
  const Json refused = initialize(narrow.engine, "2025-11-25");
  CHECK(code_of(refused) == -32602);
  CHECK(refused["error"]["data"] == Json{{"supported", {kModern}}, {"requested", "2025-11-25"}});
  WireClient modern(narrow.engine);
  CHECK(text_of(modern.call("ping")) == "pong");
}

TEST_CASE("a server of the legacy era alone refuses every modern request") {
  Narrow narrow({"2025-11-25"});
  WireClient modern(narrow.engine);
  for (const Json& refused : {modern.request("server/discover"), modern.call("ping")}) {
    CHECK(code_of(refused) == -32022);
    CHECK(refused["error"]["data"] == Json{{"supported", {"2025-11-25"}}, {"requested", kModern}});
  }
  WireClient bare(narrow.engine, WireClient::Bare{kModern});
  Json params = modern_params(Json::object());
  params["_meta"]["io.modelcontextprotocol/protocolVersion"] = "1900-01-01";
  bare.send({{"jsonrpc", "2.0"}, {"id", 1}, {"method", "server/discover"}, {"params", params}});
  CHECK(bare.next()["error"]["data"]["supported"] == Json{"2025-11-25"});
  WireClient legacy(narrow.engine, "2025-11-25");
  CHECK(text_of(legacy.call("ping")) == "pong");
}
