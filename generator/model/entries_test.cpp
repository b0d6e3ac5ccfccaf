#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "cpu_time.h"
#include "model/testing.h"
#include "model/type_builder.h"

using mcpgen::Node;
using mcpgen::tst::Modelled;

TEST_CASE("GEN-06 the variable of a back end is no function's and no other's") {
  const Modelled made(
      "tools:\n  skill_x: { text: a }\n  call_foo: { text: a }\n  foo_answer: { description: d }\n"
      "  read_doc: { text: a }\n  prompt_doc: { text: a }\n"
      "resources: { doc: { uri: 'a://b', text: a } }\n"
      "prompts: { doc: { messages: [{ user: a }] } }\n");
  CHECK(made.read.errors() == "");
  REQUIRE(made.model);
  std::set<std::string> variables;
  const auto collect = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (!entry.backend) continue;
      CAPTURE(entry.backend->variable);
      CHECK(variables.insert(entry.backend->variable).second);
      CHECK_FALSE(entry.backend->variable.starts_with("call_"));
      CHECK_FALSE(entry.backend->variable.starts_with("skill_"));
    }
  };
  collect(made.model->tools);
  collect(made.model->resources);
  collect(made.model->prompts);
  CHECK(variables.size() == 6);
}

TEST_CASE("GEN-06 only what is a function in C++ collides with one") {
  const auto errors = [](const std::string& manifest) { return Modelled(manifest).read.errors(); };
  CHECK(errors("tools: { read_doc: { description: d } }\n"
               "resources: { doc: { uri: 'a://b', text: hi } }\n") == "");
  CHECK(errors("resources: { doc: { uri: 'a://{path}', complete: { path: handler } } }\n"
               "prompts: { doc: { arguments: { path: string }, complete: { path: handler } } }\n") == "");
  CHECK(Modelled("tools: { read_doc: { description: d } }\nresources: { doc: { uri: 'a://b' } }\n")
            .read.has("E0701"));
  CHECK(Modelled("resources:\n  a-b: { uri: 'a://b', text: hi }\n  a_b: { uri: 'a://c', text: hi }\n")
            .read.has("E0701"));
}

TEST_CASE("GEN-10 a struct of many fields takes time that grows with them") {
  const auto build = [](std::size_t count) {
    Node schema = Node::make_map({});
    schema.put("type", Node::make_string("object", {}));
    Node& properties = schema.put("properties", Node::make_map({}));
    for (std::size_t i = 0; i < count; ++i) {
      Node& field = properties.put("a" + std::to_string(i), Node::make_map({}));
      field.put("type", Node::make_string("boolean", {}));
    }
    Node required = Node::make_list({});
    for (const mcpgen::Member& field : properties.members) {
      required.items.push_back(Node::make_string(field.key, {}));
    }
    schema.put("required", std::move(required));
    return [schema, count] {
      mcpgen::Diagnostics diagnostics;
      const std::vector<mcpgen::TypeEntry> none;
      const mcpgen::SharedTypes shared(none);
      mcpgen::TypeBuilder types(shared, diagnostics);
      types.build(schema, "T", {}, "");
      CHECK(types.declaration("T")->fields.size() == count);
    };
  };
  CHECK(tst::times_as_long(build(12'000), build(3'000)) < 8);
}
