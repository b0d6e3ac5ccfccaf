#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "cli/testing.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;
using testing::mcpgen_with;
using testing::Outcome;
using testing::Scratch;

TEST_CASE("new refuses what this build does not have, and names what it has") {
  const Scratch scratch;
  const Outcome auth = mcpgen_with({"new", scratch.path("a"), "--auth", "oauth-server"});
  CHECK(auth.exit_code == 2);
  CHECK_THAT(auth.err, tst::ContainsSubstring("has none"));
  const Outcome transport = mcpgen_with({"new", scratch.path("a"), "--transport", "htpp"});
  CHECK(transport.exit_code == 2);
  CHECK_THAT(transport.err, tst::ContainsSubstring("stdio"));
  CHECK(!fs::exists(scratch.path("a")));
}

TEST_CASE("new leaves a folder with files alone unless forced") {
  const Scratch scratch;
  std::ofstream(scratch.path("mine.txt")) << "mine";
  CHECK(mcpgen_with({"new", scratch.folder.string(), "--name", "hello"}).exit_code == 2);
  CHECK(mcpgen_with({"new", scratch.folder.string(), "--name", "hello", "--force"}).exit_code == 0);
  CHECK(fs::exists(scratch.path("mcpgen.yaml")));
  CHECK(fs::exists(scratch.path("mine.txt")));
}

TEST_CASE("new completes what a manifest that is there says, and loses nothing of it") {
  for (const std::string name : {"mcpgen.yaml", "mcpgen.yml", "mcpgen.json"}) {
    CAPTURE(name);
    const Scratch scratch;
    const std::string text =
        R"({"mcpgen": 1, "name": "other", "version": "2", "tools": {"add": {"description": "Add."}}})";
    std::ofstream(scratch.path(name)) << text;
    const Outcome named = mcpgen_with({"new", scratch.folder.string(), "--force", "--name", "mine"});
    CHECK(named.exit_code == 2);
    CHECK_THAT(named.err, tst::ContainsSubstring("--name would change nothing"));
    const Outcome made = mcpgen_with({"new", scratch.folder.string(), "--force"});
    CHECK(made.exit_code == 0);
    CHECK_THAT(made.err, tst::ContainsSubstring(name + " is there already and stays as it is"));
    CHECK(fs::exists(scratch.path("src/add.cpp")));
    CHECK(fs::exists(scratch.path("generated/other.h")));
    for (const char* sample : {"src/greet.cpp", "tests"}) CHECK(!fs::exists(scratch.path(sample)));
    std::ifstream kept(scratch.path(name));
    CHECK(std::string(std::istreambuf_iterator<char>(kept), {}) == text);
    for (const std::string other : {"mcpgen.yaml", "mcpgen.yml", "mcpgen.json"})
      CHECK(fs::exists(scratch.path(other)) == (other == name));
  }
}

TEST_CASE("new over http writes the transport out and says where clients find the server") {
  const Scratch scratch;
  const auto text_of = [&](const std::string& path) { return scratch.text(path); };
  const Outcome made = mcpgen_with({"new", scratch.path("hello"), "--transport", "http"});
  CHECK(made.exit_code == 0);
  CHECK_THAT(made.err,
             tst::ContainsSubstring("mcpgen run\nThen point a client at http://127.0.0.1:8080/mcp"));
  CHECK_THAT(text_of("hello/mcpgen.yaml"), tst::ContainsSubstring("\ntransports: [http]\n"));
  CHECK_THAT(text_of("hello/README.md"),
             tst::ContainsSubstring("mcpgen call http://127.0.0.1:8080/mcp greet") &&
                 tst::ContainsSubstring(
                     R"({ "hello": { "type": "http", "url": "http://127.0.0.1:8080/mcp" } } })") &&
                 !tst::ContainsSubstring("mcpgen call greet"));
  CHECK_THAT(text_of("hello/generated/main.cpp"), tst::ContainsSubstring("mcp::transport::Http http;"));
  REQUIRE(mcpgen_with({"new", scratch.path("both"), "--transport", "stdio,http"}).exit_code == 0);
  CHECK_THAT(text_of("both/mcpgen.yaml"), tst::ContainsSubstring("\ntransports: [stdio, http]\n"));
  CHECK_THAT(text_of("both/README.md"), tst::ContainsSubstring("mcpgen run -- --transport http"));
  CHECK_THAT(text_of("both/README.md"), !tst::ContainsSubstring("curl"));
  const Outcome rest = mcpgen_with({"new", scratch.path("rest"), "--transport", "rest"});
  CHECK_THAT(rest.err, tst::ContainsSubstring("Then point a client at http://127.0.0.1:8080/openapi.json"));
  CHECK_THAT(text_of("rest/generated/main.cpp"), tst::ContainsSubstring(".mcp = false, .rest = true"));
  CHECK_THAT(text_of("rest/README.md"), tst::ContainsSubstring("http://127.0.0.1:8080/api/tools/greet"));
}

TEST_CASE("new for clients of 2024 says where these find the server") {
  const Scratch scratch;
  const Outcome made = mcpgen_with({"new", scratch.path("hello"), "--transport", "sse"});
  CHECK(made.exit_code == 0);
  CHECK_THAT(made.err, tst::ContainsSubstring("Then point a client at http://127.0.0.1:8080/sse"));
  CHECK_THAT(
      scratch.text("hello/README.md"),
      tst::ContainsSubstring(R"({ "hello": { "type": "sse", "url": "http://127.0.0.1:8080/sse" } } })") &&
          !tst::ContainsSubstring("8080/mcp"));
  CHECK_THAT(scratch.text("hello/generated/main.cpp"), tst::ContainsSubstring(".mcp = false, .sse = true"));
}

TEST_CASE("new takes a list of transports with spaces, and refuses one that names none or one twice") {
  const Scratch scratch;
  const auto made = [&](const std::string& list) {
    return mcpgen_with({"new", scratch.path("hello"), "--transport", list});
  };
  for (const char* list : {",", " ", " , "}) {
    CAPTURE(list);
    const Outcome outcome = made(list);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.err, tst::ContainsSubstring("names no transport: this build has"));
  }
  CHECK_THAT(made("stdio,stdio").err, tst::ContainsSubstring("`stdio` stands there twice"));
  CHECK(!fs::exists(scratch.path("hello")));
  CHECK(made(" stdio, http ,").exit_code == 0);
  CHECK_THAT(scratch.text("hello/mcpgen.yaml"), tst::ContainsSubstring("transports: [stdio, http]\n"));
}

TEST_CASE("new with --dry-run lists files and writes none") {
  const Scratch scratch;
  const Outcome outcome = mcpgen_with({"new", scratch.path("hello"), "--dry-run"});
  CHECK(outcome.exit_code == 0);
  CHECK(!fs::exists(scratch.path("hello")));
  REQUIRE(mcpgen_with({"new", scratch.path("hello")}).exit_code == 0);
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path("hello"))) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().lexically_relative(scratch.path("hello")).string();
    CHECK_THAT(outcome.err, tst::ContainsSubstring(" " + path));
  }
  CHECK(outcome.err.find("created") == std::string::npos);
}

TEST_CASE("new takes every name that a manifest takes, and proposes one for another") {
  const Scratch scratch;
  CHECK(mcpgen_with({"new", scratch.path("2048.game")}).exit_code == 0);
  const Outcome outcome = mcpgen_with({"new", scratch.path("my server")});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("such as --name my-server"));
}

TEST_CASE("a new project may begin with keys") {
  const Scratch scratch;
  REQUIRE(mcpgen_with({"new", scratch.path("hello"), "--auth", "api-key"}).exit_code == 0);
  const auto text_of = [&](const std::string& file) { return scratch.text("hello" + file); };
  CHECK_THAT(text_of("/mcpgen.yaml"),
             tst::ContainsSubstring("transports: [http]") && tst::ContainsSubstring("auth: api-key"));
  CHECK_THAT(text_of("/.gitignore"), tst::ContainsSubstring("*.db\n") && tst::ContainsSubstring("*.key\n"));
  CHECK_THAT(text_of("/README.md"), tst::ContainsSubstring("mcpgen keys create"));
  CHECK_THAT(text_of("/generated/main.cpp"), tst::ContainsSubstring("sqlite:///hello.db"));
}

TEST_CASE("a new project may begin with tokens, and says how to make the keys that sign and check them") {
  const Scratch scratch;
  const Outcome made = mcpgen_with({"new", scratch.path("hello"), "--auth", "jwt"});
  REQUIRE(made.exit_code == 0);
  CHECK_THAT(made.err, tst::ContainsSubstring("mcpgen token keygen --out key.pem --public issuer.pem\n") &&
                           tst::ContainsSubstring("mcpgen token mint --key @key.pem") &&
                           tst::ContainsSubstring("/mcp greet name=World --bearer @token"));
  CHECK_THAT(scratch.text("hello/mcpgen.yaml"), tst::ContainsSubstring("publicKey: ${file:issuer.pem}"));
  CHECK_THAT(scratch.text("hello/README.md"), tst::ContainsSubstring("mcpgen token keygen") &&
                                                  tst::ContainsSubstring(R"("Authorization": "Bearer …")"));
  CHECK_THAT(scratch.text("hello/.gitignore"), tst::ContainsSubstring("*.pem\n/token\n"));
}

TEST_CASE("new refuses authentication where nobody would be asked, and says how callers are") {
  const Scratch scratch;
  for (const char* mode : {"api-key", "jwt", "oidc"}) {
    CAPTURE(mode);
    const Outcome refused =
        mcpgen_with({"new", scratch.path("hello"), "--auth", mode, "--transport", "stdio"});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.err, tst::ContainsSubstring("`" + std::string(mode) + "` would do nothing") &&
                                tst::ContainsSubstring("--transport http"));
    CHECK(!fs::exists(scratch.path("hello")));
  }
  CHECK(mcpgen_with({"new", scratch.path("both"), "--auth", "jwt", "--transport", "stdio,http"}).exit_code ==
        0);
  CHECK(mcpgen_with({"new", scratch.path("pipe"), "--auth", "none", "--transport", "stdio"}).exit_code == 0);
}

TEST_CASE("a new project for a provider's tokens says what to fill in") {
  const Scratch scratch;
  const Outcome made = mcpgen_with({"new", scratch.path("hello"), "--auth", "oidc"});
  REQUIRE(made.exit_code == 0);
  CHECK_THAT(made.err, tst::ContainsSubstring("issuer: the URL of your provider") &&
                           tst::ContainsSubstring("--bearer env:TOKEN"));
  CHECK_THAT(scratch.text("hello/README.md"),
             tst::ContainsSubstring("| `issuer` |") && tst::ContainsSubstring("| `audience` |"));
}

}  // namespace
}  // namespace mcpgen
