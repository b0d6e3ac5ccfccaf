// One server, five ways to say the same.

#include <string>

#include "bench.h"
#include "catch.h"

using namespace conversation;

namespace {

Json tool_named(const Json& listed, const std::string& name) {
  for (const Json& tool : listed["result"]["tools"])
    if (tool["name"] == name) return tool;
  return Json();
}

bool since(const WireClient& client, const char* revision) { return client.revision() >= revision; }

}  // namespace

TEST_CASE("each revision lists what it can say and no more") {
  Bench bench;
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    CAPTURE(revision);
    WireClient client(bench.engine, revision);
    const Json listed = client.request("tools/list");
    const Json greet = tool_named(listed, "greet");
    CHECK(greet.contains("annotations") == since(client, "2025-03-26"));
    CHECK(greet.contains("title") == since(client, "2025-06-18"));
    CHECK(greet.contains("outputSchema") == since(client, "2025-06-18"));
    CHECK(greet.contains("_meta") == since(client, "2025-06-18"));
    CHECK(greet.contains("icons") == since(client, "2025-11-25"));
    const Json count = tool_named(listed, "count");
    if (count.contains("outputSchema"))
      CHECK((count["outputSchema"]["type"] == "integer") == client.modern());
    CHECK(listed["result"].contains("resultType") == client.modern());

    for (const char* method : {"resources/list", "resources/templates/list", "prompts/list"})
      CHECK(client.request(method).contains("result"));
  }
}

TEST_CASE("each revision answers tools as it can") {
  Bench bench;
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    CAPTURE(revision);
    WireClient client(bench.engine, revision);
    const Json greet = client.call("greet", {{"name", "Ada"}})["result"];
    CHECK(greet["content"][0]["text"] == R"({"message":"Hello, Ada!"})");
    CHECK(greet.contains("structuredContent") == since(client, "2025-06-18"));
    const Json count = client.call("count")["result"];
    CHECK(count["content"][0]["text"] == "3");
    if (client.modern()) CHECK(count["structuredContent"] == 3);
    if (count.contains("structuredContent") && !client.modern())
      CHECK(count["structuredContent"] == Json{{"result", 3}});

    const Json contents = client.call("contents")["result"]["content"];
    REQUIRE(contents.size() == 5);
    CHECK(contents[1] == Json{{"type", "image"}, {"data", "iVBORw=="}, {"mimeType", "image/png"}});
    CHECK(contents[2]["type"] == (since(client, "2025-03-26") ? "audio" : "text"));
    CHECK(contents[3]["resource"]["text"] == "inside");
    CHECK(contents[4]["type"] == (since(client, "2025-06-18") ? "resource_link" : "text"));
  }
}

TEST_CASE("resources and prompts read the same in each revision") {
  Bench bench;
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    CAPTURE(revision);
    WireClient client(bench.engine, revision);
    const auto read = [&](const char* uri) { return client.request("resources/read", {{"uri", uri}}); };
    CHECK(read("test://static")["result"]["contents"] ==
          Json{{{"uri", "test://static"}, {"mimeType", "text/plain"}, {"text", "static text"}}});
    CHECK(read("test://binary")["result"]["contents"][0]["blob"] == "AIlQTkc=");
    CHECK(read("test://item/a%20b")["result"]["contents"][0]["text"] == "item a b");
    for (const char* missing :
         {"test://nowhere", "test://item/missing", "test://item/a/b", "test://item/%zz", ""}) {
      const Json refused = read(missing);
      CHECK(code_of(refused) == (client.modern() ? -32602 : -32002));
      CHECK(refused["error"]["data"]["uri"] == missing);
    }

    const Json prompt =
        client.request("prompts/get", {{"name", "review"}, {"arguments", {{"text", "it"}}}})["result"];
    CHECK(prompt["description"] == "Reviews a text.");
    CHECK(prompt["messages"][0]["content"]["text"] == "Review: it");
    CHECK(prompt["messages"][1]["role"] == "assistant");
    for (const Json& bad :
         {Json::object(), Json{{"text", 1}}, Json{{"text", "x"}, {"other", "y"}}, Json::array()})
      CHECK(code_of(client.request("prompts/get", {{"name", "review"}, {"arguments", bad}})) == -32602);
    CHECK(code_of(client.request("prompts/get", {{"name", "none"}})) == -32602);
  }
}

TEST_CASE("completion offers values, a hundred at the most") {
  Bench bench;
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    WireClient client(bench.engine, revision);
    const auto complete = [&](Json ref, const char* argument, const char* value, Json context = Json()) {
      Json params{{"ref", std::move(ref)}, {"argument", {{"name", argument}, {"value", value}}}};
      if (!context.is_null()) params["context"] = std::move(context);
      return client.request("completion/complete", std::move(params));
    };
    const Json item{{"type", "ref/resource"}, {"uri", "test://item/{id}"}};
    const Json review{{"type", "ref/prompt"}, {"name", "review"}};
    CHECK(complete(item, "id", "ap")["result"]["completion"] ==
          Json{{"values", {"apple", "apricot"}}, {"total", 2}, {"hasMore", false}});
    const Json many = complete(review, "tone", "x", {{"arguments", {{"text", "!"}}}})["result"]["completion"];
    CHECK(many["values"].size() == 100);
    CHECK(many["values"][0] == "x0!");
    CHECK(many["hasMore"] == true);
    CHECK(complete(review, "text", "")["result"]["completion"]["values"].empty());
    CHECK(code_of(complete({{"type", "ref/prompt"}, {"name", "none"}}, "a", "")) == -32602);
    CHECK(code_of(complete(review, "tone", "", {{"arguments", {{"text", 1}}}})) == -32602);
  }
}
