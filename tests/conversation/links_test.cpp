// What a user is asked to do at a URL: how it is named, and who hears that it is done.

#include <string>

#include <mcp/core/context.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "wire_client.h"

using namespace conversation;

namespace {

using mcp::Context;
using mcp::Result;
using mcp::ToolAnswer;

constexpr std::string_view kPage = "https://example.com/pay/";
const Json kLinks{{"elicitation", {{"url", Json::object()}}}};
const Json kAgreed{{"action", "accept"}};

/// `pay` sends the user to a page that knows what it is called, and answers that; `paid` says that it is
/// done.
mcp::Server make_server() {
  mcp::Server server({.name = "s", .version = "1"});
  server.add(mcp::Tool{.name = "pay", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                         const auto id = context.elicitation_id("pay");
                         if (!id) return id.error();
                         const auto agreed =
                             context.elicit_url("pay", "Please pay.", std::string(kPage) + *id);
                         if (!agreed) return agreed.error();
                         return ToolAnswer{.content = *id};
                       }});
  server.add(
      mcp::Tool{.name = "paid", .call = [](const Json& arguments, Context& context) -> Result<ToolAnswer> {
                  context.elicitation_completed(arguments["id"].get<std::string>());
                  return ToolAnswer{.content = "thanks"};
                }});
  return server;
}

std::string id_in(const Json& params) {
  const std::string url = params["url"];
  REQUIRE(url.starts_with(kPage));
  return url.substr(kPage.size());
}

/// Has the user asked, who agrees; the name of what it is to do.
std::string pay(WireClient& client) {
  const int call = client.start("tools/call", {{"name", "pay"}});
  const Json question = client.question();
  const std::string id = id_in(question["params"]);
  CHECK(question["params"]["elicitationId"] == id);
  client.send({{"jsonrpc", "2.0"}, {"id", question["id"]}, {"result", kAgreed}});
  CHECK(text_of(client.response(call)) == id);  // the same when the handler is called again
  return id;
}

}  // namespace

TEST_CASE("who was asked to open a URL hears once that what it is for is done, and nobody else does") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  WireClient asked(engine, "2025-11-25", kLinks);
  WireClient other(engine, "2025-11-25", kLinks);
  const std::string id = pay(asked);
  CHECK(id.size() >= 32);
  const std::string of_other = pay(other);
  CHECK(of_other != id);

  CHECK(text_of(other.call("paid", {{"id", id}})) == "thanks");
  CHECK(asked.next() == Json{{"jsonrpc", "2.0"},
                             {"method", "notifications/elicitation/complete"},
                             {"params", {{"elicitationId", id}}}});
  server.elicitation_completed(id);
  server.elicitation_completed("unknown");
  CHECK(asked.next(kShort).is_null());
  CHECK(other.next(kShort).is_null());
  server.elicitation_completed(of_other);
  CHECK(other.next()["params"]["elicitationId"] == of_other);
}

TEST_CASE("the newest revision knows a URL by itself, and is told of nothing") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  WireClient client(engine, kModern, kLinks);
  const Json interim = client.call("pay")["result"];
  const Json& params = interim["inputRequests"]["pay"]["params"];
  CHECK_FALSE(params.contains("elicitationId"));
  const std::string id = id_in(params);
  const Json done = client.request("tools/call", {{"name", "pay"},
                                                  {"arguments", Json::object()},
                                                  {"inputResponses", {{"pay", kAgreed}}},
                                                  {"requestState", interim["requestState"]}});
  CHECK(text_of(done) == id);
  client.start("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}});
  CHECK(client.next()["method"] == "notifications/subscriptions/acknowledged");
  server.elicitation_completed(id);
  CHECK(client.next(kShort).is_null());
}
