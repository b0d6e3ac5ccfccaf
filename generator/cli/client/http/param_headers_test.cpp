#include "cli/client/http/param_headers.h"

#include <mcp/core/engine/param_headers.h>

#include "catch.h"
#include "manifest/testing.h"

namespace mcpgen {
namespace {

using mcp::Json;

/// The headers of a call, in one text that tests compare.
std::string sent(const Json& schema, const Json& arguments) {
  const auto headers = read_param_headers(schema);
  if (const auto* fault = std::get_if<std::string>(&headers)) FAIL(*fault);
  std::string text;
  for (const auto& [name, value] : param_fields(std::get<std::vector<ParamHeader>>(headers), arguments))
    text += name + "=" + value + ";";
  return text;
}

bool is_refused(const char* properties) {
  const Json schema = {{"type", "object"}, {"properties", Json::parse(properties)}};
  return std::holds_alternative<std::string>(read_param_headers(schema));
}

TEST_CASE("marked arguments stand in headers, at any depth of properties") {
  const Json schema = Json::parse(R"({"type":"object","properties":{
    "region":{"type":"string","x-mcp-header":"Region"},
    "size":{"type":"object","properties":{"cores":{"type":"integer","x-mcp-header":"Cores"}}},
    "fast":{"type":"boolean","x-mcp-header":"Fast"},"plain":{"type":"string"}}})");
  CHECK(sent(schema, {{"region", "eu"}, {"size", {{"cores", 8}}}, {"fast", false}, {"plain", "x"}}) ==
        "Mcp-Param-Region=eu;Mcp-Param-Cores=8;Mcp-Param-Fast=false;");
  CHECK(sent(schema, {{"region", nullptr}, {"size", "none"}}) == "");
  CHECK(sent(schema, {{"region", ""}}) == "Mcp-Param-Region=;");
}

TEST_CASE("a text that would not arrive as it is goes as base64") {
  CHECK(header_value("us west 1") == "us west 1");
  CHECK(header_value("") == "");
  CHECK(header_value("=?base64?x") == "=?base64?x");
  CHECK(header_value("h\xc3\xa4") == "=?base64?aMOk?=");
  CHECK(header_value(" x") == "=?base64?IHg=?=");
  CHECK(header_value("x ") == "=?base64?eCA=?=");
  CHECK(header_value("a\r\nb") == "=?base64?YQ0KYg==?=");
  CHECK(header_value("\tx") == "=?base64?CXg=?=");
  CHECK(header_value("=?base64?aMOk?=") == "=?base64?PT9iYXNlNjQ/YU1Paz89?=");
}

/// Whether the tool that a manifest with these arguments makes may have its marks.
bool passes_check(const std::string& properties) {
  return !tst::Read(
              "mcpgen: 1\nname: n\nversion: 1.0.0\ntools:\n  t:\n    inputSchema: {type: object, "
              "properties: " +
              properties + "}\n")
              .has("E0228");
}

/// The marks that a server goes by.
std::size_t marks_of_server(const std::string& properties) {
  return mcp::find_param_headers(R"({"type":"object","properties":)" + properties + "}").size();
}

TEST_CASE("a mark that no header can follow makes a tool unusable, and passes no check") {
  for (const char* properties : {
           R"({"a":{"type":"string","x-mcp-header":""}})",
           R"({"a":{"type":"string","x-mcp-header":7}})",
           R"({"a":{"type":"string","x-mcp-header":"My Region"}})",
           R"({"a":{"type":"string","x-mcp-header":"A:B"}})",
           R"({"a":{"type":"string","x-mcp-header":"R\u00e9gion"}})",
           R"({"a":{"type":"string","x-mcp-header":"A\tB"}})",
           R"({"a":{"type":"number","x-mcp-header":"A"}})",
           R"({"a":{"type":"object","x-mcp-header":"A"}})",
           R"({"a":{"type":"null","x-mcp-header":"A"}})",
           R"({"a":{"type":["string","null"],"x-mcp-header":"A"}})",
           R"({"a":{"x-mcp-header":"A"}})",
           R"({"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}})",
           R"({"a":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}})",
           R"({"a":{"anyOf":[{"type":"string","x-mcp-header":"A"}]}})",
           R"({"a":{"type":"object","additionalProperties":{"type":"string","x-mcp-header":"A"}}})",
           R"({"a":{"$defs":{"b":{"properties":{"c":{"type":"string","x-mcp-header":"A"}}}}}})",
       }) {
    INFO(properties);
    CHECK(is_refused(properties));
    CHECK_FALSE(passes_check(properties));
  }
}

TEST_CASE("client, server and check agree on what is marked") {
  const std::pair<const char*, std::size_t> cases[] = {
      {R"({"a":{"type":"string"}})", 0},
      {R"({"x-mcp-header":{"type":"string"},"a":{"default":{"x-mcp-header":7}}})", 0},
      {R"({"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"boolean","x-mcp-header":"x-1!"}})", 2},
      {R"({"a":{"type":"object","properties":{"b":{"type":"integer","x-mcp-header":"A"}}}})", 1},
      {R"({"properties":{"type":"object","properties":{"properties":{"type":"string","x-mcp-header":"A"}}}})",
       1},
  };
  for (const auto& [properties, marks] : cases) {
    INFO(properties);
    const Json schema = {{"type", "object"}, {"properties", Json::parse(properties)}};
    const auto headers = read_param_headers(schema);
    REQUIRE(std::holds_alternative<std::vector<ParamHeader>>(headers));
    CHECK(std::get<std::vector<ParamHeader>>(headers).size() == marks);
    CHECK(marks_of_server(properties) == marks);
    CHECK(passes_check(properties));
  }
}

}  // namespace
}  // namespace mcpgen
