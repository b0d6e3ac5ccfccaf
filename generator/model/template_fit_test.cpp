#include "model/testing.h"

#include "catch.h"

using mcpgen::tst::Modelled;

namespace {

bool checked(const std::string& output, const std::string& json,
             const std::string& input = "{ s: string, n: integer, b?: boolean }") {
  const Modelled made("tools:\n  t: { description: d, input: " + input + ", output: " + output +
                      ", json: " + json + " }\n");
  CHECK(made.read.errors() == "");
  REQUIRE(made.model);
  return made.model->tools.at(0).check_output;
}

}  // namespace

TEST_CASE("what a template gives is not checked where it always fits") {
  CHECK_FALSE(checked("{ m: string }", "{ m: 'Hello, {s}!' }"));
  CHECK_FALSE(checked("{ m: string }", "{ m: '{s}' }"));
  CHECK_FALSE(checked("{ m: string }", "{ m: 'from ${HOME:-nowhere}' }"));
  CHECK_FALSE(checked("{ m: string }", "{ m: '${HOME:-}{n}' }"));
  CHECK_FALSE(checked("{ m: integer, o?: boolean }", "{ m: '{n}' }"));
  CHECK_FALSE(checked("{ m: integer, o: boolean }", "{ m: 7, o: true }"));
  CHECK_FALSE(checked("{ m: { a: string, b: 'string[]' } }", "{ m: { a: '{{s}}', b: [x, 'y{s}'] } }"));
  CHECK_FALSE(checked("{ type: object, additionalProperties: { type: string } }", "{ a: '{s}', b: c }"));
  CHECK_FALSE(checked("{ m: { type: [string, 'null'] } }", "{ m: null }"));
}

TEST_CASE("it is checked where it may not fit, or nobody can tell") {
  CHECK(checked("{ m: string, other: string }", "{ m: '{s}' }"));
  CHECK(checked("{ m: string }", "{ m: '{n}' }"));
  CHECK(checked("{ m: boolean }", "{ m: '{b}' }"));  // left out where the argument is
  CHECK(checked("{ m?: integer }", "{ m: 'x{n}' }"));
  CHECK(checked("{ m: 'string(1..3)' }", "{ m: '{s}' }"));
  CHECK(checked("{ m: 'string[]' }", "{ m: '{s}' }"));
  CHECK(checked("{ m: 'string[]' }", "{ m: ['{n}'] }"));
  CHECK(checked("{ m: number }", "{ m: 1 }"));
  CHECK(checked("{ m: a | b }", "{ m: '{s}' }"));
  CHECK(checked("{ m: string }", "{ m: x, other: y }"));
  CHECK(checked("{ m: 'string[]' }", "{ m: '{l}' }", "{ l: 'integer[]' }"));
  CHECK(checked("{ m: a | b }", "{ m: '{e}' }", "{ e: b | c }"));
  CHECK(checked("{ m: { x: string } }", "{ m: '{o}' }", "{ o: { x: integer } }"));
  CHECK(checked("'string[]'", "'{l}'", "{ l: 'integer[]' }"));
  CHECK(checked("{ m: integer }", "{ m: '{n}' }",
                "{ $schema: 'http://json-schema.org/draft-07/schema#', type: object, required: [n],"
                " properties: { n: { $ref: '#/definitions/t', type: integer } },"
                " definitions: { t: { type: string } } }"));
  CHECK(checked("{ m: string }", "{ m: '{s}' }", "{ s: { type: [string, 'null'] } }"));
}
