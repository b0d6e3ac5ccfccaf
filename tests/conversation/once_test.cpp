#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <mcp/core/handle_sealer.h>

#include "bench.h"
#include "catch.h"

using namespace conversation;

namespace {

const Json kForms{{"elicitation", Json::object()}};
const Json kSure{{"sure", {{"action", "accept"}, {"content", {{"yes", true}}}}}};

Json confirm(WireClient& client, const Json& state) {
  return client.request(
      "tools/call",
      {{"name", "pay"}, {"arguments", Json::object()}, {"inputResponses", kSure}, {"requestState", state}});
}

}  // namespace

TEST_CASE("MCP-21 a one-time tool takes each state once, however many come at once") {
  Bench bench;
  WireClient first(bench.engine, kModern, kForms);
  const Json state = first.call("pay")["result"]["requestState"];

  std::vector<std::thread> threads;
  std::atomic<int> paid = 0;
  std::atomic<int> refused = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      WireClient client(bench.engine, kModern, kForms);
      const Json answer = confirm(client, state);
      if (text_of(answer) == "paid") ++paid;
      if (code_of(answer) == -32602) ++refused;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(paid == 1);
  CHECK(refused == 7);
  CHECK(bench.fixture.payments == 1);
}

TEST_CASE("MCP-21 a one-time tool takes no answers without their state") {
  Bench bench;
  WireClient client(bench.engine, kModern, kForms);
  CHECK(code_of(client.request("tools/call", {{"name", "pay"}, {"inputResponses", kSure}})) == -32602);
  CHECK(bench.fixture.payments == 0);
}

TEST_CASE("MCP-21 a state is not spent on a call for which there is no place") {
  mcp::ServerLimits limits;
  limits.concurrency_each = 1;
  Bench bench(limits);
  WireClient client(bench.engine, kModern, kForms, {.issuer = "i", .subject = "ada"});
  const Json state = client.call("pay")["result"]["requestState"];
  const int running = client.start("tools/call", {{"name", "gated"}});
  CHECK(code_of(confirm(client, state)) == 429);
  bench.fixture.gate.open();
  CHECK(text_of(client.response(running)) == "through");
  CHECK(text_of(confirm(client, state)) == "paid");
}

TEST_CASE("MCP-21 a one-time state is good for no server that would not know it was used") {
  Bench bench;
  mcp::HandleSealer shared;
  mcp::Engine one(bench.server, {.sealer = &shared});
  mcp::Engine other(bench.server, {.sealer = &shared});
  WireClient client(one, kModern, kForms);
  WireClient elsewhere(other, kModern, kForms);
  const Json state = client.call("pay")["result"]["requestState"];
  CHECK(code_of(confirm(elsewhere, state)) == -32602);
  CHECK(text_of(confirm(client, state)) == "paid");
}
