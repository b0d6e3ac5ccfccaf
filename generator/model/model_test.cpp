#include "model/model.h"

#include <algorithm>

#include "catch.h"
#include "model/testing.h"

using mcpgen::tst::Modelled;

namespace {

const mcpgen::Declaration* type(const Modelled& made, std::string_view name) {
  REQUIRE(made.model);
  const auto found = std::ranges::find(made.model->types, name, &mcpgen::Declaration::name);
  return found == made.model->types.end() ? nullptr : &*found;
}

std::string fields(const Modelled& made, std::string_view name) {
  const mcpgen::Declaration* declaration = type(made, name);
  REQUIRE(declaration != nullptr);
  std::string out;
  for (const mcpgen::Field& field : declaration->fields) out += field.type + ' ' + field.ident + ';';
  return out;
}

std::string tool(const std::string& input) {
  return "tools:\n  t:\n    description: d\n    input: { " + input + " }\n";
}

}  // namespace

TEST_CASE("GEN-06 distinct names that C++ would not tell apart are errors with both places") {
  const auto fails = [](const std::string& manifest) {
    INFO(manifest);
    const Modelled made(manifest);
    CHECK_FALSE(made.model);
    REQUIRE(made.read.has("E0701"));
    const auto& all = made.read.diagnostics.all();
    const auto error = std::ranges::find(all, "E0701", &mcpgen::Diagnostic::code);
    CHECK(error->place.line > 0);
    REQUIRE(error->notes.size() == 1);
    CHECK(error->notes[0].place.line > 0);
  };
  fails("tools:\n  get-user: { description: d }\n  get_user: { description: d }\n");
  fails("tools:\n  get.user: { description: d }\n  get-user: { description: d }\n");
  fails("tools:\n  get_user: { description: d }\n  GET_USER: { description: d }\n");  // one file on many
                                                                                      // systems
  fails("tools:\n  getUser: { description: d }\n  get_user: { description: d }\n");   // one type GetUserInput
  fails("tools:\n  read_x: { description: d }\nresources:\n  x: { uri: 'x://y', description: d }\n");
  fails(
      "tools:\n  readX: { description: d, input: { a: string } }\nresources:\n  x: { uri: 'x://{a}' }\n");  // ReadXInput
  fails(tool("a-b: string, a_b: string"));
  fails(tool("e: { type: string, enum: [a, a] }"));
  fails(tool("a_b: x | y, aB: x | y"));  // one type TInputAB
}

TEST_CASE("a default behind a reference is that of the field") {
  const Modelled made(
      "types: { Limit: { $ref: '#/$defs/n', $defs: { n: { type: integer, default: 7 } } } }\n" +
      tool("$defs: { n: { type: string, default: x }, m: { $ref: '#/$defs/n' } }, type: object, "
           "properties: { a: { $ref: '#/$defs/m' }, b: { $ref: '#/types/Limit' }, "
           "c: { $ref: '#/$defs/n', default: y } }"));
  CHECK(fields(made, "TInput") == "std::string a;std::int64_t b;std::string c;");
  const auto& read = type(made, "TInput")->fields;
  CHECK(read[0].initial.value == "x");
  CHECK(read[1].initial.value == "7");
  CHECK(read[2].initial.value == "y");
}

TEST_CASE("a tool says where its handler holds integers in 64 bits") {
  const auto narrow = [](const std::string& manifest) {
    const Modelled made(manifest);
    REQUIRE(made.model);
    return made.model->tools.at(0).int64_arguments;
  };
  CHECK(narrow(tool("a: integer")));
  CHECK(narrow(tool("a?: 'integer[]'")));
  CHECK(narrow(tool("a: { b: { c: { type: object, additionalProperties: { type: integer } } } }")));
  CHECK(narrow("types: { N: { n?: integer, next?: 'N[]' } }\n" + tool("a: 'N[]'")));
  CHECK_FALSE(narrow(tool("a: number, b: string")));
  CHECK_FALSE(narrow(tool("a: { type: [integer, string] }")));
  CHECK_FALSE(narrow("tools: { t: { description: d, input: { a: integer }, text: '{a}' } }\n"));
}

TEST_CASE("GEN-06 a type of every server is no name for one of the manifest's") {
  for (const std::string name : {"State", "Handlers"}) {
    const Modelled made("types: { " + name +
                        ": { a: string } }\ntools: { t: { description: d, input: { s: " + name + " } } }\n");
    CHECK_FALSE(made.model);
    const auto& all = made.read.diagnostics.all();
    const auto error = std::ranges::find(all, "E0701", &mcpgen::Diagnostic::code);
    REQUIRE(error != all.end());
    CHECK(error->message == "`" + name + "` becomes `" + name + "`, which every server has already");
    CHECK(error->place.line > 0);
    CHECK(error->notes.empty());
  }
}

TEST_CASE("GEN-06 names that collide in several ways are one error, about what the manifest calls them") {
  const auto errors = [](const std::string& manifest) {
    const Modelled made(manifest);
    std::string out;
    for (const mcpgen::Diagnostic& error : made.read.diagnostics.all()) {
      if (error.code == "E0701") out += error.message + "; " + error.notes.at(0).message + "\n";
    }
    return out;
  };
  CHECK(errors("tools:\n  get-user: { input: { a: x | y } }\n  get_user: { input: { a: x | y } }\n") ==
        "`get_user` becomes a C++ type that is there already: `GetUserInput`; `get-user` becomes "
        "`GetUserInput` as well\n");
  CHECK(errors(tool("a_b: x | y, aB: x | y")) ==
        "`aB` becomes a C++ type that is there already: `TInputAB`; `a_b` becomes `TInputAB` as well\n");
}

TEST_CASE("GEN-06 a function keeps clear of the names of types") {
  const Modelled made(
      "types:\n  Order: { id: string }\n"
      "tools:\n  GetInput: { description: d }\n  Get: { description: d }\n"
      "  Order: { description: d, output: Order }\n  State: { description: d }\n");
  CHECK(made.read.errors() == "");
  REQUIRE(made.model);
  for (const char* function : {"GetInput_", "Get", "Order_", "State_"}) {
    INFO(function);
    CHECK(made.model->find_handler(function) != nullptr);
  }
  const Modelled later("tools:\n  ReadXInput: { description: d }\nresources:\n  x: { uri: 'x://y' }\n");
  CHECK(later.read.has("E0701"));
}

TEST_CASE("GEN-06 a tool and a prompt of one name are told apart") {
  const Modelled made("tools:\n  x: { description: d }\nprompts:\n  x: { description: d }\n");
  CHECK(made.read.errors() == "");
  REQUIRE(made.model);
  CHECK(made.model->find_handler("x") != nullptr);
  CHECK(made.model->find_handler("prompt_x") != nullptr);
}

TEST_CASE("GEN-07 every file of a handler is named by an identifier") {
  const Modelled made(
      "tools:\n  con: { description: d }\n  .git.hooks: { description: d }\n  CMakeLists.txt: { description: "
      "d }\n");
  CHECK(made.read.errors() == "");
  REQUIRE(made.model);
  for (const mcpgen::Handler& handler : made.model->handlers) {
    INFO(handler.ident);
    CHECK(handler.ident.find_first_not_of(
              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string::npos);
    CHECK(handler.ident != "con");
  }
}

TEST_CASE("what a schema says decides the type, its optionality and its default") {
  CHECK(fields(Modelled(tool("a: string, b?: integer, c?: 'number = 1', d: 'boolean[]'")), "TInput") ==
        "std::string a;std::optional<std::int64_t> b;double c;std::vector<bool> d;");
  CHECK(
      fields(Modelled(tool("a: any, b?: any, c: { type: object, additionalProperties: { type: integer } }")),
             "TInput") == "mcp::Json a;std::optional<mcp::Json> b;std::map<std::string, std::int64_t> c;");
  CHECK(fields(Modelled(tool(
                   "a: { type: [string, 'null'] }, b: { type: array, items: { type: [integer, 'null'] } }")),
               "TInput") == "std::optional<std::string> a;std::vector<std::optional<std::int64_t>> b;");
  CHECK(fields(Modelled(tool("a: { anyOf: [{ type: string }, { type: integer }] }, b: { enum: [1, two] }")),
               "TInput") == "mcp::Json a;mcp::Json b;");
}

TEST_CASE("an object that may have any members is JSON, one that may have none is an empty struct") {
  const auto handler = [](const std::string& entry) {
    const Modelled made("tools:\n  t: { description: d, " + entry + " }\n");
    REQUIRE(made.model);
    return made.model->handlers.at(0);
  };
  for (const char* open :
       {"{ type: object }", "{ type: object, minProperties: 1 }",
        "{ type: object, patternProperties: { '^a': {} } }", "{ type: object, propertyNames: {} }",
        "{ type: object, anyOf: [{ required: [a] }] }"}) {
    INFO(open);
    CHECK(handler("inputSchema: " + std::string(open)).input_is_json);
    CHECK(handler("outputSchema: " + std::string(open)).result == "mcp::Json");
  }
  CHECK(handler("input: object, output: object").input_is_json);
  CHECK(handler("input: object, output: object").result == "mcp::Json");
  CHECK(handler("input: {}").input_is_empty);
}

TEST_CASE("patterns are linked where a schema has one, in a shared type as well") {
  CHECK(Modelled(tool("id: string(/^a/)")).model->patterns);
  CHECK(Modelled("types:\n  Id: string(/^a/)\n" + tool("id: Id")).model->patterns);
  CHECK_FALSE(Modelled(tool("id: string")).model->patterns);
  CHECK_FALSE(Modelled(tool("pattern: string")).model->patterns);
}

TEST_CASE("a required number begins within its range") {
  const Modelled made(tool("a: integer(1..5), b: number(..-0.5), c: integer(-3..3), d: integer"));
  std::string initials;
  for (const mcpgen::Field& field : type(made, "TInput")->fields) initials += field.initial.value + ' ';
  CHECK(initials == "1 -0.5 0 0 ");
}

TEST_CASE("values of an enumeration that C++ would not tell apart are numbered") {
  const auto enumerators = [](const std::string& values) {
    const Modelled made(tool("e: { type: string, enum: [" + values + "] }"));
    CHECK(made.read.errors() == "");
    std::string out;
    for (const mcpgen::Enumerator& value : type(made, "TInputE")->enumerators) out += value.ident + ' ';
    return out;
  };
  CHECK(enumerators("'+', '-', '*', '/'") == "plus minus star slash ");
  CHECK(enumerators("utf-8, utf_8, utf.8, utf_8_2") == "utf_8 utf_8_2 utf_8_3 utf_8_2_2 ");
  CHECK(enumerators("' a', '-a', '', empty_") == "_a _a_2 empty_ empty_2 ");
}

TEST_CASE("an enumeration says whose values it has, the field what it is for") {
  const Modelled made(tool("to-unit: c | f -- What to convert to"));
  CHECK(type(made, "TInputToUnit")->comment == "Values of TInput::to_unit.");
  CHECK(type(made, "TInput")->fields.front().comment == "What to convert to");
}

TEST_CASE("an output is checked where its type does not guarantee the schema") {
  const auto checked = [](const std::string& output) {
    const Modelled made("tools:\n  t: { description: d, output: " + output + " }\n");
    REQUIRE(made.model);
    return made.model->tools.at(0).check_output;
  };
  CHECK_FALSE(checked("{ a: string, b: integer, c?: boolean, d: x | y, e: 'string[]' }"));
  CHECK(checked("{ a: 'string(1..3)' }"));
  CHECK(checked("{ a: 'integer(1..3)' }"));
  CHECK(checked("{ a: number }"));
  CHECK(checked("{ a: date }"));
  CHECK(checked("{ a: any }"));
  CHECK(checked("{ a: { type: array, items: { type: string }, minItems: 1 } }"));
}

TEST_CASE("types that need one another come in an order that compiles") {
  const std::string types =
      "types:\n  A: { b: 'B[]' }\n  B: { a?: A, c: C }\n  C: { name: string }\n"
      "tools:\n  t: { description: d, input: { a: A } }\n";
  const Modelled made(types);
  REQUIRE(made.model);
  std::vector<std::string> order;
  for (const mcpgen::Declaration& declaration : made.model->types) order.push_back(declaration.name);
  const auto at = [&](const char* name) { return std::ranges::find(order, name) - order.begin(); };
  CHECK(at("A") < at("B"));  // B holds an A
  CHECK(at("C") < at("B"));
  CHECK(made.model->forwards == std::vector<std::string>{"B"});
  CHECK(fields(made, "B") == "std::optional<A> a;C c;");
}

TEST_CASE("a type that would have to contain itself is JSON") {
  const Modelled made("types:\n  L: { next?: L }\ntools:\n  t: { description: d, input: { l: L } }\n");
  CHECK(fields(made, "L") == "std::optional<mcp::Json> next;");
}

TEST_CASE("a part of a schema and a reference to it are one type, whichever comes first") {
  const std::string address = "{ type: object, properties: { street: { type: string } } }";
  const auto input = [](const std::string& properties) {
    return "tools:\n  ship:\n    description: d\n    inputSchema: { type: object, properties: { " +
           properties + " }, required: [billing, shipping] }\n";
  };
  const std::string reference = "{ $ref: '#/properties/billing' }";
  const Modelled after(input("billing: " + address + ", shipping: " + reference));
  CHECK(after.read.errors() == "");
  CHECK(fields(after, "ShipInput") == "ShipInputBilling billing;ShipInputBilling shipping;");
  const Modelled before(input("shipping: " + reference + ", billing: " + address));
  CHECK(before.read.errors() == "");
  CHECK(fields(before, "ShipInput") == "ShipInputBilling shipping;ShipInputBilling billing;");
  const Modelled within(
      input("shipping: { type: string }, billing: { type: object, properties: { and: { type: "
            "array, items: " +
            reference + " } } }"));
  CHECK(within.read.errors() == "");
  CHECK(fields(within, "ShipInputBilling") == "std::optional<std::vector<ShipInputBilling>> and_;");
}

TEST_CASE("texts that cannot be compiled are errors with a place") {
  const Modelled long_text("tools:\n  t: { description: " + std::string(70'000, 'x') + " }\n");
  CHECK_FALSE(long_text.model);
  CHECK(long_text.read.has("E0705"));
  // Far below the number of values at which a server gives up reading an answer.
  std::string ones = "1";
  for (int i = 0; i < 40'000; ++i) ones += ",1";
  CHECK(Modelled("tools:\n  t: { description: d, json: [" + ones + "] }\n").read.has("E0705"));
  const Modelled nul("tools:\n  t: { description: \"a\\0b\" }\n");
  CHECK_FALSE(nul.model);
}

TEST_CASE("a manifest that another build of the tool has checked may ask for parts that this one lacks") {
  mcpgen::tst::Read read("mcpgen: 1\nname: s\nversion: 1\ntools: { t: { description: d, text: x } }\n");
  REQUIRE(read.manifest);
  const mcpgen::Catalogue none({});
  CHECK_FALSE(mcpgen::build_model(*read.manifest, none, read.diagnostics));
  CHECK(read.errors() ==
        "E0706 0:0 this mcpgen has no transport `stdio`\n"
        "E0706 4:31 this mcpgen has no back end `text`\n");
}

TEST_CASE("doors of one address are one object") {
  mcpgen::Variant http;
  http.kind = "transport";
  http.name = "http";
  http.doors = {{"rest", "."}, {"sse", "."}};
  const mcpgen::Catalogue catalogue({http});
  const auto transports = [&](const std::string& named) {
    mcpgen::Sources sources;
    mcpgen::Diagnostics diagnostics;
    const auto& file =
        sources.add("mcpgen.yaml", "mcpgen: 1\nname: s\nversion: 1\ntransports: [" + named + "]\n");
    const auto root = mcpgen::read_document(file, diagnostics);
    REQUIRE(root);
    const auto manifest = mcpgen::read_manifest({*root, {}}, catalogue, sources, diagnostics);
    REQUIRE(manifest);
    const auto model = mcpgen::build_model(*manifest, catalogue, diagnostics);
    REQUIRE(model);
    REQUIRE(model->transports.size() == 1);
    CHECK(model->components == std::vector<std::string>{"core", "transport_http"});
    const auto& options = model->transports.front().options;
    if (options.empty()) return std::string();
    CHECK(options.front().field == "doors");
    return options.front().value.value;
  };
  CHECK(transports("http") == "");
  CHECK(transports("http, rest") == "{.rest = true}");
  CHECK(transports("sse, rest") == "{.mcp = false, .rest = true, .sse = true}");
}

TEST_CASE("state is sealed where others may stand beside a server that asks") {
  const auto sealed = [](const std::string& transports, const std::string& tool) {
    const Modelled server("transports: [" + transports + "]\ntools: { t: { description: d" + tool + " } }\n");
    REQUIRE(server.model);
    return server.model->sealer.has_value();
  };
  CHECK(sealed("http", ""));
  CHECK(sealed("stdio, sse", ", text: x, confirm: Sure?"));
  CHECK_FALSE(sealed("http", ", text: x"));
  CHECK_FALSE(sealed("stdio", ""));
}
