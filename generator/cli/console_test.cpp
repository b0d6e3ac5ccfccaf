#include "cli/console.h"

#include <sstream>

#include "catch.h"

namespace mcpgen {
namespace {

struct Shown {
  std::istringstream in;
  std::ostringstream out, err;
  Console console{in, out, err};
};

TEST_CASE("a failure shows nothing of a server that a terminal would obey") {
  Shown shown;
  shown.console.fail(ExitCode::auth, "auth", "no\x1b[2J", "give\x1b]0;x\nor not");
  CHECK(shown.err.str() == "mcpgen: no\\u{001b}[2J\nhelp: give\\u{001b}]0;x\nor not\n");
}

TEST_CASE("JSON on a terminal has nothing that it would obey, and says the same") {
  Shown shown;
  shown.console.json = true;
  const std::string line =
      "{\"a\":\"\xc2\x9b"
      "2J\"}";
  CHECK(shown.console.shown_json(line) == line);
  shown.console.out_terminal = true;
  CHECK(shown.console.shown_json(line) == R"({"a":"\u009b2J"})");

  shown.console.fail(ExitCode::auth, "auth", "\xc2\x9b");
  shown.console.terminal = true;
  shown.console.fail(ExitCode::auth, "auth", "\xc2\x9b");
  CHECK(shown.err.str() ==
        "{\"error\":{\"code\":\"auth\",\"message\":\"\xc2\x9b\"}}\n"
        "{\"error\":{\"code\":\"auth\",\"message\":\"\\u009b\"}}\n");
}

}  // namespace
}  // namespace mcpgen
