#include <cstdlib>
#include <string>

#include "catch.h"
#include "manifests.h"
#include "project.h"

namespace {

using namespace regenerate;

constexpr const char* kVariable = "MCPGEN_PROFILE";

/// MCPGEN_PROFILE for the length of a test.
class Environment {
 public:
  explicit Environment(const char* profile) { ::setenv(kVariable, profile, 1); }
  ~Environment() { ::unsetenv(kVariable); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
};

/// What the generated server calls itself, or what a run that failed said.
std::string title_of(const Project& project, std::initializer_list<std::string> arguments) {
  const Run built = run(arguments);
  if (built.exit_code != 0) return built.said;
  const Tree tree = project.tree();
  const std::string& text = tree.at("generated/hello.cpp");
  for (const char* title : {"Quick", "Slow"})
    if (text.find(title) != std::string::npos) return title;
  return "Plain";
}

}  // namespace

TEST_CASE("the profile of the environment counts where the command line asks for none") {
  const Project project(hello(kGreet) +
                        "title: Plain\nprofiles: { quick: { title: Quick }, slow: { title: Slow } }\n");
  const std::string manifest = project.folder().path("mcpgen.yaml");
  const auto title = [&] { return title_of(project, {"build", "--gen-only", manifest}); };
  const auto title_with = [&](const std::string& option) {
    return title_of(project, {"build", "--gen-only", manifest, option});
  };
  CHECK(title() == "Plain");
  {
    const Environment quick("quick");
    CHECK(title() == "Quick");
    CHECK(title_with("--profile=slow") == "Slow");
    CHECK(title_with("--profile=") == "Plain");
    CHECK_THAT(run({"diff", "--exit-code", manifest}).said, tst::ContainsSubstring("--profile quick"));
    CHECK(title() == "Quick");
    // What is proposed for files of another profile must not make those of the environment once more.
    CHECK_THAT(run({"diff", "--exit-code", "--profile=", manifest}).said,
               tst::ContainsSubstring("run `mcpgen build --profile=`"));
  }
  {
    const Environment none("");
    CHECK(title() == "Plain");
  }
  const Environment misspelt("quik");
  CHECK_THAT(title(), tst::ContainsSubstring("there is no profile 'quik'"));
}

TEST_CASE("the help says which variable asks for a profile") {
  CHECK_THAT(run({"help", "check"}).said, tst::ContainsSubstring(kVariable));
}
