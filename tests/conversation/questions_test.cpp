#include <string>

#include "bench.h"
#include "catch.h"

using namespace conversation;

namespace {

const Json kAll{{"elicitation", {{"form", Json::object()}, {"url", Json::object()}}},
                {"sampling", Json::object()},
                {"roots", Json::object()}};

Json accept(Json content) { return {{"action", "accept"}, {"content", std::move(content)}}; }

/// The retry of a tool call that a client of 2026-07-28 makes.
Json retry(WireClient& client, const char* tool, Json responses, const Json& state = Json(),
           Json arguments = Json::object()) {
  Json params{{"name", tool}, {"arguments", std::move(arguments)}, {"inputResponses", std::move(responses)}};
  if (!state.is_null()) params["requestState"] = state;
  return client.request("tools/call", std::move(params));
}

}  // namespace

TEST_CASE("a question becomes an interim result, and the retry completes") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  const Json interim = client.call("ask")["result"];
  CHECK(interim["resultType"] == "input_required");
  CHECK(interim["inputRequests"]["name"]["method"] == "elicitation/create");
  CHECK(interim["inputRequests"]["name"]["params"]["message"] == "What is your name?");
  CHECK_FALSE(interim.contains("ttlMs"));

  const Json answers{{"name", accept({{"name", "Ada"}})}, {"unknown", Json::object()}};
  CHECK(text_of(retry(client, "ask", answers, interim["requestState"])) == "Hello, Ada!");
  CHECK(text_of(retry(client, "ask", answers)) == "Hello, Ada!");  // without its state, too
  CHECK(text_of(retry(client, "ask", {{"name", {{"action", "decline"}}}})) == "nobody");
  CHECK(text_of(retry(client, "ask", {{"name", {{"action", "cancel"}}}})) == "nobody");
}

TEST_CASE("an answer that does not fit is asked for again") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  for (const Json& misfit : {accept({{"name", 12345}}), accept(Json::object()), Json::object(),
                             Json{{"action", "maybe"}}, Json{{"action", 1}}}) {
    CAPTURE(misfit.dump());
    CHECK(retry(client, "ask", {{"name", misfit}})["result"]["resultType"] == "input_required");
  }
  CHECK(retry(client, "ask", {{"other", accept({{"name", "x"}})}})["result"]["resultType"] ==
        "input_required");
}

TEST_CASE("malformed answers are refused") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  for (const Json& malformed :
       {Json(), Json(1), Json("x"), Json::array(), Json{{"name", 1}}, Json{{"name", nullptr}}})
    CHECK(code_of(retry(client, "ask", malformed)) == -32602);
  CHECK(code_of(client.request("tools/call", {{"name", "ask"}, {"requestState", 7}})) == -32602);
}

TEST_CASE("several questions are asked together") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  const Json interim = client.call("ask_all")["result"];
  REQUIRE(interim["inputRequests"].size() == 3);
  CHECK(interim["inputRequests"]["capital"]["method"] == "sampling/createMessage");
  CHECK(interim["inputRequests"]["capital"]["params"]["maxTokens"] == 100);
  CHECK(interim["inputRequests"]["roots"]["method"] == "roots/list");
  const Json sample{
      {"role", "assistant"}, {"model", "m"}, {"content", {{"type", "text"}, {"text", "Paris"}}}};
  const Json roots{{"roots", {{{"uri", "file:///home"}}}}};
  const Json done =
      retry(client, "ask_all", {{"name", accept({{"name", "Ada"}})}, {"capital", sample}, {"roots", roots}},
            interim["requestState"]);
  CHECK(text_of(done) == "Ada, Paris, file:///home");
}

TEST_CASE("answers of former rounds and kept state come back in the state") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  const Json first = client.call("steps")["result"];
  CHECK(first["inputRequests"].contains("one"));
  const Json second =
      retry(client, "steps", {{"one", accept({{"value", "1"}})}}, first["requestState"])["result"];
  CHECK(second["inputRequests"].size() == 1);
  CHECK(second["inputRequests"].contains("two"));
  CHECK(second["requestState"] != first["requestState"]);
  CHECK(text_of(retry(client, "steps", {{"two", accept({{"value", "2"}})}}, second["requestState"])) ==
        "12 kept");
  CHECK(bench.fixture.runs == 3);
  const Json changed{{"one", accept({{"value", "9"}})}, {"two", accept({{"value", "2"}})}};
  CHECK(text_of(retry(client, "steps", changed, second["requestState"])) == "12 kept");
}

TEST_CASE("MCP-10 state is good for its own request only") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  const std::string state = client.call("steps")["result"]["requestState"];
  const Json answer{{"one", accept({{"value", "1"}})}};
  const int runs = bench.fixture.runs;

  for (std::size_t i = 0; i < state.size(); ++i) {
    std::string flipped = state;
    flipped[i] = flipped[i] == 'a' ? 'b' : 'a';
    if (flipped != state) CHECK(code_of(retry(client, "steps", answer, flipped)) == -32602);
  }
  CHECK(code_of(retry(client, "steps", answer, state + "-TAMPERED")) == -32602);
  CHECK(code_of(retry(client, "steps", answer, "")) == -32602);
  CHECK(code_of(retry(client, "ask", answer, state)) == -32602);                // another tool
  CHECK(code_of(retry(client, "steps", answer, state, {{"a", 1}})) == -32602);  // other arguments
  WireClient other(bench.engine, kModern, kAll, {.issuer = "i", .subject = "eve"});
  CHECK(code_of(retry(other, "steps", answer, state)) == -32602);  // another caller
  CHECK(bench.fixture.runs == runs);

  CHECK(retry(client, "steps", answer, state)["result"]["resultType"] == "input_required");
}

TEST_CASE("MCP-11 nothing is asked that the client did not declare") {
  Bench bench;
  WireClient none(bench.engine);
  const Json refused = none.call("ask");
  CHECK(code_of(refused) == -32021);
  CHECK(refused["error"]["data"]["requiredCapabilities"] ==
        Json{{"elicitation", {{"form", Json::object()}}}});
  CHECK(none.call("ask_url")["error"]["data"]["requiredCapabilities"]["elicitation"].contains("url"));
  CHECK(code_of(none.request("prompts/get", {{"name", "asking"}})) == -32021);
  CHECK(none.next(kShort).is_null());

  WireClient form_only(bench.engine, kModern, {{"elicitation", Json::object()}});
  CHECK(code_of(form_only.call("ask_url")) == -32021);
  WireClient url_only(bench.engine, kModern, {{"elicitation", {{"url", Json::object()}}}});
  CHECK(code_of(url_only.call("ask")) == -32021);

  WireClient some(bench.engine, kModern, {{"sampling", Json::object()}});
  const Json interim = some.call("ask_all")["result"];
  CHECK(interim["inputRequests"].size() == 1);
  CHECK(interim["inputRequests"].contains("capital"));

  for (const char* revision : kLegacy) {
    WireClient legacy(bench.engine, revision);
    CHECK(legacy.call("ask")["result"]["isError"] == true);
    CHECK(code_of(legacy.request("prompts/get", {{"name", "asking"}})) == -32600);
    CHECK(legacy.next(kShort).is_null());
  }
  WireClient too_early(bench.engine, "2025-03-26", kAll);
  CHECK(too_early.call("ask")["result"]["isError"] == true);
  WireClient no_url_yet(bench.engine, "2025-06-18", kAll);
  CHECK(no_url_yet.call("ask_url")["result"]["isError"] == true);
}

TEST_CASE("questions that a handler leaves open win over what it returns") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  CHECK(client.call("ask_anyway")["result"]["resultType"] == "input_required");
  CHECK(text_of(retry(client, "ask_anyway", {{"name", accept({{"name", "Ada"}})}})) == "not asked");
}

TEST_CASE("prompts ask, too") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  const Json interim = client.request("prompts/get", {{"name", "asking"}})["result"];
  CHECK(interim["resultType"] == "input_required");
  const Json done =
      client.request("prompts/get", {{"name", "asking"},
                                     {"requestState", interim["requestState"]},
                                     {"inputResponses", {{"topic", accept({{"topic", "tea"}})}}}});
  CHECK(done["result"]["messages"][0]["content"]["text"] == "About tea");
}

TEST_CASE("resources ask, too, and what they answer then is for nobody else") {
  Bench bench;
  WireClient client(bench.engine, kModern, kAll);
  Json read{{"uri", "test://asking/tea"}};
  const Json interim = client.request("resources/read", read)["result"];
  CHECK(interim["resultType"] == "input_required");
  CHECK(interim["inputRequests"]["name"]["method"] == "elicitation/create");
  CHECK_FALSE(interim.contains("ttlMs"));
  CHECK_FALSE(interim.contains("cacheScope"));

  read["inputResponses"] = {{"name", accept({{"name", "Ada"}})}};
  const Json without_state = client.request("resources/read", read)["result"];
  read["requestState"] = interim["requestState"];
  for (const Json& done : {without_state, client.request("resources/read", read)["result"]}) {
    CHECK(done["resultType"] == "complete");
    CHECK(done["contents"][0]["text"] == "tea for Ada");
    CHECK(done["ttlMs"] == 0);
    CHECK(done["cacheScope"] == "private");
  }
  // Whatever was sent along, though nobody asked.
  const Json unasked = client.request(
      "resources/read", {{"uri", "test://static"}, {"inputResponses", Json::object()}})["result"];
  CHECK(unasked["ttlMs"] == 0);
  CHECK(unasked["cacheScope"] == "private");

  read["inputResponses"] = 1;
  CHECK(code_of(client.request("resources/read", read)) == -32602);
  read["inputResponses"] = {{"name", accept({{"name", "Ada"}})}};
  read["uri"] = "test://asking/coffee";  // the state is of another request
  CHECK(code_of(client.request("resources/read", read)) == -32602);
  WireClient silent(bench.engine);
  CHECK(code_of(silent.request("resources/read", {{"uri", "test://asking/tea"}})) == -32021);
}

TEST_CASE("earlier revisions are asked for resources and prompts as well") {
  Bench bench;
  for (const char* revision : {"2025-06-18", "2025-11-25"}) {
    WireClient client(bench.engine, revision, kAll);
    const int read = client.start("resources/read", {{"uri", "test://asking/tea"}});
    client.send({{"jsonrpc", "2.0"}, {"id", client.question()["id"]}, {"result", accept({{"name", "Ada"}})}});
    const Json result = client.response(read)["result"];
    CHECK(result["contents"][0]["text"] == "tea for Ada");
    CHECK_FALSE(result.contains("ttlMs"));
    const int get = client.start("prompts/get", {{"name", "asking"}});
    client.send(
        {{"jsonrpc", "2.0"}, {"id", client.question()["id"]}, {"result", accept({{"topic", "tea"}})}});
    CHECK(client.response(get)["result"]["messages"][0]["content"]["text"] == "About tea");
  }
}

TEST_CASE("earlier revisions are asked by requests while no thread waits") {
  mcp::ServerLimits limits;
  limits.concurrency = 2;
  Bench bench(limits);
  for (const char* revision : {"2025-06-18", "2025-11-25"}) {
    WireClient client(bench.engine, revision, kAll);
    std::vector<int> calls;
    std::vector<Json> questions;
    for (int i = 0; i < 8; ++i) {
      calls.push_back(client.start("tools/call", {{"name", "ask"}}));
      questions.push_back(client.question());
      CHECK(questions.back()["params"]["message"] == "What is your name?");
    }
    CHECK(text_of(client.call("sleep", {{"text", "free"}})) == "free");
    for (std::size_t i = calls.size(); i-- > 0;) {
      client.send({{"jsonrpc", "2.0"},
                   {"id", questions[i]["id"]},
                   {"result", accept({{"name", std::to_string(i)}})}});
      CHECK(text_of(client.response(calls[i])) == "Hello, " + std::to_string(i) + "!");
    }
  }
}

TEST_CASE("a call that waits for answers does not hold up a server that stops") {
  Bench bench;
  WireClient client(bench.engine, "2025-11-25", kAll);
  const int call = client.start("tools/call", {{"name", "ask"}});
  const Json question = client.question();
  client.peer().drain();
  CHECK_THAT(text_of(client.response(call)), tst::ContainsSubstring("stopping"));
  CHECK(client.notification("notifications/cancelled")["params"]["requestId"] == question["id"]);
  CHECK(client.peer().in_flight() == 0);
}

TEST_CASE("an earlier revision's questions: several at once, refusal, misfit, cancellation") {
  Bench bench;
  WireClient client(bench.engine, "2025-11-25", kAll);

  const int all = client.start("tools/call", {{"name", "ask_all"}});
  for (int i = 0; i < 3; ++i) {
    const Json question = client.question();
    Json result{{"roots", {{{"uri", "file:///srv"}}}}};
    if (question["method"] == "elicitation/create") result = accept({{"name", "Bo"}});
    if (question["method"] == "sampling/createMessage")
      result = {{"role", "assistant"}, {"model", "m"}, {"content", {{"type", "text"}, {"text", "Paris"}}}};
    client.send({{"jsonrpc", "2.0"}, {"id", question["id"]}, {"result", result}});
  }
  CHECK(text_of(client.response(all)) == "Bo, Paris, file:///srv");

  const int refused = client.start("tools/call", {{"name", "ask"}});
  client.send(
      {{"jsonrpc", "2.0"}, {"id", client.question()["id"]}, {"error", {{"code", -1}, {"message", "no"}}}});
  CHECK(client.response(refused)["result"]["isError"] == true);

  const int misfit = client.start("tools/call", {{"name", "ask"}});
  client.send({{"jsonrpc", "2.0"}, {"id", client.question()["id"]}, {"result", accept({{"name", 1}})}});
  CHECK(client.response(misfit)["result"]["isError"] == true);

  const int url = client.start("tools/call", {{"name", "ask_url"}});
  const Json link = client.question();
  CHECK(link["params"]["mode"] == "url");
  CHECK(link["params"]["elicitationId"].get<std::string>().size() >= 32);
  client.send({{"jsonrpc", "2.0"}, {"id", link["id"]}, {"result", {{"action", "accept"}}}});
  CHECK(text_of(client.response(url)) == "agreed");

  const int given_up = client.start("tools/call", {{"name", "ask"}});
  const Json open = client.question();
  client.notify("notifications/cancelled", {{"requestId", given_up}});
  CHECK(client.notification("notifications/cancelled")["params"]["requestId"] == open["id"]);
  client.send({{"jsonrpc", "2.0"}, {"id", open["id"]}, {"result", accept({{"name", "late"}})}});
  CHECK(client.next(kShort).is_null());
}

TEST_CASE("a handler cannot ask an earlier revision for ever") {
  Bench bench;
  WireClient client(bench.engine, "2025-06-18", kAll);
  const int id = client.start("tools/call", {{"name", "endless"}});
  for (int i = 0; i < 8; ++i)
    client.send({{"jsonrpc", "2.0"}, {"id", client.question()["id"]}, {"result", accept(Json::object())}});
  CHECK(client.response(id)["result"]["isError"] == true);
  CHECK(bench.fixture.runs == 9);
}
