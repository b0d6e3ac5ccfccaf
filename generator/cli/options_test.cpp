#include "cli/options.h"

#include "catch.h"

namespace mcpgen {
namespace {

const std::vector<Option> kOptions{{.name = "out", .letter = 'o', .value = "DIR"},
                                   {.name = "file", .letter = 'f', .value = "FILE", .repeatable = true},
                                   {.name = "format", .value = "NAME", .choices = {"pretty", "json"}},
                                   {.name = "force"}};

Given read(const std::vector<std::string>& words) {
  auto parsed = parse_options(kOptions, words);
  REQUIRE(std::holds_alternative<Given>(parsed));
  return std::get<Given>(parsed);
}

UsageFault fault(const std::vector<std::string>& words) {
  auto parsed = parse_options(kOptions, words);
  REQUIRE(std::holds_alternative<UsageFault>(parsed));
  return std::get<UsageFault>(parsed);
}

TEST_CASE("options, operands and what follows the dashes are told apart") {
  const Given given = read({"one", "-o", "dir", "--force", "two", "--", "--out", "x"});
  CHECK(given.operands == std::vector<std::string>{"one", "two"});
  CHECK(given.value("out") == "dir");
  CHECK(given.has("force"));
  CHECK(given.after_dashes == std::vector<std::string>{"--out", "x"});
}

TEST_CASE("a repeated option keeps every value, commas and all") {
  CHECK(read({"-f", "a,b", "--file=c"}).values("file") == std::vector<std::string>{"a,b", "c"});
}

TEST_CASE("operands may look like arguments of a tool") {
  CHECK(read({"a=-1", "b:=[1]", "-"}).operands == std::vector<std::string>{"a=-1", "b:=[1]", "-"});
}

TEST_CASE("an unknown option is an error that knows what was meant") {
  CHECK(fault({"--focre"}).message == "unknown option `--focre`");
  CHECK_THAT(fault({"--focre"}).help, tst::ContainsSubstring("--force"));
}

TEST_CASE("what another program may know begins at the first unknown option") {
  CHECK(first_unknown_option(kOptions, {"one", "--force", "--port=9000", "--", "x"}) == 2);
  CHECK(first_unknown_option(kOptions, {"--out=x", "-o", "-", "--", "--port"}) == 5);
}

TEST_CASE("a switch takes no value") {
  for (const char* word : {"--force=false", "--force=true", "--force="})
    CHECK(fault({word}).message == "--force takes no value");
}

TEST_CASE("an option does not swallow the next one") {
  CHECK(fault({"--out", "--force"}).message == "--out needs a value");
}

TEST_CASE("an option that stands once may not be repeated") {
  CHECK(fault({"-o", "a", "-o", "b"}).message == "--out is given more than once");
}

TEST_CASE("a value outside the choices is an error that names them") {
  CHECK_THAT(fault({"--format", "jsn"}).message, tst::ContainsSubstring("pretty or json"));
  CHECK_THAT(fault({"--format", "jsn"}).help, tst::ContainsSubstring("`json`"));
}

}  // namespace
}  // namespace mcpgen
