#include "cli/run.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/command.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

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

/// A folder that goes away with the test.
struct Scratch {
  Scratch() : folder(fs::temp_directory_path() / ("mcpgen_run_test_" + std::to_string(::getpid()))) {
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  ~Scratch() { fs::remove_all(folder); }
  std::string path(const std::string& name) const { return (folder / name).string(); }

  fs::path folder;
};

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

TEST_CASE("new refuses what this build does not have, and names what it has") {
  const Scratch scratch;
  const Outcome auth = mcpgen_with({"new", scratch.path("a"), "--auth", "oauth-server"});
  CHECK(auth.exit_code == 2);
  CHECK_THAT(auth.err, tst::ContainsSubstring("has none"));
  const Outcome transport = mcpgen_with({"new", scratch.path("a"), "--transport", "htpp"});
  CHECK(transport.exit_code == 2);
  CHECK_THAT(transport.err, tst::ContainsSubstring("stdio"));
  CHECK(!fs::exists(scratch.path("a")));
}

TEST_CASE("new leaves a folder with files alone unless forced") {
  const Scratch scratch;
  std::ofstream(scratch.path("mine.txt")) << "mine";
  CHECK(mcpgen_with({"new", scratch.folder.string(), "--name", "hello"}).exit_code == 2);
  CHECK(mcpgen_with({"new", scratch.folder.string(), "--name", "hello", "--force"}).exit_code == 0);
  CHECK(fs::exists(scratch.path("mcpgen.yaml")));
  CHECK(fs::exists(scratch.path("mine.txt")));
}

TEST_CASE("new completes what a manifest that is there says, and loses nothing of it") {
  for (const std::string name : {"mcpgen.yaml", "mcpgen.yml", "mcpgen.json"}) {
    CAPTURE(name);
    const Scratch scratch;
    const std::string text =
        R"({"mcpgen": 1, "name": "other", "version": "2", "tools": {"add": {"description": "Add."}}})";
    std::ofstream(scratch.path(name)) << text;
    const Outcome named = mcpgen_with({"new", scratch.folder.string(), "--force", "--name", "mine"});
    CHECK(named.exit_code == 2);
    CHECK_THAT(named.err, tst::ContainsSubstring("--name would change nothing"));
    const Outcome made = mcpgen_with({"new", scratch.folder.string(), "--force"});
    CHECK(made.exit_code == 0);
    CHECK_THAT(made.err, tst::ContainsSubstring(name + " is there already and stays as it is"));
    CHECK(fs::exists(scratch.path("src/add.cpp")));
    CHECK(fs::exists(scratch.path("generated/other.h")));
    for (const char* sample : {"src/greet.cpp", "tests"}) CHECK(!fs::exists(scratch.path(sample)));
    std::ifstream kept(scratch.path(name));
    CHECK(std::string(std::istreambuf_iterator<char>(kept), {}) == text);
    for (const std::string other : {"mcpgen.yaml", "mcpgen.yml", "mcpgen.json"})
      CHECK(fs::exists(scratch.path(other)) == (other == name));
  }
}

TEST_CASE("new over http writes the transport out and says where clients find the server") {
  const Scratch scratch;
  const auto text_of = [&](const std::string& path) {
    std::ifstream file(scratch.path(path));
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const Outcome made = mcpgen_with({"new", scratch.path("hello"), "--transport", "http"});
  CHECK(made.exit_code == 0);
  CHECK_THAT(made.err,
             tst::ContainsSubstring("mcpgen run\nThen point a client at http://127.0.0.1:8080/mcp"));
  CHECK_THAT(text_of("hello/mcpgen.yaml"), tst::ContainsSubstring("\ntransports: [http]\n"));
  CHECK_THAT(text_of("hello/README.md"), !tst::ContainsSubstring("mcpgen call"));
  CHECK_THAT(text_of("hello/generated/main.cpp"), tst::ContainsSubstring("mcp::transport::Http http;"));
  REQUIRE(mcpgen_with({"new", scratch.path("both"), "--transport", "stdio,http"}).exit_code == 0);
  CHECK_THAT(text_of("both/mcpgen.yaml"), tst::ContainsSubstring("\ntransports: [stdio, http]\n"));
  CHECK_THAT(text_of("both/README.md"), tst::ContainsSubstring("mcpgen run -- --transport http"));
  CHECK_THAT(text_of("both/README.md"), !tst::ContainsSubstring("curl"));
  const Outcome rest = mcpgen_with({"new", scratch.path("rest"), "--transport", "rest"});
  CHECK_THAT(rest.err, tst::ContainsSubstring("Then point a client at http://127.0.0.1:8080/openapi.json"));
  CHECK_THAT(text_of("rest/generated/main.cpp"), tst::ContainsSubstring(".mcp = false, .rest = true"));
  CHECK_THAT(text_of("rest/README.md"), tst::ContainsSubstring("http://127.0.0.1:8080/api/tools/greet"));
}

TEST_CASE("new with --dry-run lists files and writes none") {
  const Scratch scratch;
  const Outcome outcome = mcpgen_with({"new", scratch.path("hello"), "--dry-run"});
  CHECK(outcome.exit_code == 0);
  CHECK(!fs::exists(scratch.path("hello")));
  REQUIRE(mcpgen_with({"new", scratch.path("hello")}).exit_code == 0);
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path("hello"))) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().lexically_relative(scratch.path("hello")).string();
    CHECK_THAT(outcome.err, tst::ContainsSubstring(" " + path));
  }
  CHECK(outcome.err.find("created") == std::string::npos);
}

TEST_CASE("new takes every name that a manifest takes, and proposes one for another") {
  const Scratch scratch;
  CHECK(mcpgen_with({"new", scratch.path("2048.game")}).exit_code == 0);
  const Outcome outcome = mcpgen_with({"new", scratch.path("my server")});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("such as --name my-server"));
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

TEST_CASE("a new project may begin with keys") {
  const Scratch scratch;
  REQUIRE(mcpgen_with({"new", scratch.path("hello"), "--auth", "api-key"}).exit_code == 0);
  const auto text_of = [&](const char* file) {
    std::ifstream in(scratch.path("hello") + file);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  CHECK_THAT(text_of("/mcpgen.yaml"),
             tst::ContainsSubstring("transports: [http]") && tst::ContainsSubstring("auth: api-key"));
  CHECK_THAT(text_of("/.gitignore"), tst::ContainsSubstring("*.db\n"));
  CHECK_THAT(text_of("/README.md"), tst::ContainsSubstring("mcpgen keys create"));
  CHECK_THAT(text_of("/generated/main.cpp"), tst::ContainsSubstring("sqlite:///hello.db"));
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

TEST_CASE("output that nobody can read is a failure") {
  std::istringstream in;
  std::ofstream full("/dev/full");
  std::ostringstream err;
  CHECK(run({"schema"}, in, full, err) == 1);
  CHECK_THAT(err.str(), tst::ContainsSubstring("cannot write"));
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
