#include "tree.h"

#include "abroad.h"
#include "catch.h"
#include "document/document.h"

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> cases() { return golden::cases_in(MCPGEN_GOLDEN_CASES); }

std::string as_json(const fs::path& manifest) {
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  const auto document = mcpgen::load_document({manifest.string(), {}, {}}, sources, diagnostics);
  REQUIRE(document);
  return mcpgen::to_json_text(document->root);
}

/// The manifest's name is the one thing of it that generated files repeat.
std::string naming_json(std::string text) {
  constexpr std::string_view kYaml = "mcpgen.yaml";
  for (std::size_t at = text.find(kYaml); at != std::string::npos; at = text.find(kYaml, at)) {
    text.replace(at, kYaml.size(), "mcpgen.json");
  }
  return text;
}

}  // namespace

TEST_CASE("a manifest in JSON gives the tree it gives in YAML") {
  for (const fs::path& folder : cases()) {
    INFO(folder.filename().string());
    const fs::path manifest = folder / "mcpgen.yaml";
    golden::Tree from_yaml = golden::generate(folder);
    for (auto& [path, text] : from_yaml) text = naming_json(text);
    golden::Tree from_json =
        golden::generate(as_json(manifest), golden::beside_manifest(folder), "mcpgen.json");
    for (auto& [path, text] : from_json) text = naming_json(text);
    CHECK(from_yaml == from_json);
  }
}

TEST_CASE("who may use a server is decided in its main() alone: handlers never hear of it") {
  const std::string rest = R"(mcpgen: 1
name: example
version: 0.1.0
transports: [http]
server: { publicUrl: "https://mcp.example.com" }
tools:
  greet: { description: Greets., input: { name: string -- Who }, output: { message: string } }
auth: )";
  const golden::Tree open = golden::generate(rest + "none\n", {});
  for (const char* auth :
       {"api-key", "{ mode: jwt, issuer: 'https://i.example.com', publicKey: '${file:k.pem}' }",
        "{ mode: jwt, issuer: 'https://i.example.com', jwksUri: 'https://i.example.com/keys' }",
        "{ mode: oidc, issuer: 'https://i.example.com' }", "{ class: 'acme::Login', header: login.h }",
        "{ any: [api-key, { mode: oidc, issuer: 'https://i.example.com' }] }"}) {
    CAPTURE(auth);
    const golden::Tree tree = golden::generate(rest + auth + "\n", {});
    REQUIRE(tree.contains("src/greet.cpp"));
    for (const auto& [path, text] : tree) {
      CAPTURE(path);
      // The keys of `api-key` are in a file that is not to be committed.
      if (path == "generated/main.cpp" || path == "generated/server.cmake" || path == ".gitignore") continue;
      CHECK(text == open.at(path));
    }
    CHECK(tree.size() == open.size());
    CHECK(tree.at("generated/main.cpp") != open.at("generated/main.cpp"));
  }
}

TEST_CASE("GEN-19 output is the same in another locale, time zone and folder") {
  std::vector<golden::Tree> before;
  for (const fs::path& folder : cases()) before.push_back(golden::generate(folder));
  const tst::Abroad abroad;
  std::size_t i = 0;
  for (const fs::path& folder : cases()) {
    INFO(folder.filename().string());
    CHECK(golden::generate(folder) == before[i++]);
  }
}

TEST_CASE("GEN-19 no tree says where or when it was made") {
  for (const fs::path& folder : cases()) {
    for (const auto& [path, text] : golden::generate(folder)) {
      INFO(folder.filename().string() << ' ' << path);
      CHECK(text.find("/tmp/") == std::string::npos);
      CHECK(text.find("mcpgen-test-") == std::string::npos);
    }
  }
}
