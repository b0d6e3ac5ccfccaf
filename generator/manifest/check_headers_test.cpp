#include "manifest/check_headers.h"

#include <string>

#include "catch.h"
#include "manifest/testing.h"

using mcpgen::tst::Read;

namespace {

std::string tool(const std::string& properties) {
  return "mcpgen: 1\nname: n\nversion: 1.10\ntools:\n  t:\n    inputSchema:\n      type: object\n      "
         "properties:\n" +
         properties;
}

}  // namespace

TEST_CASE("an argument that has one place and fits on a line can stand in a header") {
  CHECK(Read(tool("        a: { type: string, x-mcp-header: Region }\n"
                  "        b: { type: object, properties: { c: { type: integer, x-mcp-header: X-1 } } }\n"
                  "        d: { type: boolean, x-mcp-header: dry-run }\n"))
            .errors() == "");
}

TEST_CASE("an argument that no header can carry is an error") {
  for (const char* property : {
           "{ type: string, x-mcp-header: '' }",
           "{ type: string, x-mcp-header: 'two words' }",
           "{ type: string, x-mcp-header: \"a\\r\\nb\" }",
           "{ type: string, x-mcp-header: 7 }",
           "{ type: number, x-mcp-header: Region }",
           "{ type: [string, 'null'], x-mcp-header: Region }",
           "{ type: object, x-mcp-header: Region }",
           "{ x-mcp-header: Region }",
           "{ type: array, items: { type: string, x-mcp-header: Region } }",
           "{ anyOf: [{ type: string, x-mcp-header: Region }] }",
           "{ type: object, additionalProperties: { type: string, x-mcp-header: Region } }",
       }) {
    CAPTURE(property);
    CHECK(Read(tool("        a: " + std::string(property) + "\n")).has("E0228"));
  }
  CHECK(Read(tool("        a: { type: string, x-mcp-header: Region }\n        b: { type: string, "
                  "x-mcp-header: REGION }\n"))
            .has("E0228"));
  CHECK(Read("mcpgen: 1\nname: n\nversion: 1.10\ntypes:\n  T: { $comment: c, type: string, x-mcp-header: R "
             "}\ntools: { t: { input: { a: T } } }\n")
            .has("E0228"));
  CHECK(Read(tool("        a: { type: string }\n    outputSchema: { type: object, properties: { b: { type: "
                  "string, x-mcp-header: R } } }\n"))
            .has("E0228"));
}
