#include <string>
#include <thread>
#include <vector>

#include "bench.h"
#include "catch.h"

using namespace conversation;

namespace {

std::string repeat(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// The code of the answer to one frame. The connection must work after it.
int refusal_of(WireClient& client, const std::string& frame) {
  client.send_raw(frame);
  const int code = code_of(client.next());
  CHECK(text_of(client.call("echo", {{"still", "here"}})) == R"({"still":"here"})");
  return code;
}

const Json kTaskClient{{"extensions", {{"io.modelcontextprotocol/tasks", Json::object()}}},
                       {"elicitation", Json::object()}};

/// One good request for each method that has something to get wrong.
std::vector<Json> requests_of(bool modern, const Json& task) {
  std::vector<Json> requests{
      {{"method", "tools/list"}, {"params", {{"cursor", "x"}}}},
      {{"method", "tools/call"}, {"params", {{"name", "greet"}, {"arguments", {{"name", "Ada"}}}}}},
      {{"method", "tools/call"},
       {"params", {{"name", "ask"}, {"inputResponses", {{"name", Json::object()}}}, {"requestState", "x"}}}},
      {{"method", "resources/read"}, {"params", {{"uri", "test://static"}}}},
      {{"method", "prompts/get"}, {"params", {{"name", "review"}, {"arguments", {{"text", "x"}}}}}},
      {{"method", "completion/complete"},
       {"params",
        {{"ref", {{"type", "ref/prompt"}, {"name", "review"}}},
         {"argument", {{"name", "tone"}, {"value", "x"}}}}}}};
  const std::vector<Json> of_era =
      modern ? std::vector<Json>{{{"method", "subscriptions/listen"},
                                  {"params",
                                   {{"notifications",
                                     {{"toolsListChanged", true},
                                      {"resourceSubscriptions", {"test://static"}}}}}}},
                                 {{"method", "tasks/get"}, {"params", {{"taskId", task}}}},
                                 {{"method", "tasks/update"},
                                  {"params", {{"taskId", task}, {"inputResponses", Json::object()}}}}}
             : std::vector<Json>{{{"method", "initialize"},
                                  {"params",
                                   {{"protocolVersion", "2025-11-25"},
                                    {"capabilities", {{"elicitation", {{"form", Json::object()}}}}},
                                    {"clientInfo", {{"name", "c"}}}}}},
                                 {{"method", "resources/subscribe"}, {"params", {{"uri", "test://static"}}}},
                                 {{"method", "logging/setLevel"}, {"params", {{"level", "info"}}}}};
  requests.insert(requests.end(), of_era.begin(), of_era.end());
  if (modern)
    for (Json& request : requests) request["params"] = modern_params(request["params"], kTaskClient);
  return requests;
}

}  // namespace

TEST_CASE("JSON-01 deep nesting is refused wherever it stands") {
  Bench bench;
  WireClient client(bench.engine);
  const std::string deep = repeat("[", 100'000) + repeat("]", 100'000);
  const std::string head = R"({"jsonrpc":"2.0","id":1,"method":"tools/call")";
  for (const std::string& frame :
       {deep, R"({"jsonrpc":"2.0","method":"ping","id":)" + deep + "}", head + R"(,"params":)" + deep + "}",
        head + R"(,"params":{"name":"echo","arguments":{"a":)" + deep + "}}}",
        head + R"(,"params":{"_meta":)" + deep + "}}"})
    CHECK(refusal_of(client, frame) == -32600);
}

TEST_CASE("JSON-02 a flood of values is refused") {
  Bench bench;
  WireClient client(bench.engine);
  CHECK(refusal_of(client, "[" + repeat("[],", 1'000'000) + "[]]") == -32600);
  CHECK(refusal_of(client, "[" + repeat("{},", 1'000'000) + "{}]") == -32600);
}

TEST_CASE("JSON-03 text that is not UTF-8 is a parse error") {
  Bench bench;
  WireClient client(bench.engine);
  for (const std::string bad : {"\xff\xfe", "\xc0\xaf", "\\ud800", "\xed\xa0\x80"})
    CHECK(refusal_of(client, R"({"jsonrpc":"2.0","id":1,"method":")" + bad + "\"}") == -32700);
  CHECK(refusal_of(client, std::string("\xff\xfe{\0}\0", 6)) == -32700);
}

TEST_CASE("JSON-04 whatever bytes a handler gives, the answer is JSON") {
  Bench bench;
  WireClient client(bench.engine);
  CHECK(text_of(client.call("bad_utf8")) == "caf\xef\xbf\xbd\nline");
  CHECK(text_of(client.call("fails")) == "it\xef\xbf\xbd failed");
  CHECK(client.call("fails", {{"code", 1}})["error"]["message"] == "it\xef\xbf\xbd failed");
  CHECK(client.call("throws")["result"]["isError"] == true);
}

TEST_CASE("JSON-05 a NUL never shortens a name") {
  Bench bench;
  WireClient client(bench.engine);
  CHECK(code_of(client.call(std::string("greet\0user", 10), {{"name", "x"}})) == -32602);
  CHECK(code_of(client.request("resources/read", {{"uri", std::string("test://static\0x", 15)}})) == -32602);
  CHECK(refusal_of(client, std::string("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\0\"}", 38)) == -32700);
}

TEST_CASE("JSON-06 duplicate keys are refused") {
  Bench bench;
  WireClient client(bench.engine);
  CHECK(refusal_of(client, R"({"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call"})") ==
        -32600);
  CHECK(refusal_of(client,
                   R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}})") ==
        -32600);
}

TEST_CASE("JSON-07 keys are matched byte by byte") {
  Bench bench;
  WireClient client(bench.engine);
  CHECK(refusal_of(client, R"({"jsonrpc":"2.0","id":1,"Method":"ping"})") == -32600);
  CHECK(refusal_of(client, R"({"JSONRPC":"2.0","id":1,"method":"ping"})") == -32600);
  const Json meta = modern_params(Json::object());
  CHECK(refusal_of(client,
                   Json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "tools/list"}, {"PARAMS", meta}}.dump()) ==
        -32602);
  CHECK(refusal_of(
            client,
            Json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "tools/list"}, {"param\u017f", meta}}.dump()) ==
        -32602);
}

TEST_CASE("JSON-08 an id comes back as it was written, or is refused") {
  struct Collect final : mcp::Outlet {
    void send(std::string message) override { last = std::move(message); }
    std::string last{};
  };
  Bench bench;
  const auto outlet = std::make_shared<Collect>();
  const auto peer = bench.engine.connect(outlet);
  const auto answer = [&](const std::string& id) {
    peer->receive(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"ping"})");
    return outlet->last;
  };
  for (const std::string id :
       {"0", "-7", "9223372036854775807", "18446744073709551615", R"("a\u0041\/")", "\"\xc3\xa4\"", R"("")"})
    CHECK(answer(id) == R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{}})");
  for (const std::string id :
       {"1e400", "-0", "NaN", "0x10", "01", "+1", "18446744073709551616", "1E2", "1.0"}) {
    CAPTURE(id);
    CHECK(answer(id).starts_with(R"({"jsonrpc":"2.0","error":{"code":-32)"));
  }
  CHECK(answer(repeat("9", 10'240)).starts_with(R"({"jsonrpc":"2.0","error":{"code":-32)"));
  peer->close();
}

TEST_CASE("JSON-09 any type in any field, or no field, gives an error, never an end") {
  Bench bench;
  const std::vector<Json> wrong{nullptr, true, 7, -1.5, "x", Json::array({1}), Json{{"x", 1}}};
  for (const char* revision : {"2025-11-25", kModern}) {
    WireClient client(bench.engine, revision, revision == kModern ? kTaskClient : Json::object());
    const Json task = client.modern() ? client.call("asking_job")["result"]["taskId"] : Json();
    int id = 1000;
    const auto send = [&](const Json& broken) {
      client.send(broken);
      client.peer().wait_idle(std::chrono::steady_clock::now() + kLong);  // ids are used again
    };
    for (const Json& request : requests_of(client.modern(), task)) {
      Json whole = request;
      whole["jsonrpc"] = "2.0";
      whole["id"] = 1;
      const auto fresh = [&] {
        whole["id"] = ++id;
        return whole;
      };
      const Json leaves = whole.flatten();
      for (const auto& [leaf, unused] : leaves.items()) {
        for (Json::json_pointer at(leaf); !at.empty(); at.pop_back()) {
          for (const Json& value : wrong) {
            Json broken = fresh();
            broken[at] = value;
            send(broken);
          }
          Json less = fresh();
          Json& parent = less[at.parent_pointer()];
          if (parent.is_object()) parent.erase(at.back());
          send(less);
        }
      }
    }
    CHECK(text_of(client.call("echo", {{"a", 1}})) == R"({"a":1})");
  }
}

TEST_CASE("JSON-10 an id is an integer or a short string") {
  Bench bench;
  WireClient client(bench.engine);
  for (const std::string& id :
       {std::string("null"), std::string("1.5"), std::string("{}"), std::string("[]"), std::string("true"),
        '"' + std::string(1025, 'a') + '"', '"' + std::string(1 << 20, 'a') + '"'})
    CHECK(refusal_of(client, R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"ping"})") == -32600);
  client.send_raw(R"({"jsonrpc":"2.0","method":"tools/list"})");
  CHECK(client.next(kShort).is_null());  // without an id it is a notification, and unknown
}

TEST_CASE("JSON-11 arrays belong to one revision, and are capped there") {
  Bench bench;
  const Json ping{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "ping"}};
  for (const char* revision : {"2024-11-05", "2025-06-18", "2025-11-25", kModern}) {
    WireClient client(bench.engine, revision);
    client.send(Json::array({ping}));
    CHECK(code_of(client.next()) == -32600);
  }

  WireClient client(bench.engine, "2025-03-26");
  client.send(Json::array());
  CHECK(code_of(client.next()) == -32600);
  client.send(Json(std::vector<Json>(33, ping)));
  CHECK(code_of(client.next()) == -32600);

  Json full = Json::array();
  for (int i = 0; i < 32; ++i) full.push_back({{"jsonrpc", "2.0"}, {"id", i}, {"method", "ping"}});
  client.send(full);
  CHECK(client.next().size() == 32);

  client.send(Json::array({1}));
  CHECK(code_of(client.next().at(0)) == -32600);
  client.send(Json::array({Json::array({ping})}));
  CHECK(code_of(client.next().at(0)) == -32600);
  client.send(Json::array({{{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}}}));
  CHECK(client.next(kShort).is_null());

  const Json modern{
      {"jsonrpc", "2.0"}, {"id", 2}, {"method", "tools/list"}, {"params", modern_params(Json::object())}};
  const Json unknown{{"jsonrpc", "2.0"}, {"id", 3}, {"method", "tools/call"}, {"params", {{"name", "no"}}}};
  client.send(Json::array({ping, modern, unknown}));
  const Json answers = client.next();
  REQUIRE(answers.size() == 3);
  CHECK(answers.at(0)["result"] == Json::object());
  CHECK(code_of(answers.at(1)) == -32600);
  CHECK(code_of(answers.at(2)) == -32602);
}

TEST_CASE("JSON-12 one frame is one value and nothing else") {
  Bench bench;
  WireClient client(bench.engine);
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  for (const std::string& frame :
       {ping + ping, ping + " garbage", "\xef\xbb\xbf" + ping, ping + "// comment",
        std::string(R"({"jsonrpc":"2.0","id":1,"method":"ping",})"), std::string()})
    CHECK(refusal_of(client, frame) == -32700);
}

TEST_CASE("JSON-13 a response that nobody waits for changes nothing") {
  Bench bench;
  for (const char* revision : {"2025-06-18", kModern}) {
    WireClient asker(bench.engine, revision, {{"elicitation", Json::object()}});
    WireClient other(bench.engine, revision, {{"elicitation", Json::object()}});
    const int id = asker.start("tools/call", {{"name", "ask"}});
    const Json answer{{"action", "accept"}, {"content", {{"name", "Eve"}}}};
    Json asked;
    if (!asker.modern()) asked = asker.question();
    for (const Json& guess : {Json(1), Json("1"), Json(2)}) {
      other.send({{"jsonrpc", "2.0"}, {"id", guess}, {"result", answer}});
      other.send({{"jsonrpc", "2.0"}, {"id", guess}, {"error", {{"code", 1}, {"message", "no"}}}});
    }
    CHECK(other.next(kShort).is_null());
    asker.send({{"jsonrpc", "2.0"}, {"id", 4711}, {"result", answer}});  // nor its own, under another id
    if (asker.modern()) {
      CHECK(asker.response(id)["result"]["resultType"] == "input_required");
    } else {
      CHECK(asker.response(id, kShort).is_null());
      asker.send({{"jsonrpc", "2.0"}, {"id", asked["id"]}, {"result", {{"action", "decline"}}}});
      CHECK(text_of(asker.response(id)) == "nobody");
    }
  }
}

TEST_CASE("JSON-14 no exception leaves a call") {
  Bench bench;
  for (const char* revision : {"2024-11-05", kModern}) {
    WireClient client(bench.engine, revision);
    for (const char* kind : {"std", "int", "null", "bad_alloc"}) {
      CAPTURE(kind);
      CHECK(client.call("throws", {{"kind", kind}})["result"]["isError"] == true);
    }
    CHECK(text_of(client.call("echo")) == "{}");
  }
}

TEST_CASE("JSON-15 what an exception says stays in the log") {
  Bench bench;
  WireClient client(bench.engine);
  const std::string told = client.call("throws").dump();
  CHECK(told.find("secret") == std::string::npos);
  CHECK(told.find("passwd") == std::string::npos);
  CHECK_THAT(told, tst::ContainsSubstring("correlation id"));
  const std::string output = client.call("broken_output").dump();
  CHECK(output.find("12345") == std::string::npos);
}

TEST_CASE("JSON-16 equal ids at once never cross") {
  Bench bench;
  std::vector<std::unique_ptr<WireClient>> clients;
  for (int i = 0; i < 20; ++i)
    clients.push_back(std::make_unique<WireClient>(bench.engine, i % 2 == 0 ? kModern : "2025-06-18"));
  for (int i = 0; i < 20; ++i)
    clients[static_cast<std::size_t>(i)]->start(
        "tools/call",
        {{"name", "sleep"}, {"arguments", {{"ms", (20 - i) * 2}, {"text", std::to_string(i)}}}});
  for (int i = 0; i < 20; ++i) {
    WireClient& client = *clients[static_cast<std::size_t>(i)];
    const Json answer = client.take([](const Json& m) { return m.contains("result"); });
    CHECK(text_of(answer) == std::to_string(i));
  }

  WireClient one(bench.engine);
  const auto call = [&](int ms, const char* text) {
    one.send({{"jsonrpc", "2.0"},
              {"id", 1},
              {"method", "tools/call"},
              {"params", modern_params({{"name", "sleep"}, {"arguments", {{"ms", ms}, {"text", text}}}})}});
  };
  call(60, "slow");
  call(1, "fast");
  CHECK(text_of(one.next()) == "fast");
  CHECK(text_of(one.next()) == "slow");
}
