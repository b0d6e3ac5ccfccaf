#include "manifest/schema.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "catch.h"
#include "document/document.h"
#include "embedded/variant_files.h"
#include "manifest/lint/lint.h"
#include "manifest/named_checks.h"
#include "manifest/shape.h"
#include "manifest/testing.h"

using Json = nlohmann::ordered_json;

namespace {

template <typename Visit>
void each_object(const Json& schema, Visit visit) {
  if (schema.is_object()) visit(schema);
  if (!schema.is_structured()) return;
  for (const Json& part : schema) each_object(part, visit);
}

}  // namespace

TEST_CASE("every variant.yaml satisfies the schema of variants") {
  const Json schema = mcpgen::variant_schema();
  for (const mcpgen::EmbeddedFile& file : mcpgen::variant_files()) {
    mcpgen::Sources sources;
    mcpgen::Diagnostics diagnostics;
    auto root =
        mcpgen::read_document(sources.add(std::string(file.path), std::string(file.text)), diagnostics);
    REQUIRE(root);
    mcpgen::check_shape(*root, schema, diagnostics);
    for (const mcpgen::Diagnostic& finding : diagnostics.all()) {
      FAIL_CHECK(file.path << ":" << finding.place.line << ": " << finding.message);
    }
  }
}

TEST_CASE("a variant with a slip in it would be found") {
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  auto root =
      mcpgen::read_document(sources.add("variant.yaml", "summary: X.\nanswer: content\n"), diagnostics);
  mcpgen::check_shape(*root, mcpgen::variant_schema(), diagnostics);
  CHECK(diagnostics.count(mcpgen::Severity::error) == 1);
}

TEST_CASE("the composed schema is the one under schemas/") {
  std::ifstream file(MCPGEN_SCHEMA_GOLDEN);
  const std::string golden((std::istreambuf_iterator<char>(file)), {});
  CHECK(mcpgen::composed_schema(mcpgen::Catalogue::built_in()).dump(2) + "\n" == golden);
}

TEST_CASE("back ends stand where they can answer") {
  const Json schema = mcpgen::composed_schema(mcpgen::Catalogue::built_in());
  const Json& definitions = schema["definitions"];
  CHECK(definitions["tool"]["properties"].contains("json"));
  CHECK(definitions["resource"]["properties"].contains("dir"));
  CHECK_FALSE(definitions["tool"]["properties"].contains("dir"));
  CHECK(definitions["prompt"]["properties"].contains("messages"));
  CHECK_FALSE(definitions["resource"]["properties"]["file"]["then"]["properties"].contains("mimeType"));
}

TEST_CASE("the schema says what editors can use and the tool can check") {
  const Json schema = mcpgen::composed_schema(mcpgen::Catalogue::built_in());
  each_object(schema, [&](const Json& part) {
    CHECK_FALSE(part.contains("oneOf"));
    CHECK_FALSE(part.contains("anyOf"));
    if (part.contains("x-check") && part["x-check"].is_string()) {
      CAPTURE(part["x-check"]);
      CHECK(mcpgen::find_named_check(part["x-check"].get<std::string>()));
    }
    if (part.contains("$ref") && part["$ref"].is_string()) {
      const std::string reference = part["$ref"];
      CAPTURE(reference);
      CHECK(schema.contains(Json::json_pointer(reference.substr(1))));
    }
    if (part.contains("properties") && part.contains("x-noun")) {
      CAPTURE(part["x-noun"]);
      CHECK(part.value("additionalProperties", Json(true)) == Json(false));
    }
  });
}

TEST_CASE("every lint rule has a level in the schema and the reverse") {
  const Json schema = mcpgen::composed_schema(mcpgen::Catalogue::built_in());
  std::vector<std::string> codes;
  for (const auto& [code, level] : schema["properties"]["lint"]["properties"].items()) codes.push_back(code);
  CHECK(codes == mcpgen::lint_codes());
}
