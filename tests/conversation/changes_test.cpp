#include <string>
#include <thread>
#include <vector>

#include "bench.h"
#include "catch.h"

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
