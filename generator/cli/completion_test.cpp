#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "cli/command.h"
#include "cli/run.h"
#include "scratch_folder.h"

namespace mcpgen {
namespace {

struct Outcome {
  int exit_code;
  std::string out;
  std::string err;
};

Outcome mcpgen_with(const std::vector<std::string>& arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = run(arguments, in, out, err);
  return {exit_code, out.str(), err.str()};
}

TEST_CASE("completion knows every verb in every shell") {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string text = mcpgen_with({"completion", shell}).out;
    for (const Command& command : commands())
      for (const std::string& word :
           {command.name.substr(0, command.name.find(' ')), command.name.substr(command.name.find(' ') + 1)})
        CHECK_THAT(text, tst::ContainsSubstring(word));
  }
}

TEST_CASE("a shell completes verbs, the verbs of a group and the options of each") {
  const tst::ScratchFolder scratch;
  std::ofstream(scratch.path("completion")) << mcpgen_with({"completion", "bash"}).out;
  const auto completed = [&](const std::string& words, int at) {
    const std::string command = "bash -c 'source " + scratch.path("completion") + "; COMP_WORDS=(mcpgen " +
                                words + "); COMP_CWORD=" + std::to_string(at) +
                                "; _mcpgen; echo ${COMPREPLY[*]}' >" + scratch.path("reply");
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream reply(scratch.path("reply"));
    std::string line;
    std::getline(reply, line);
    return line;
  };
  CHECK(completed("to", 1) == "token");
  CHECK(completed("token", 2) == "keygen mint inspect");
  CHECK(completed("token m", 2) == "mint");
  CHECK(completed("token mint --s", 3) == "--secret --subject --scope");
  CHECK(completed("inspect --be", 2) == "--bearer");
  CHECK(completed("validate --st", 2) == "--strict");
}

TEST_CASE("a group of verbs is shown where none of them is named") {
  const Outcome alone = mcpgen_with({"token"});
  CHECK(alone.exit_code == 2);
  CHECK(alone.out.empty());
  const Outcome asked = mcpgen_with({"token", "--help"});
  CHECK(asked.exit_code == 0);
  CHECK(asked.out == alone.err);
  CHECK(asked.out == mcpgen_with({"help", "token"}).out);
  for (const char* verb : {"token keygen", "token mint", "token inspect"})
    CHECK_THAT(asked.out, tst::ContainsSubstring(verb));
  CHECK(mcpgen_with({"token", "mint", "--help"}).out == mcpgen_with({"help", "token", "mint"}).out);
  const Outcome mistyped = mcpgen_with({"token", "mnit"});
  CHECK(mistyped.exit_code == 2);
  CHECK_THAT(mistyped.err, tst::ContainsSubstring("there is no verb `token mnit`") &&
                               tst::ContainsSubstring("did you mean `token mint`?"));
}

}  // namespace
}  // namespace mcpgen
