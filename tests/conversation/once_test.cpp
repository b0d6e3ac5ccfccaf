#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "bench.h"
#include "catch.h"

using namespace conversation;

namespace {

const Json kForms{{"elicitation", Json::object()}};
const Json kSure{{"sure", {{"action", "accept"}, {"content", {{"yes", true}}}}}};

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
      const Json answer = client.request("tools/call", {{"name", "pay"},
                                                        {"arguments", Json::object()},
                                                        {"inputResponses", kSure},
                                                        {"requestState", state}});
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
