#include "environment.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "catch.h"
#include "scratch_folder.h"

namespace {

/// A variable of the process for the length of a test.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name_.c_str()); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
};

std::string expanded(std::string_view text) {
  const auto result = mcp::expand(text);
  return result ? *result : "error: " + result.error().message;
}

}  // namespace

TEST_CASE("references to the environment are replaced, and nothing else") {
  const Variable set("MCP_TEST_SET", "value");
  const Variable empty("MCP_TEST_EMPTY", "");
  CHECK(expanded("a ${MCP_TEST_SET} b${MCP_TEST_SET}") == "a value bvalue");
  CHECK(expanded("[${MCP_TEST_EMPTY}]") == "[]");
  CHECK(expanded("[${MCP_TEST_EMPTY:-default}]") == "[default]");
  CHECK(expanded("${MCP_TEST_UNSET:-}") == "");
  CHECK(expanded("${MCP_TEST_UNSET:-a:b}") == "a:b");
  CHECK(expanded("$$ $${X} costs $5, {name}, $") == "$ ${X} costs $5, {name}, $");
  CHECK(expanded("") == "");
}

TEST_CASE("a value is not expanded again") {
  const Variable tricky("MCP_TEST_SET", "${MCP_TEST_UNSET} $$");
  CHECK(expanded("${MCP_TEST_SET}") == "${MCP_TEST_UNSET} $$");
}

TEST_CASE("what cannot be replaced is an error that says why") {
  CHECK(expanded("${MCP_TEST_UNSET}") == "error: the environment variable MCP_TEST_UNSET is not set");
  CHECK(expanded("${MCP_TEST_UNSET:?get one at example.org}") ==
        "error: MCP_TEST_UNSET: get one at example.org");
  CHECK_THAT(expanded("${MCP_TEST_UNSET"), tst::ContainsSubstring("`${` is not closed"));
  CHECK_THAT(expanded("${}"), tst::ContainsSubstring("is not a ${VARIABLE}"));
  CHECK_THAT(expanded("${1X}"), tst::ContainsSubstring("is not a ${VARIABLE}"));
  CHECK_THAT(expanded("${X:=1}"), tst::ContainsSubstring("is not a ${VARIABLE}"));
  CHECK_THAT(expanded("${X:-${Y}}"), tst::ContainsSubstring("`${X:-${Y}}` has another `${` within it"));
  CHECK_THAT(expanded("${file:/no/such/file}"), tst::ContainsSubstring("cannot read the file /no/such/file"));
  CHECK_THAT(expanded("${file:/}"), tst::ContainsSubstring("cannot read"));
}

TEST_CASE("a value may stand in a file") {
  const tst::ScratchFolder folder;
  const std::string file = folder.file("secret", "secret\n\n").path("secret");
  CHECK(expanded("${file:" + file + "}") == "secret");
  const Variable name("MCP_TEST_KEY_FILE", file);
  CHECK(expanded("${MCP_TEST_KEY}") == "secret");
  const Variable both("MCP_TEST_KEY", "other");
  CHECK_THAT(expanded("${MCP_TEST_KEY}"), tst::ContainsSubstring("both MCP_TEST_KEY and MCP_TEST_KEY_FILE"));
}

TEST_CASE("a file of values has a size limit") {
  const tst::ScratchFolder folder;
  folder.file("at_limit", std::string(1024 * 1024, 'x')).file("above", std::string(1024 * 1024 + 1, 'x'));
  CHECK(expanded("${file:" + folder.path("at_limit") + "}").size() == 1024 * 1024);
  CHECK_THAT(expanded("${file:" + folder.path("above") + "}"), tst::ContainsSubstring("larger than 1 MiB"));
}

TEST_CASE("declarations give fallbacks, make variables optional or required") {
  const std::vector<mcp::EnvVariable> declared = {
      {.name = "MCP_TEST_D1", .fallback = "fallback", .has_fallback = true},
      {.name = "MCP_TEST_D2"},
      {.name = "MCP_TEST_D3", .description = "the key of the shop", .required = true},
  };
  mcp::declare_environment(declared);
  CHECK(expanded("${MCP_TEST_D1}|${MCP_TEST_D2}|") == "fallback||");
  CHECK_THAT(expanded("${MCP_TEST_D3}"), tst::ContainsSubstring("MCP_TEST_D3 is not set"));
  CHECK(mcp::environment_problems(declared) ==
        std::vector<std::string>{"set the environment variable MCP_TEST_D3: the key of the shop"});

  const Variable set("MCP_TEST_D1", "own");
  const Variable required("MCP_TEST_D3", "key");
  CHECK(expanded("${MCP_TEST_D1}${MCP_TEST_D3}") == "ownkey");
  CHECK(mcp::environment_problems(declared).empty());
}

TEST_CASE("a variable with a choice of values must have one of them") {
  const std::vector<mcp::EnvVariable> declared{{.name = "MCP_TEST_C1", .values = {"debug", "info", "warn"}}};
  CHECK(mcp::environment_problems(declared).empty());  // not set, and not required
  const std::vector<std::string> refused{
      "the environment variable MCP_TEST_C1 must be `debug`, `info` or `warn`"};
  {
    const Variable other("MCP_TEST_C1", "inf");
    CHECK(mcp::environment_problems(declared) == refused);
  }
  {
    const Variable empty("MCP_TEST_C1", "");
    CHECK(mcp::environment_problems(declared) == refused);
  }
  const Variable known("MCP_TEST_C1", "info");
  CHECK(mcp::environment_problems(declared).empty());
}
