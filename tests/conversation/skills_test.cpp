#include <string>
#include <string_view>
#include <vector>

#include <mcp/backend/skill/skill.h>
#include <mcp/core/base64.h>
#include <mcp/core/files/skill_file.h>
#include <mcp/core/sha256.h>

#include "bench.h"
#include "catch.h"
#include "scratch_folder.h"

using namespace conversation;

namespace {

constexpr const char* kSkills = "io.modelcontextprotocol/skills";
constexpr const char* kRefunds = "---\nname: refunds\ndescription: Pays back.\n---\n# Refunds\n";
constexpr const char* kFast = "---\nname: fast\ndescription: Pays back at once.\n---\n";

/// A skill with a folder and one skill inside another.
struct Shop {
  explicit Shop(mcp::ServerLimits limits = {}, std::vector<std::string> scopes = {})
      : server({.name = "s", .version = "1"}, limits) {
    folder.file("SKILL.md", kRefunds)
        .file("mails/to all.md", "Dear all,")
        .file("mails/de/kurz.txt", "Hallo")
        .file("stamp.png", std::string("\x89PNG\0", 5))
        .file("fast/SKILL.md", kFast)
        .file("fast/steps.md", "1.");
    add("acme/refunds", "", kRefunds, "Pays back.", R"({"name":"refunds","description":"Pays back."})", {});
    add("acme/refunds/fast", "fast", kFast, "Pays back at once.",
        R"({"name":"fast","description":"Pays back at once."})", std::move(scopes));
  }

  void add(std::string_view path, std::string_view below, const char* main, std::string_view description,
           std::string_view front_matter, std::vector<std::string> scopes) {
    const std::string root = folder.path(below);
    const std::string digest = mcp::sha256_hex(*mcp::front_matter(main));
    const mcp::backend::Skill files({.root = root, .front_matter_sha256 = digest});
    server.add(mcp::Skill{.path = path,
                          .description = description,
                          .front_matter_json = front_matter,
                          .scopes = std::move(scopes),
                          .read = std::bind_front(&mcp::backend::Skill::read, files),
                          .list = std::bind_front(&mcp::backend::Skill::list, files),
                          .digests = std::bind_front(&mcp::backend::Skill::digests, files)});
  }

  tst::ScratchFolder folder{};
  mcp::Server server;
};

Json uris_of(const Json& entries) {
  Json uris = Json::array();
  for (const Json& entry : entries) uris.push_back(entry["uri"]);
  return uris;
}

Json get_skill(WireClient& client, const std::string& uri) {
  return client.request("skills/get", {{"uri", uri}});
}

Json read_folder(WireClient& client, const std::string& uri, Json params = Json::object()) {
  params["uri"] = uri;
  return client.request("resources/directory/read", std::move(params));
}

std::string bytes_of(WireClient& client, const Json& uri) {
  const Json part = client.request("resources/read", {{"uri", uri}})["result"]["contents"][0];
  return part.contains("text") ? part["text"].get<std::string>()
                               : *mcp::from_base64(part["blob"].get<std::string>());
}

const std::string kMain = "skill://acme/refunds/SKILL.md";

}  // namespace

TEST_CASE("a server with skills says so, and serves no other what it asks of them") {
  Shop shop;
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  const Json capabilities = client.request("server/discover")["result"]["capabilities"];
  CHECK(capabilities["extensions"] == Json{{kSkills, {{"directoryRead", true}}}});
  CHECK(capabilities.contains("resources"));

  Bench without;
  WireClient other(without.engine);
  CHECK_FALSE(other.request("server/discover")["result"]["capabilities"]["extensions"].contains(kSkills));
  WireClient legacy(engine, "2025-11-25");
  for (const char* method : {"skills/list", "skills/get", "resources/directory/read"}) {
    CAPTURE(method);
    CHECK(code_of(other.request(method, {{"uri", kMain}})) == -32601);
    CHECK(code_of(legacy.request(method, {{"uri", kMain}})) == -32601);
  }
}

TEST_CASE("an entry of a skill names all its files, with what a reader of each gets") {
  Shop shop;
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  const Json result = client.request("skills/list")["result"];
  CHECK(result["ttlMs"] == 300'000);
  CHECK(result["cacheScope"] == "public");
  REQUIRE(result["skills"].size() == 2);
  const Json& refunds = result["skills"][0];
  CHECK(refunds["uri"] == kMain);
  CHECK(refunds["frontmatter"] == Json{{"name", "refunds"}, {"description", "Pays back."}});
  CHECK(uris_of(refunds["resources"]) ==
        Json{kMain, "skill://acme/refunds/fast/SKILL.md", "skill://acme/refunds/fast/steps.md",
             "skill://acme/refunds/mails/de/kurz.txt", "skill://acme/refunds/mails/to%20all.md",
             "skill://acme/refunds/stamp.png"});
  CHECK(uris_of(result["skills"][1]["resources"]) ==
        Json{"skill://acme/refunds/fast/SKILL.md", "skill://acme/refunds/fast/steps.md"});
  for (const Json& file : refunds["resources"]) {
    CAPTURE(file.dump());
    const std::string bytes = bytes_of(client, file["uri"]);
    CHECK(file["size"] == bytes.size());
    CHECK(file["digest"] == "sha256:" + mcp::sha256_hex(bytes));
  }

  const Json alone = get_skill(client, kMain)["result"];
  CHECK(alone["skill"] == refunds);
  CHECK(alone["ttlMs"] == 300'000);
  CHECK(alone["cacheScope"] == "public");
  CHECK_FALSE(alone.contains("nextCursor"));
}

TEST_CASE("MCP-12 what shows a skill is private where somebody may see none") {
  Shop shop;
  shop.server.add(mcp::Tool{.name = "public", .open = true, .call = [](const Json&, mcp::Context&) {
                              return mcp::Result<mcp::ToolAnswer>(mcp::ToolAnswer{});
                            }});
  mcp::Engine engine(shop.server);
  WireClient stranger(engine, kModern, Json::object(), {.stranger = true});
  WireClient known(engine, kModern, Json::object(), {.issuer = "i", .subject = "ada"});
  const Json nothing = stranger.request("skills/list")["result"];
  CHECK(nothing["skills"].empty());
  CHECK(nothing["cacheScope"] == "private");
  const Json all = known.request("skills/list")["result"];
  CHECK(all["skills"].size() == 2);
  CHECK(all["cacheScope"] == "private");
  CHECK(code_of(get_skill(stranger, kMain)) == 401);
  CHECK(get_skill(known, kMain)["result"]["cacheScope"] == "private");
}

TEST_CASE("files of skills are resources, each listed once, in every revision") {
  Shop shop;
  mcp::Engine engine(shop.server);
  for (const char* revision : {"2024-11-05", kModern}) {
    WireClient client(engine, revision);
    const Json resources = client.request("resources/list")["result"]["resources"];
    REQUIRE(resources.size() == 6);
    CHECK(resources[0] == Json{{"uri", kMain},
                               {"name", "refunds"},
                               {"description", "Pays back."},
                               {"mimeType", "text/markdown"}});
    CHECK(resources[2]["name"] == "to all.md");
    CHECK(resources[4]["name"] == "fast");
    CHECK(resources[5]["uri"] == "skill://acme/refunds/fast/steps.md");
    CHECK(bytes_of(client, kMain) == kRefunds);
  }
}

TEST_CASE("skills/get knows the URIs of skills and no others") {
  Shop shop;
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  CHECK(get_skill(client, "skill://acme/refunds/fast/SKILL.md")["result"]["skill"]["frontmatter"]["name"] ==
        "fast");
  for (const char* uri : {"skill://acme/refunds", "skill://acme/refunds/stamp.png", "skill://acme/SKILL.md",
                          "SKILL.md", "", "skill://acme/refunds/mails/SKILL.md",
                          "skill://acme/refunds/%53KILL.md", "test://acme/refunds/SKILL.md"}) {
    CAPTURE(uri);
    const Json refused = get_skill(client, uri);
    CHECK(code_of(refused) == -32602);
    CHECK(refused["error"]["data"]["uri"] == uri);
  }
  CHECK(code_of(client.request("skills/get")) == -32602);
  CHECK(code_of(client.request("skills/get", {{"uri", 1}})) == -32602);
  CHECK(code_of(get_skill(client, std::string(9'000, 'a'))) == -32602);
}

TEST_CASE("a folder of a skill is read child by child") {
  Shop shop;
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  const Json root = read_folder(client, "skill://acme/refunds")["result"]["resources"];
  CHECK(
      root ==
      Json{
          {{"uri", kMain}, {"name", "refunds"}, {"description", "Pays back."}, {"mimeType", "text/markdown"}},
          {{"uri", "skill://acme/refunds/fast"}, {"name", "fast"}, {"mimeType", "inode/directory"}},
          {{"uri", "skill://acme/refunds/mails"}, {"name", "mails"}, {"mimeType", "inode/directory"}},
          {{"uri", "skill://acme/refunds/stamp.png"}, {"name", "stamp.png"}, {"mimeType", "image/png"}}});
  CHECK(uris_of(read_folder(client, "skill://acme/refunds/mails")["result"]["resources"]) ==
        Json{"skill://acme/refunds/mails/de", "skill://acme/refunds/mails/to%20all.md"});
  CHECK(read_folder(client, "skill://acme/refunds/mails/de")["result"]["resources"][0]["name"] == "kurz.txt");
  CHECK(uris_of(read_folder(client, "skill://acme/refunds/fast")["result"]["resources"]) ==
        Json{"skill://acme/refunds/fast/SKILL.md", "skill://acme/refunds/fast/steps.md"});
}

TEST_CASE("MCP-18 what is no folder of a skill is not read as one") {
  Shop shop;
  shop.folder.file(".git/config", "x").link("up", "..").file("mails/.drafts/a.md", "x");
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  CHECK(read_folder(client, "skill://acme/refunds")["result"]["resources"].size() == 4);
  for (const char* uri :
       {"skill://acme", "skill://acme/refunds/", "skill://acme/refunds/SKILL.md", "skill://acme/refunds/mail",
        "skill://acme/refunds/.git", "skill://acme/refunds/up", "skill://acme/refunds/..",
        "skill://acme/refunds/mails/..", "skill://acme/refunds/mails/.drafts", "skill://acme/refunds//mails",
        "skill://acme/refunds2", "skill://", "file:///", ""}) {
    CAPTURE(uri);
    const Json refused = read_folder(client, uri);
    CHECK(code_of(refused) == -32602);
    CHECK(refused["error"]["data"]["uri"] == uri);
  }
  for (const char* path : {".git/config", "mails/.drafts/a.md", "up/x", "../x", "%2e%2e/x", "mails"}) {
    CAPTURE(path);
    CHECK(code_of(client.request("resources/read", {{"uri", "skill://acme/refunds/" + std::string(path)}})) ==
          -32602);
  }
  CHECK(code_of(client.request("resources/directory/read")) == -32602);
}

TEST_CASE("MCP-17 skills and folders come in pages, each entry whole") {
  mcp::ServerLimits limits;
  limits.page = 1;
  Shop shop(limits);
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  const Json first = client.request("skills/list")["result"];
  CHECK(uris_of(first["skills"]) == Json{kMain});
  CHECK(first["skills"][0]["resources"].size() == 6);
  const Json second = client.request("skills/list", {{"cursor", first["nextCursor"]}})["result"];
  CHECK(uris_of(second["skills"]) == Json{"skill://acme/refunds/fast/SKILL.md"});
  CHECK_FALSE(second.contains("nextCursor"));

  Json params = Json::object();
  std::vector<std::string> names;
  for (;;) {
    const Json page = read_folder(client, "skill://acme/refunds", params)["result"];
    REQUIRE(page["resources"].size() == 1);
    names.push_back(page["resources"][0]["name"]);
    if (!page.contains("nextCursor")) break;
    params["cursor"] = page["nextCursor"];
  }
  CHECK(names == std::vector<std::string>{"refunds", "fast", "mails", "stamp.png"});
  for (const Json& forged : {Json("x"), Json("page-9"), Json(1)}) {
    CHECK(code_of(client.request("skills/list", {{"cursor", forged}})) == -32602);
    CHECK(code_of(read_folder(client, "skill://acme/refunds", {{"cursor", forged}})) == -32602);
  }
}

TEST_CASE("MCP-13 a skill with scopes is for those who have them") {
  Shop shop({}, {"staff"});
  mcp::Engine engine(shop.server);
  const std::string fast = "skill://acme/refunds/fast";
  const Json own = {kMain, "skill://acme/refunds/mails/de/kurz.txt", "skill://acme/refunds/mails/to%20all.md",
                    "skill://acme/refunds/stamp.png"};
  WireClient stranger(engine);
  WireClient user(engine, kModern, Json::object(), {.issuer = "i", .subject = "ada"});
  for (const auto& [client, code] : {std::pair(&stranger, 401), std::pair(&user, 403)}) {
    CHECK(code_of(get_skill(*client, fast + "/SKILL.md")) == code);
    CHECK(code_of(read_folder(*client, fast)) == code);
    // Through the skill around it there is no other way to the file.
    CHECK(code_of(client->request("resources/read", {{"uri", fast + "/steps.md"}})) == code);
    for (const char* spelling : {"f%61st/steps.md", "fast%2Fsteps.md", "./fast/steps.md", "fast//steps.md"}) {
      CAPTURE(spelling);
      const Json answer =
          client->request("resources/read", {{"uri", "skill://acme/refunds/" + std::string(spelling)}});
      CHECK(answer.contains("error"));
    }
    const Json list = client->request("skills/list")["result"];
    CHECK(uris_of(list["skills"]) == Json{kMain});
    CHECK(list["cacheScope"] == "private");
    const Json around = get_skill(*client, kMain)["result"];
    CHECK(around["cacheScope"] == "private");
    CHECK(around["skill"] == list["skills"][0]);
    CHECK(uris_of(around["skill"]["resources"]) == own);
    CHECK(uris_of(read_folder(*client, "skill://acme/refunds")["result"]["resources"]) ==
          Json{kMain, "skill://acme/refunds/mails", "skill://acme/refunds/stamp.png"});
  }
  WireClient staff(engine, kModern, Json::object(), {.issuer = "i", .subject = "ada", .scopes = {"staff"}});
  CHECK(get_skill(staff, fast + "/SKILL.md")["result"]["cacheScope"] == "private");
  const Json all = get_skill(staff, kMain)["result"];
  CHECK(all["cacheScope"] == "private");
  CHECK(all["skill"]["resources"].size() == own.size() + 2);
  CHECK(staff.request("skills/list")["result"]["skills"].size() == 2);
  CHECK(read_folder(staff, fast).contains("result"));
}

TEST_CASE("a skill whose front matter has changed since the server was built is not served as one") {
  Shop shop;
  mcp::Engine engine(shop.server);
  WireClient client(engine);
  shop.folder.file("SKILL.md", "---\nname: refunds\ndescription: Pays all back.\n---\n# Refunds\n");
  CHECK(uris_of(client.request("skills/list")["result"]["skills"]) ==
        Json{"skill://acme/refunds/fast/SKILL.md"});
  CHECK(code_of(get_skill(client, kMain)) == -32602);
  CHECK(code_of(read_folder(client, "skill://acme/refunds")) == -32602);
  CHECK(client.request("resources/list")["result"]["resources"].size() == 2);

  shop.folder.file("SKILL.md", std::string(kRefunds) + "Text may change.\n").file("more.md", "x");
  const Json files = get_skill(client, kMain)["result"]["skill"]["resources"];
  CHECK(files.size() == 7);
  CHECK(files[0]["size"] == std::string(kRefunds).size() + 17);
}

TEST_CASE("a skill that is added twice is a problem of the server") {
  Shop shop;
  CHECK(shop.server.problems().empty());
  shop.add("acme/refunds", "", kRefunds, "", "{}", {});
  REQUIRE(shop.server.problems().size() == 1);
  CHECK_THAT(shop.server.problems()[0], tst::ContainsSubstring("skill `acme/refunds`"));
}
