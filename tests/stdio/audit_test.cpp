// Whoever runs the server finds its calls recorded where he wants them.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "catch.h"
#include "scratch_folder.h"
#include "server_process.h"

using namespace std::chrono_literals;
using namespace stdio_test;

namespace {

std::size_t lines_of(const std::string& path) {
  std::ifstream file(path);
  std::size_t count = 0;
  for (std::string line; std::getline(file, line); ++count) CHECK(Json::parse(line)["tool"] == "echo");
  return count;
}

ServerProcess::Options recorded_in(const std::string& path) {
  return {.environment = {{"STDIO_TEST_NEEDED", "1"}, {"STDIO_TEST_AUDIT", path}}};
}

void call_echo(ServerProcess& server) {
  server.call(1, "echo");
  CHECK(server.receive().at("id") == 1);
}

}  // namespace

TEST_CASE("SIGHUP opens the audit log anew, where it was moved away") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("audit.jsonl");
  ServerProcess server(recorded_in(path));
  call_echo(server);
  call_echo(server);
  CHECK(lines_of(path) == 2);
  std::filesystem::rename(path, path + ".1");
  server.signal(SIGHUP);
  const auto deadline = Clock::now() + kSoon;
  std::size_t calls = 2;
  for (; lines_of(path) == 0 && Clock::now() < deadline; ++calls) call_echo(server);
  CHECK(lines_of(path) == 1);
  CHECK(lines_of(path + ".1") == calls - 1);

  std::filesystem::rename(path, path + ".2");
  std::filesystem::create_directory(path);
  server.signal(SIGHUP);
  while (!server.errors_contain("the audit log stays what it was") && Clock::now() < deadline)
    std::this_thread::sleep_for(1ms);
  call_echo(server);
  CHECK(lines_of(path + ".2") == 2);
  server.close_stdin();
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("a server that could record nothing does not start") {
  tst::ScratchFolder folder;
  ServerProcess server(recorded_in(folder.path("missing/audit.jsonl")));
  CHECK(server.wait_exit() == 1);
  CHECK(server.errors_contain("cannot serve: the audit log " + folder.path("missing/audit.jsonl") +
                              " cannot be opened: No such file or directory"));
}

TEST_CASE("OPS-01 whoever owns the process is told from others, and its secrets stay out of the record") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("audit.jsonl");
  {
    ServerProcess server(recorded_in(path));
    server.call(1, "echo", {{"token", "canary-91ab"}}, {{"example.com/token", "canary-91ab"}});
    server.receive();
  }
  std::ifstream file(path);
  std::string line;
  REQUIRE(std::getline(file, line));
  CHECK(Json::parse(line)["owner"] == true);
  CHECK_THAT(line, !tst::ContainsSubstring("canary"));
}
