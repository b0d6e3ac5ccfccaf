#include <array>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <mcp/core/template/json_template.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/schema/schema.h>

#include "catch.h"
#include "model/testing.h"

namespace {

using mcp::Json;
using mcp::schema::Schema;

/// A type as a manifest writes it, and values that it may have.
struct Type {
  std::string text;
  std::vector<Json> values;
};

const std::vector<Type>& types() {
  static const std::vector<Type> kTypes{
      {"string", {"", "x", "a \"b\" {n}", "long enough"}},
      {"integer", {0, -7, 9223372036854775807, 2.0}},
      {"boolean", {true, false}},
      {"number", {1, 1.5}},
      {"'string(1..3)'", {"x", "xyz"}},
      {"'integer(0..9)'", {0, 9}},
      {"a | b", {"a", "b"}},
      {"b | c", {"b", "c"}},
      {"date", {"2026-01-31"}},
      {"'string[]'", {Json::array(), Json::array({"x", "y"})}},
      {"'integer[]'", {Json::array(), Json::array({1})}},
      {"{ x: string }", {{{"x", "y"}}}},
      {"{ x: integer, y?: string }", {{{"x", 1}}, {{"x", 1}, {"y", ""}}}},
      {"{ type: [string, 'null'] }", {"x", nullptr}},
      {"{ type: object, additionalProperties: { type: string } }", {Json::object(), {{"x", "y"}}}},
      {"{ type: object, additionalProperties: { type: integer } }", {Json::object(), {{"x", 1}}}},
      {"{ type: string, const: a }", {"a"}},
      {"{ anyOf: [{ type: string }, { type: integer }] }", {"a", 1}}};
  return kTypes;
}

constexpr std::size_t kSimple = 3;  // the first of them

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : numbers_(seed) {}
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(numbers_);
  }
  template <typename List>
  const auto& of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937 numbers_;
};

const Type& random_type(Chance& chance) {
  return types()[chance.below(chance.below(2) == 0 ? kSimple : types().size())];
}

struct Argument {
  const Type* type;
  bool optional;
};

Json random_string(Chance& chance) {
  static const auto kStrings =
      std::to_array<std::string>({"{a}", "{b}", "{c}", "{a}", "{b}", "{c}", "<{a}>", "${FITTING_UNSET:-}{b}",
                                  "${FITTING_UNSET:-x}{c}", "{{a}}", "{a}{b}", "", "a", "b", "2026-01-31"});
  return chance.of(kStrings);
}

Json random_literal(Chance& chance) {
  static const std::vector<Json> kLiterals{7, true, nullptr, 1.5, -1};
  return chance.of(kLiterals);
}

Json random_template(Chance& chance, int depth);

Json random_object(Chance& chance, int depth) {
  Json object = Json::object();
  for (const char* name : {"x", "y"})
    if (chance.below(8) > 0) object[name] = random_template(chance, depth - 1);
  return object;
}

Json random_template(Chance& chance, int depth) {
  switch (depth == 0 ? chance.below(3) : chance.below(5)) {
    case 0:
      return random_literal(chance);
    case 1:
    case 2:
      return random_string(chance);
    case 3: {
      Json list = Json::array();
      for (std::size_t i = chance.below(3); i > 0; --i) list.push_back(random_template(chance, depth - 1));
      return list;
    }
    default:
      return random_object(chance, depth);
  }
}

std::string random_output(Chance& chance) {
  const std::string& type = random_type(chance).text;
  if (chance.below(4) == 0) return type;
  return "{ x: " + type + ", " + (chance.below(2) == 0 ? "y" : "y?") + ": " + random_type(chance).text + " }";
}

Schema compiled(const std::string& text) {
  auto made = Schema::compile(std::get<Json>(mcp::read_json(text)));
  REQUIRE(std::holds_alternative<Schema>(made));
  return std::get<Schema>(std::move(made));
}

Json random_arguments(Chance& chance, const std::array<Argument, 3>& arguments) {
  Json sent = Json::object();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].optional && chance.below(2) == 0) continue;
    sent[std::string(1, static_cast<char>('a' + i))] = chance.of(arguments[i].type->values);
  }
  return sent;
}

}  // namespace

TEST_CASE("whatever is sent without a check fits the tool's output") {
  Chance chance(std::random_device{}());
  int unchecked = 0;
  for (int i = 0; i < 4000; ++i) {
    std::array<Argument, 3> arguments{};
    std::string input;
    for (Argument& argument : arguments) {
      argument = {&random_type(chance), chance.below(4) == 0};
      input += std::string(input.empty() ? "" : ", ") +
               static_cast<char>('a' + (&argument - arguments.data())) + (argument.optional ? "?: " : ": ") +
               argument.type->text;
    }
    const std::string given =
        (chance.below(4) == 0 ? random_template(chance, 2) : random_object(chance, 1)).dump();
    const std::string rest = "tools:\n  t: { description: d, input: { " + input +
                             " }, output: " + random_output(chance) + ", json: " + given + " }\n";
    const mcpgen::tst::Modelled made(rest);
    if (!made.model || !made.read.errors().empty() || made.model->tools.at(0).check_output) continue;
    ++unchecked;
    CAPTURE(rest);
    const mcp::JsonTemplate filled(given);
    REQUIRE(filled.problems().empty());
    const Schema accepts = compiled(made.model->tools[0].input_schema);
    const Schema output = compiled(made.model->tools[0].output_schema);
    for (int call = 0; call < 8; ++call) {
      const Json sent = random_arguments(chance, arguments);
      CAPTURE(sent.dump());
      REQUIRE(accepts.check(sent).empty());
      const std::string answer = filled.render(sent);
      CAPTURE(answer);
      REQUIRE(output.check(std::get<Json>(mcp::read_json(answer))).empty());
    }
  }
  std::cout << "results sent without a check: of " << unchecked << " manifests\n";
  CHECK(unchecked > 30);
}
