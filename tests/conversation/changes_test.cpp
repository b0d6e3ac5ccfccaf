#include <string>
#include <thread>
#include <vector>

#include <mcp/core/caller.h>

#include "bench.h"
#include "catch.h"
#include "resident_memory.h"

using namespace conversation;

namespace {

constexpr const char* kSubscriptionId = "io.modelcontextprotocol/subscriptionId";

int listen(WireClient& client, Json notifications) {
  const int id = client.start("subscriptions/listen", {{"notifications", std::move(notifications)}});
  const Json acknowledged = client.next();
  CHECK(acknowledged["method"] == "notifications/subscriptions/acknowledged");
  CHECK(acknowledged["params"]["_meta"][kSubscriptionId] == id);
  return id;
}

}  // namespace

TEST_CASE("a listen stream acknowledges, filters, tags and ends") {
  Bench bench;
  WireClient client(bench.engine);
  const int id =
      client.start("subscriptions/listen",
                   {{"notifications",
                     {{"toolsListChanged", true},
                      {"promptsListChanged", false},
                      {"resourceSubscriptions", {"test://static", "test://binary", "test://nowhere"}},
                      {"taskIds", {"x"}}}}});
  CHECK(client.next()["params"]["notifications"] ==
        Json{{"toolsListChanged", true}, {"resourceSubscriptions", {"test://static"}}});

  bench.server.prompts_changed();
  bench.server.resources_changed();
  bench.server.resource_updated("test://binary");
  CHECK(client.next(kShort).is_null());
  bench.server.tools_changed();
  const Json tools = client.next();
  CHECK(tools["method"] == "notifications/tools/list_changed");
  CHECK(tools["params"]["_meta"][kSubscriptionId] == id);
  bench.server.resource_updated("test://static");
  CHECK(client.next()["params"]["uri"] == "test://static");

  client.peer().drain();
  const Json last = client.response(id);
  CHECK(last["result"]["resultType"] == "complete");
  CHECK(last["result"]["_meta"][kSubscriptionId] == id);
  bench.server.tools_changed();
  CHECK(client.next(kShort).is_null());
  CHECK(code_of(client.request("subscriptions/listen", {{"notifications", Json::object()}})) == 503);
}

TEST_CASE("several listen streams live side by side until they are cancelled") {
  Bench bench;
  WireClient client(bench.engine);
  const int one = listen(client, {{"toolsListChanged", true}});
  const int two = listen(client, {{"toolsListChanged", true}, {"promptsListChanged", true}});
  bench.server.tools_changed();
  CHECK(client.next()["params"]["_meta"][kSubscriptionId] == one);
  CHECK(client.next()["params"]["_meta"][kSubscriptionId] == two);
  client.notify("notifications/cancelled", {{"requestId", one}});
  bench.server.tools_changed();
  CHECK(client.next()["params"]["_meta"][kSubscriptionId] == two);
  CHECK(client.next(kShort).is_null());
}

TEST_CASE("cancelling ends every stream that has the id") {
  Bench bench;
  WireClient client(bench.engine);
  const Json request{{"jsonrpc", "2.0"},
                     {"id", "same"},
                     {"method", "subscriptions/listen"},
                     {"params", modern_params({{"notifications", {{"toolsListChanged", true}}}})}};
  for (int i = 0; i < 2; ++i) {
    client.send(request);
    CHECK(client.next()["method"] == "notifications/subscriptions/acknowledged");
  }
  client.notify("notifications/cancelled", {{"requestId", "same"}});
  bench.server.tools_changed();
  CHECK(client.next(kShort).is_null());
}

TEST_CASE("listen streams are limited, and their filter is checked") {
  mcp::ServerLimits limits;
  limits.subscriptions = 2;
  Bench bench(limits);
  WireClient client(bench.engine);
  listen(client, Json::object());
  listen(client, Json::object());
  CHECK(code_of(client.request("subscriptions/listen", {{"notifications", Json::object()}})) == 503);
  for (const Json& bad : {Json(), Json(1), Json{{"toolsListChanged", 1}},
                          Json{{"resourceSubscriptions", "x"}}, Json{{"resourceSubscriptions", {1}}}})
    CHECK(code_of(client.request("subscriptions/listen", {{"notifications", bad}})) == -32602);
}

TEST_CASE("sessions hear of changes once they are initialized, of resources when subscribed") {
  Bench bench;
  for (const char* revision : kLegacy) {
    WireClient client(bench.engine, revision);
    bench.server.tools_changed();
    CHECK(client.next()["method"] == "notifications/tools/list_changed");
    bench.server.prompts_changed();
    CHECK(client.next()["method"] == "notifications/prompts/list_changed");
    bench.server.resources_changed();
    CHECK(client.next()["method"] == "notifications/resources/list_changed");

    bench.server.resource_updated("test://static");
    CHECK(client.next(kShort).is_null());
    CHECK(client.request("resources/subscribe", {{"uri", "test://static"}})["result"] == Json::object());
    bench.server.resource_updated("test://static");
    CHECK(client.next()["params"] == Json{{"uri", "test://static"}});
    CHECK(client.request("resources/unsubscribe", {{"uri", "test://static"}})["result"] == Json::object());
    bench.server.resource_updated("test://static");
    CHECK(client.next(kShort).is_null());

    CHECK(code_of(client.request("resources/subscribe", {{"uri", "test://nowhere"}})) == -32002);
    CHECK(code_of(client.request("resources/subscribe", {{"uri", "test://binary"}})) == -32602);
  }
  WireClient modern(bench.engine);
  bench.server.tools_changed();
  CHECK(modern.next(kShort).is_null());
}

namespace {

/// Something that everybody may read, and something that takes a right.
mcp::Server partly_closed() {
  mcp::Server server({.name = "s", .version = "1"});
  const auto read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return "text"; };
  server.add(mcp::Resource{.name = "open", .uri = "test://open", .subscribe = true, .read = read});
  server.add(mcp::Resource{
      .name = "closed", .uri = "test://closed/{id}", .scopes = {"read"}, .subscribe = true, .read = read});
  return server;
}

mcp::Principal ann(std::vector<std::string> scopes = {}) {
  return {.issuer = "i", .subject = "ann", .scopes = std::move(scopes)};
}

}  // namespace

TEST_CASE("LOAD-19 however long the URIs are that somebody follows, little of them is kept") {
  constexpr int kFollowed = 1000;
  constexpr long kMostKiB = 4096;
  const auto uri = [](int number) {
    return "test://closed/" + std::to_string(number) + std::string(8000, 'x');
  };
  mcp::Server server = partly_closed();
  mcp::Engine engine(server);
  WireClient legacy(engine, "2025-11-25", Json::object(), ann({"read"}));
  WireClient modern(engine, kModern, Json::object(), ann({"read"}));
  Json uris = Json::array();
  for (int i = 0; i < kFollowed / 4; ++i) uris.push_back(uri(i));
  legacy.request("resources/subscribe", {{"uri", uri(0)}});
  const long before = tst::memory_now();
  for (int i = 0; i < kFollowed; ++i) legacy.request("resources/subscribe", {{"uri", uri(i)}});
  if (tst::kMemoryCounts) CHECK(tst::memory_now() - before < kMostKiB);

  modern.start("subscriptions/listen", {{"notifications", {{"resourceSubscriptions", uris}}}});
  CHECK(modern.next()["params"]["notifications"]["resourceSubscriptions"].size() == uris.size());
  server.resource_updated(uri(7));
  for (WireClient* client : {&legacy, &modern})
    CHECK(client->notification("notifications/resources/updated")["params"]["uri"] == uri(7));
}

TEST_CASE("MCP-14 a listener is told of no resource that it may not read") {
  mcp::Server server = partly_closed();
  mcp::Engine engine(server);
  const Json both{{"resourceSubscriptions", {"test://closed/1", "test://open"}}};
  const auto honoured = [&](WireClient& client) {
    client.start("subscriptions/listen", {{"notifications", both}});
    return client.next()["params"]["notifications"];
  };
  WireClient narrow(engine, kModern, Json::object(), ann());
  CHECK(honoured(narrow) == Json{{"resourceSubscriptions", {"test://open"}}});
  WireClient wide(engine, kModern, Json::object(), ann({"read"}));
  CHECK(honoured(wide) == both);

  server.resource_updated("test://closed/1");
  CHECK(wide.next()["params"]["uri"] == "test://closed/1");
  CHECK(narrow.next(kShort).is_null());
  server.resource_updated("test://open");
  CHECK(narrow.next()["params"]["uri"] == "test://open");
}

TEST_CASE("MCP-14 a session that is read with fewer rights is not told of what takes more") {
  mcp::Server server = partly_closed();
  mcp::Engine engine(server);
  for (const char* revision : kLegacy) {
    CAPTURE(revision);
    WireClient client(engine, revision, Json::object(), ann({"read"}));
    for (const char* uri : {"test://closed/1", "test://open"})
      CHECK(client.request("resources/subscribe", {{"uri", uri}})["result"] == Json::object());
    const auto comes_with = [&](std::vector<std::string> scopes) {
      client.read_as(ann(std::move(scopes)));
      server.resource_updated("test://closed/1");
      server.resource_updated("test://open");
    };
    comes_with({});
    CHECK(client.next()["params"]["uri"] == "test://open");
    comes_with({"read"});
    CHECK(client.next()["params"]["uri"] == "test://closed/1");
    CHECK(client.next()["params"]["uri"] == "test://open");
  }
}

TEST_CASE("changes may come from any thread while clients come and go") {
  Bench bench;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 300; ++n) bench.server.tools_changed();
    });
  for (int i = 0; i < 10; ++i) {
    WireClient client(bench.engine);
    const int id = listen(client, {{"toolsListChanged", true}});
    client.peer().drain();
    CHECK(client.response(id)["result"]["resultType"] == "complete");
  }
  for (std::thread& thread : threads) thread.join();
}
