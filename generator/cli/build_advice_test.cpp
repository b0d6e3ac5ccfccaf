#include "cli/build_advice.h"

#include "catch.h"

namespace mcpgen {
namespace {

TEST_CASE("a library of mcpgen's own that is missing is named, with what to do") {
  for (const char* printed :
       {"ninja: error: '/b/runtime/libmcpgen_testing.a', needed by 'hello', missing and no known rule to "
        "make it\n",
        "make: *** No rule to make target '/b/runtime/libmcpgen_testing.a', needed by 'hello'.  Stop.\n"}) {
    CAPTURE(printed);
    CHECK(build_advice(printed, {}) ==
          "mcpgen's own libmcpgen_testing.a was not built: build all of mcpgen (`./dev build` in its "
          "folder), or install it");
  }
}

TEST_CASE("a handler that no longer fits leads to its stub") {
  const std::string advice = "`mcpgen stub greet` prints what the manifest now asks for";
  for (const char* printed : {"[1/2] Building\n/p/src/greet.cpp:6:13: error: 'const struct "
                              "hello::GreetInput' has no member named 'name'",
                              "/usr/bin/ld: x.o: undefined reference to "
                              "`hello::Handlers::greet(hello::GreetInput const&, mcp::Context&)'"}) {
    CAPTURE(printed);
    CHECK(build_advice(printed, {"add", "greet"}) == advice);
  }
}

TEST_CASE("of anything else the build tools speak for themselves") {
  for (const char* printed : {"", "/p/src/other.cpp:6:13: error: x\n", "/p/src/greet.cpp:6:13: warning: x"})
    CHECK(build_advice(printed, {"greet"}) == "the output of the build tools stands above");
}

}  // namespace
}  // namespace mcpgen
