#include "cli/run.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/command.h"
#include "cli/testing.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;
using testing::mcpgen_with;
using testing::Outcome;
using testing::Scratch;

TEST_CASE("without a verb the overview is shown and the usage is wrong") {
  const Outcome outcome = mcpgen_with({});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("mcpgen new hello"));
}

TEST_CASE("a mistyped verb is answered with the one that was meant") {
  const Outcome outcome = mcpgen_with({"biuld"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("`build`"));
}

TEST_CASE("every verb has a page that leads with examples, and answers --help") {
  for (const Command& command : commands()) {
    const Outcome outcome = mcpgen_with({command.name, "--help"});
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.find("Examples:") < outcome.out.find("Options:"));
    CHECK(outcome.out == mcpgen_with({"help", command.name}).out);
  }
}

TEST_CASE("an unknown option is wrong usage for every verb") {
  for (const Command& command : commands())
    CHECK(mcpgen_with({command.name, "--no-such-option"}).exit_code == 2);
}

TEST_CASE("the alias validate is check") {
  CHECK(mcpgen_with({"validate", "--help"}).out == mcpgen_with({"help", "check"}).out);
}

TEST_CASE("a manifest that is not there is wrong usage for every verb, and the one beside it is named") {
  const Scratch scratch;
  std::ofstream(scratch.path("mcpgen.yaml")) << "mcpgen: 1\n";
  const std::string missing = scratch.path("mcpgen.yml");
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"check", missing},
                                                                     {"build", missing},
                                                                     {"diff", missing},
                                                                     {"list", missing},
                                                                     {"call", "x", "-s", missing}}) {
    CAPTURE(arguments.front());
    const Outcome outcome = mcpgen_with(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.err, tst::ContainsSubstring("there is no file `" + missing + "`"));
    CHECK_THAT(outcome.err, tst::ContainsSubstring("did you mean `mcpgen.yaml`?"));
  }
}

TEST_CASE("exit codes have a page") {
  CHECK_THAT(mcpgen_with({"help", "exit-codes"}).out, tst::ContainsSubstring("130"));
}

TEST_CASE("a failure under --json is one line of JSON on standard error") {
  const Outcome outcome = mcpgen_with({"list", "--json", "--", "/no/such/program"});
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.out.empty());
  CHECK(nlohmann::json::parse(outcome.err)["error"]["code"] == "unreachable");
}

TEST_CASE("version says as JSON what this build can put into a server") {
  const auto version = nlohmann::json::parse(mcpgen_with({"version", "--json"}).out);
  CHECK(version["variants"]["transport"] == nlohmann::json{"http", "stdio"});
}

TEST_CASE("quiet leaves errors alone to be seen") {
  const Scratch scratch;
  std::ofstream(scratch.path("mcpgen.yaml"))
      << "mcpgen: 1\nname: s\nversion: 1\ntools: { t: { json: { a: 1 } } }\n";
  CHECK_THAT(mcpgen_with({"check", scratch.folder.string()}).err, tst::ContainsSubstring("W1001"));
  CHECK(mcpgen_with({"check", scratch.folder.string(), "-q"}).err.empty());
  CHECK_THAT(mcpgen_with({"check", scratch.folder.string(), "-q", "--strict"}).err,
             tst::ContainsSubstring("W1001"));
}

TEST_CASE("a manifest alone gets a .gitignore for what is built") {
  const Scratch scratch;
  std::ofstream(scratch.path("mcpgen.yaml")) << "mcpgen: 1\nname: s\nversion: 1\n";
  CHECK(mcpgen_with({"build", scratch.folder.string(), "--gen-only"}).exit_code == 0);
  CHECK(fs::exists(scratch.path(".gitignore")));
}

TEST_CASE("what new made passes check, has no difference and gives a stub") {
  const Scratch scratch;
  const std::string folder = scratch.path("hello");
  const Outcome made = mcpgen_with({"new", folder});
  REQUIRE(made.exit_code == 0);
  CHECK_THAT(made.err, tst::ContainsSubstring("Next:"));
  CHECK(fs::exists(folder + "/.gitattributes"));  // a checkout leaves the line ends of what is generated
  CHECK(mcpgen_with({"check", folder, "--strict"}).exit_code == 0);
  CHECK(mcpgen_with({"diff", folder, "--exit-code"}).exit_code == 0);
  CHECK_THAT(mcpgen_with({"stub", "greet", folder}).out, tst::ContainsSubstring("Handlers::greet"));
  const Outcome unknown = mcpgen_with({"stub", "gret", folder});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, tst::ContainsSubstring("`greet`"));
}

TEST_CASE("diff fails when asked to and a generated file is not what it should be") {
  const Scratch scratch;
  const std::string folder = scratch.path("hello");
  REQUIRE(mcpgen_with({"new", folder}).exit_code == 0);
  std::ofstream(folder + "/generated/hello.h", std::ios::app) << "// edited\n";
  const Outcome outcome = mcpgen_with({"diff", folder, "--exit-code"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.out, tst::ContainsSubstring("edited"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("run `mcpgen build`"));
}

TEST_CASE("a change of a skill's front matter is a difference, and its file an input") {
  const Scratch scratch;
  const auto write = [&](const std::string& file, const std::string& text) {
    fs::create_directories(fs::path(scratch.path(file)).parent_path());
    std::ofstream(scratch.path(file)) << text;
  };
  const std::string manifest = scratch.path("mcpgen.yaml");
  write("mcpgen.yaml", "mcpgen: 1\nname: s\nversion: 1.0.0\nskills: { git: }\n");
  write("skills/git/SKILL.md", "---\nname: git\ndescription: A.\n---\n");
  REQUIRE(mcpgen_with({"build", "--gen-only", manifest}).exit_code == 0);
  const auto differs = [&] {
    return mcpgen_with({"diff", "--exit-code", "--quiet", "--depfile", scratch.path("d"), "--depfile-target",
                        "t", manifest})
        .exit_code;
  };
  CHECK(differs() == 0);
  std::ifstream depfile(scratch.path("d"));
  CHECK_THAT(std::string(std::istreambuf_iterator<char>(depfile), {}),
             tst::ContainsSubstring(scratch.path("skills/git/SKILL.md")));
  write("skills/git/SKILL.md", "---\nname: git\ndescription: A.\n---\nText may change.\n");
  CHECK(differs() == 0);
  write("skills/git/SKILL.md", "---\nname: git\ndescription: B.\n---\n");
  CHECK(differs() != 0);
}

TEST_CASE("a manifest with errors fails every verb that reads it, and writes nothing") {
  const Scratch scratch;
  std::ofstream(scratch.path("mcpgen.yaml")) << "mcpgen: 1\nname: x\nversion: 0.1.0\ntols: {}\n";
  CHECK(mcpgen_with({"check", scratch.folder.string()}).exit_code == 1);
  CHECK(mcpgen_with({"build", scratch.folder.string()}).exit_code == 1);
  CHECK(mcpgen_with({"diff", scratch.folder.string()}).exit_code == 1);
  CHECK(!fs::exists(scratch.path("generated")));
}

TEST_CASE("a server that was not built yet is unreachable") {
  const Scratch scratch;
  REQUIRE(mcpgen_with({"new", scratch.path("hello")}).exit_code == 0);
  const Outcome outcome = mcpgen_with({"list", "--server", scratch.path("hello")});
  CHECK(outcome.exit_code == 4);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("mcpgen build"));
}

TEST_CASE("keys are those of a project") {
  const Scratch scratch;
  const Outcome nowhere = mcpgen_with({"keys", "list", "--manifest", scratch.path("none")});
  CHECK(nowhere.exit_code == 2);
  CHECK_THAT(nowhere.err, tst::ContainsSubstring("there is no file"));
  CHECK(mcpgen_with({"keys", "list", "--scop", "x"}).exit_code == 2);
  std::ofstream(scratch.path("mcpgen.yaml")) << "mcpgen: 1\nname: x\nversion: 0.1.0\ntols: {}\n";
  CHECK(mcpgen_with({"keys", "list", "--manifest", scratch.folder.string()}).exit_code == 1);
}

TEST_CASE("findings end with how many there are and how long it took") {
  const Scratch scratch;
  std::ofstream(scratch.path("mcpgen.yaml")) << "mcpgen: 1\nname: s\nversion: 1\ntols: {}\ntool: {}\n";
  for (const char* format : {"gcc", "pretty"}) {
    CAPTURE(format);
    const Outcome outcome = mcpgen_with({"check", scratch.path("mcpgen.yaml"), "--error-format", format});
    CHECK(outcome.exit_code == 1);
    const std::size_t summary = outcome.err.rfind("2 errors in ");
    REQUIRE(summary != std::string::npos);
    CHECK(outcome.err.find("2 errors in ") == summary);
    CHECK(outcome.err.ends_with(" ms)\n"));
  }
  CHECK(mcpgen_with({"check", scratch.path("mcpgen.yaml"), "--error-format", "json"}).err.empty());
}

TEST_CASE("a folder that CMake would take for two is refused before anything is compiled") {
  const Scratch scratch;
  fs::create_directories(scratch.folder / "a;b");
  std::ofstream(scratch.path("a;b/mcpgen.yaml")) << "mcpgen: 1\nname: s\nversion: 1\n";
  const Outcome outcome = mcpgen_with({"build", scratch.path("a;b/mcpgen.yaml")});
  CHECK(outcome.exit_code == 6);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("path has a `;`"));
}

TEST_CASE("a project elsewhere finds its manifest and overlays") {
  const Scratch scratch;
  const std::string manifest = scratch.path("mcpgen.yaml");
  std::ofstream(manifest) << "mcpgen: 1\nname: s\nversion: 1\n";
  std::ofstream(scratch.path("more.yaml")) << "title: More\n";
  REQUIRE(
      mcpgen_with({"build", "-o", scratch.path("deep/out"), "--file", scratch.path("more.yaml"), manifest})
          .exit_code == 0);
  std::ifstream file(scratch.path("deep/out/CMakeLists.txt"));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK_THAT(text, tst::ContainsSubstring("  MANIFEST ../../mcpgen.yaml\n  OVERLAYS ../../more.yaml\n"));

  const Outcome stale =
      mcpgen_with({"diff", "--exit-code", "--generated", scratch.path("deep/out/generated"), manifest});
  CHECK(stale.exit_code == 1);
  const std::string command =
      "run `mcpgen build --generated " + scratch.path("deep/out/generated") + ' ' + manifest + '`';
  CHECK_THAT(stale.err, tst::ContainsSubstring(command));
}

TEST_CASE("an option of the server's is handed on") {
  const Outcome outcome = mcpgen_with({"run", "--quiet", "--port", "9000"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("mcpgen run --quiet -- --port 9000\n"));
  CHECK_THAT(mcpgen_with({"run", "--profil", "x"}).err, tst::ContainsSubstring("did you mean `--profile`?"));
}

TEST_CASE("options stand before what goes to another program") {
  CHECK_THAT(mcpgen_with({"run", "--help"}).out,
             tst::ContainsSubstring("Usage: mcpgen run [MANIFEST] [options] [-- SERVER-ARGUMENTS...]\n"));
  CHECK_THAT(mcpgen_with({"version", "--help"}).out,
             tst::ContainsSubstring("Usage: mcpgen version [options]\n"));
}

TEST_CASE("output that nobody can read is a failure") {
  std::istringstream in;
  std::ofstream full("/dev/full");
  std::ostringstream err;
  CHECK(run({"schema"}, in, full, err) == 1);
  CHECK_THAT(err.str(), tst::ContainsSubstring("cannot write"));
}

TEST_CASE("output whose reader has gone is none that failed") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  ::close(ends[0]);
  std::cout.flush();
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGPIPE, SIG_IGN);
    ::dup2(ends[1], STDOUT_FILENO);
    std::istringstream in;
    std::ostringstream err;
    const int code = run({"schema"}, in, std::cout, err);
    ::_exit(err.str().empty() ? code : 1);
  }
  ::close(ends[1]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 141);
}

TEST_CASE("a time that is no whole number of seconds is wrong usage") {
  for (const char* time : {"abc", "0.5", "0", "-1"})
    CHECK(mcpgen_with({"list", "--timeout", time, "--", "true"}).exit_code == 2);
}

TEST_CASE("the first CMakeLists.txt asks for the overlays and the profile that were given") {
  const Scratch scratch;
  const std::string manifest = scratch.path("mcpgen.yaml");
  std::ofstream(manifest)
      << "mcpgen: 1\nname: s\nversion: 1\nprofiles: { quick: { limits: { timeout: 2s } } }\n";
  std::ofstream(scratch.path("more.yaml")) << "title: More\n";
  const std::vector<std::string> laid_over{"--file", scratch.path("more.yaml"), "--profile", "quick"};
  const auto with = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), laid_over.begin(), laid_over.end());
    arguments.push_back(manifest);
    return mcpgen_with(arguments);
  };
  REQUIRE(with({"build", "--gen-only"}).exit_code == 0);
  std::ifstream file(scratch.path("CMakeLists.txt"));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK_THAT(text, tst::ContainsSubstring("  MANIFEST mcpgen.yaml\n  OVERLAYS more.yaml\n  PROFILE quick\n"));
  CHECK(with({"diff", "--exit-code"}).exit_code == 0);
  CHECK(mcpgen_with({"diff", "--exit-code", manifest}).exit_code == 1);

  REQUIRE(mcpgen_with({"build", "--gen-only", manifest}).exit_code == 0);
  const Outcome stale = with({"diff", "--exit-code"});
  CHECK(stale.exit_code == 1);
  CHECK_THAT(stale.err, tst::ContainsSubstring("more.yaml --profile quick`"));
}

}  // namespace
}  // namespace mcpgen
