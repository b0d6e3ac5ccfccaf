#include "cli/server_program.h"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "catch.h"
#include "cli/process.h"
#include "cli/testing.h"
#include "scratch_folder.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A project whose program was built after its files were written.
struct BuiltProject {
  BuiltProject() {
    folder.file("mcpgen.yaml", "mcpgen: 1\n")
        .file("src/greet.cpp", "body")
        .file("build/hello", "#!/bin/sh\n");
    folder.file("build/mcpgen-servers/hello.txt",
                folder.path("mcpgen.yaml") + "\n" + folder.path("build/hello") + "\n");
    fs::permissions(folder.path("build/hello"), fs::perms::owner_all);
    for (const char* file : {"mcpgen.yaml", "src/greet.cpp"})
      fs::last_write_time(folder.path(file), fs::file_time_type::clock::now() - 1h);
  }
  ServerProgram found() const {
    const auto server = find_server({}, folder.path());
    REQUIRE(std::holds_alternative<ServerProgram>(server));
    return std::get<ServerProgram>(server);
  }

  tst::ScratchFolder folder;
};

TEST_CASE("the program of a project is found, and doubted once a file is newer") {
  for (const char* file : {"mcpgen.yaml", "src/greet.cpp"}) {
    const BuiltProject project;
    CHECK(project.found().command == std::vector<std::string>{project.folder.path("build/hello")});
    CHECK(project.found().folder == project.folder.path());
    CHECK(project.found().doubt == "");
    fs::last_write_time(project.folder.path(file), fs::file_time_type::clock::now() + 1h);
    CHECK_THAT(project.found().doubt, tst::ContainsSubstring(std::string(file) + " is newer than "));
    CHECK_THAT(project.found().doubt, tst::ContainsSubstring("run `mcpgen build`"));
  }
}

TEST_CASE("a project's server is started where its manifest lies") {
  const BuiltProject project;
  project.folder.file("build/hello", "#!/bin/sh\npwd >where\n");
  fs::permissions(project.folder.path("build/hello"), fs::perms::owner_all);
  const ServerProgram server = project.found();
  Child child;
  REQUIRE(child.start(server.command, Child::Errors::discarded, server.folder));
  CHECK(child.wait() == 0);
  CHECK(fs::file_size(project.folder.path("where")) > 0);
}

TEST_CASE("a server that no pipe leads to is not started, but told where it is") {
  for (const auto& [transport, said] : {std::pair{"http", "over HTTP only"},
                                        {"sse", "over HTTP only"},
                                        {"rest", "speaks REST, and no MCP"}}) {
    CAPTURE(transport);
    const BuiltProject project;
    project.folder.file("mcpgen.yaml", "mcpgen: 1\nname: hello\nversion: '1'\ntransports: [" +
                                           std::string(transport) +
                                           "]\ntools: {greet: {description: Greet.}}\n");
    const testing::Outcome listed = testing::mcpgen_with({"list", project.folder.path()});
    CHECK(listed.exit_code == 4);
    CHECK_THAT(listed.err, tst::ContainsSubstring(said) && tst::ContainsSubstring("`mcpgen run`"));
    CHECK_THAT(listed.err, !tst::ContainsSubstring("newer"));
  }
}

TEST_CASE("a build that had nothing to do settles the doubt") {
  const BuiltProject project;
  const auto past = fs::file_time_type::clock::now() - 2h;
  fs::last_write_time(project.folder.path("build/hello"), past);
  fs::last_write_time(project.folder.path("build/mcpgen-servers/hello.txt"), past);
  CHECK(project.found().doubt != "");
  mark_built(std::get<Project>(find_project(project.folder.path())));
  CHECK(project.found().doubt == "");
}

TEST_CASE("a program that the build of a project around it made is found") {
  tst::ScratchFolder folder;
  folder.file("servers/hello/mcpgen.yaml", "mcpgen: 1\n").file("build/dev/hello", "#!/bin/sh\n");
  folder.file("build/dev/mcpgen-servers/hello-Debug.txt",
              folder.path("servers/hello/mcpgen.yaml") + "\n" + folder.path("build/dev/hello") + "\n");
  fs::permissions(folder.path("build/dev/hello"), fs::perms::owner_all);
  const auto server = find_server({}, folder.path("servers/hello"));
  REQUIRE(std::holds_alternative<ServerProgram>(server));
  CHECK(std::get<ServerProgram>(server).command == std::vector<std::string>{folder.path("build/dev/hello")});
  CHECK(built_program(std::get<Project>(find_project(folder.path("servers/hello")))).empty());
  folder.file("servers/other/mcpgen.yaml", "mcpgen: 1\n");
  CHECK(std::holds_alternative<ClientFault>(find_server({}, folder.path("servers/other"))));
}

TEST_CASE("a record that belongs to others leads to no program") {
  if (::geteuid() != 0) SKIP("only root may give files away");
  const BuiltProject project;
  REQUIRE(::chown(project.folder.path("build/mcpgen-servers/hello.txt").c_str(), 12345, 12345) == 0);
  CHECK(std::holds_alternative<ClientFault>(find_server({}, project.folder.path())));
}

TEST_CASE("a manifest is no program, even where it may be executed") {
  const BuiltProject project;
  fs::permissions(project.folder.path("mcpgen.yaml"), fs::perms::owner_all);
  const auto server = find_server({}, project.folder.path("mcpgen.yaml"));
  CHECK(std::get<ServerProgram>(server).command.front() == project.folder.path("build/hello"));
}

TEST_CASE("a program may be named by its path, or be in PATH") {
  const BuiltProject project;
  const auto by_path = find_server({}, project.folder.path("build/hello"));
  CHECK(std::get<ServerProgram>(by_path).command.front() == project.folder.path("build/hello"));
  CHECK(std::get<ServerProgram>(find_server({}, "sh")).command.front().ends_with("/sh"));
  const auto missing = find_server({}, project.folder.path("build/nothing"));
  REQUIRE(std::holds_alternative<ClientFault>(missing));
  CHECK(std::get<ClientFault>(missing).exit_code == ExitCode::usage);
  CHECK(std::get<ClientFault>(missing).message ==
        "there is no file `" + project.folder.path("build/nothing") + "`");
}

}  // namespace
}  // namespace mcpgen
