#include "cli/commands/next_steps.h"

#include "catch.h"

namespace mcpgen {
namespace {

Model model_with(const char* transport, std::vector<Part> authenticators = {}) {
  Model model;
  model.transports.push_back({.component = transport});
  model.authenticators = std::move(authenticators);
  return model;
}

TEST_CASE("what is built is called as it is reached: through a pipe nobody is asked") {
  CHECK(next_steps(model_with("transport_stdio", {{.component = "auth_api_key"}})) == "  mcpgen list");
  CHECK(next_steps(model_with("transport_http")) ==
        "  mcpgen run\nThen, with the URL that it says:\n  mcpgen list URL");
}

TEST_CASE("what is proposed to be called can be pasted") {
  Model model = model_with("transport_stdio");
  const auto add_resource = [&](const char* uri) { model.resources.emplace_back().uri = uri; };
  add_resource("notes://{day}");
  CHECK(next_steps(model) == "  mcpgen list");
  PromptModel& prompt = model.prompts.emplace_back();
  prompt.name = "plan";
  prompt.arguments = {{.name = "day", .required = true}, {.name = "mood"}};
  CHECK(next_steps(model) == "  mcpgen list\n  mcpgen call plan day=text");
  add_resource("notes://a&b");
  CHECK(next_steps(model) == "  mcpgen list\n  mcpgen call 'notes://a&b'");
}

TEST_CASE("what serves REST alone is no server to list") {
  Model model = model_with("transport_http");
  model.serves_mcp = false;
  CHECK_THAT(next_steps(model), !tst::ContainsSubstring("list URL"));
}

TEST_CASE("what is built to know its callers is called with a key or token from a file") {
  const auto steps = [](Part mode) { return next_steps(model_with("transport_http", {std::move(mode)})); };
  const std::string start = "  mcpgen run\nThen, with the URL that it says";
  CHECK(steps({.component = "auth_api_key"}) ==
        start + " and the file that holds a key:\n  mcpgen list URL --api-key @FILE");
  CHECK(steps({.component = "auth_api_key", .options = {{.field = "header"}}}) ==
        start + " and the file that holds a key:\n  mcpgen list URL --bearer @FILE");
  for (const char* mode : {"auth_jwt", "auth_oidc"})
    CHECK(steps({.component = mode}) ==
          start + " and the file that holds a token:\n  mcpgen list URL --bearer @FILE");
  CHECK(steps({.cpp_class = "acme::Login"}) == start + ":\n  mcpgen list URL");
}

}  // namespace
}  // namespace mcpgen
