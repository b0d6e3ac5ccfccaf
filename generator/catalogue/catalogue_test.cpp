#include "catalogue/catalogue.h"

#include "catch.h"
#include "document/document.h"
#include "embedded/variant_files.h"

TEST_CASE("every variant.yaml of the tree is in the catalogue") {
  REQUIRE(mcpgen::variant_files().size() > 5);
  CHECK(mcpgen::Catalogue::built_in().all().size() == mcpgen::variant_files().size());
}

TEST_CASE("what a variant is called follows from its folder") {
  const mcpgen::Variant* json = mcpgen::Catalogue::built_in().find("backend", "json");
  REQUIRE(json);
  CHECK(json->target() == "mcpgen::backend_json");
  CHECK(json->header() == "mcp/backend/json/json.h");
  CHECK(json->cpp_class() == "mcp::backend::Json");
  CHECK(json->serves_entry("tool"));
  CHECK_FALSE(json->serves_entry("prompt"));
  CHECK(json->shorthand == "value");
  CHECK(json->options["properties"].contains("value"));
}

TEST_CASE("words of a folder's name become one class name") {
  mcpgen::Variant variant;
  variant.kind = "auth";
  variant.name = "api_key";
  CHECK(variant.cpp_class() == "mcp::auth::ApiKey");
}

TEST_CASE("variants come by kind, sorted by name") {
  const auto backends = mcpgen::Catalogue::built_in().of_kind("backend");
  REQUIRE(backends.size() >= 2);
  for (std::size_t i = 1; i < backends.size(); ++i) CHECK(backends[i - 1]->name < backends[i]->name);
  CHECK_FALSE(mcpgen::Catalogue::built_in().find("backend", "nothing"));
}

TEST_CASE("a door is a word of its own, served by its transport") {
  mcpgen::Variant http;
  http.kind = "transport";
  http.name = "http";
  http.summary = "Over HTTP.";
  http.doors = {{"rest", "Without the protocol."}};
  mcpgen::Variant stdio;
  stdio.kind = "transport";
  stdio.name = "stdio";
  const mcpgen::Catalogue catalogue({stdio, http});
  const auto words = catalogue.words("transport");
  REQUIRE(words.size() == 3);
  CHECK(words[1].name == "rest");
  CHECK(words[1].summary == "Without the protocol.");
  for (const char* word : {"http", "rest"}) {
    REQUIRE(catalogue.find_transport(word));
    CHECK(catalogue.find_transport(word)->name == "http");
  }
  CHECK_FALSE(catalogue.find_transport("sse"));
  CHECK_FALSE(catalogue.find("transport", "rest"));
}
