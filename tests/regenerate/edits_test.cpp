// A project is made, its user works in it, the manifest changes, and mcpgen runs again.
#include "catch.h"
#include "manifests.h"
#include "project.h"

namespace {

using namespace std::string_literals;
using namespace regenerate;

struct Edit {
  const char* what;
  std::string before;
  std::string after;
  std::vector<std::string> new_files{};  ///< of the user's
  std::string note{};                    ///< "" for none
};

std::string greet_with(std::string_view old_part, std::string_view new_part) {
  std::string greet(kGreet);
  return hello(greet.replace(greet.find(old_part), old_part.size(), new_part));
}

std::vector<Edit> edits() {
  const std::string greet = hello(kGreet);
  const std::string both = hello(std::string(kGreet) + std::string(kPart));
  std::vector<Edit> all{
      {.what = "a tool is added", .before = greet, .after = both, .new_files = {"src/part.cpp"}},
      {.what = "a tool is removed",
       .before = both,
       .after = greet,
       .note = "note: src/part.cpp is no longer compiled: move its body to where it belongs, or delete it"},
      {.what = "a tool is renamed",
       .before = greet,
       .after = greet_with("greet:", "welcome:"),
       .new_files = {"src/welcome.cpp"},
       .note = "note: src/greet.cpp is no longer compiled"},
      {.what = "a description changes",
       .before = greet,
       .after = greet_with("Greet a person", "Welcome a person")},
      {.what = "an optional field is added",
       .before = greet,
       .after = greet_with("greet }", "greet, title?: string }")},
      {.what = "a field is renamed", .before = greet, .after = greet_with("name:", "person:")},
      {.what = "a result changes its type", .before = greet, .after = greet_with("string }", "integer }")},
      {.what = "a result goes away",
       .before = greet,
       .after = greet_with("    output: { message: string }\n", "")},
      {.what = "a handler gives way to a back end",
       .before = greet,
       .after = hello(std::string(kGreet) + "    json: { message: \"Hello, {name}!\" }\n"),
       .note = "note: src/greet.cpp is no longer compiled"},
  };
  Edit renamed{.what = "the server is renamed", .before = greet, .after = greet};
  renamed.after.replace(renamed.after.find("name: hello"), 11, "name: howdy");
  all.push_back(renamed);
  return all;
}

/// What a user does to the files that are theirs.
void work_in(Project& project) {
  project.append("src/greet.cpp", "\n// my own lines\n");
  project.append("src/state.h", "struct Mine {};\n");
  project.append("CMakeLists.txt", "# more of mine\n");
  project.write("src/helper.cpp", "int helper() { return 1; }\n");
  project.write("notes/todo.txt", "everything\n");
}

}  // namespace

TEST_CASE("GEN-18 whatever changes in a manifest, users' files stay and owned files follow") {
  for (const Edit& edit : edits()) {
    CAPTURE(edit.what);
    Project project(edit.before);
    REQUIRE(project.generate().exit_code == 0);
    work_in(project);
    const Tree before = project.tree();

    project.write("mcpgen.yaml", edit.after);
    const Run again = project.generate();
    CAPTURE(again.said);
    CHECK(again.exit_code == 0);
    const Tree after = project.tree();
    const Tree wanted = fresh(edit.after);
    CHECK(owned(after) == owned(wanted));
    CHECK(owned(after) != owned(before));
    Tree theirs = users(before);
    for (const std::string& file : edit.new_files) theirs.emplace(file, wanted.at(file));
    CHECK(users(after) == theirs);
    const bool noted = again.said.find("no longer compiled") != std::string::npos;
    CHECK(noted == !edit.note.empty());
    CHECK_THAT(again.said, tst::ContainsSubstring(edit.note));
  }
}

TEST_CASE("GEN-18 a note about a removed tool is said once, when it goes") {
  Project project(hello(std::string(kGreet) + std::string(kPart)));
  project.generate();
  project.write("mcpgen.yaml", hello(kGreet));
  CHECK_THAT(project.generate().said, tst::ContainsSubstring("src/part.cpp"));
  CHECK(project.generate().said.find("src/part.cpp") == std::string::npos);
}

TEST_CASE("a stub that was deleted is written again") {
  Project project(hello(kGreet));
  project.generate();
  const Tree before = project.tree();
  project.remove("src/greet.cpp");
  CHECK_THAT(project.generate().said, tst::ContainsSubstring("created src/greet.cpp (yours)"));
  CHECK(project.tree() == before);
}

TEST_CASE("a generated file that was edited or deleted is restored") {
  Project project(hello(kGreet));
  project.generate();
  const Tree before = project.tree();
  project.append("generated/hello.h", "// mine\n");
  project.remove("generated/main.cpp");
  const Run stale = run({"diff", "--exit-code", project.folder().path("mcpgen.yaml")});
  CHECK(stale.exit_code == 1);
  CHECK_THAT(stale.said, tst::ContainsSubstring("-// mine"));
  const Run again = project.generate();
  CHECK(again.exit_code == 0);
  CHECK_THAT(again.said, tst::ContainsSubstring("wrote   generated/hello.h"));
  CHECK_THAT(again.said, tst::ContainsSubstring("wrote   generated/main.cpp"));
  CHECK(project.tree() == before);
}
