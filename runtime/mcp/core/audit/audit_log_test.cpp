#include <mcp/core/audit/audit_log.h>

#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>

#include "catch.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

using mcp::AuditLog;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return (std::ostringstream() << file.rdbuf()).str();
}

/// A device on which there is never room.
constexpr const char* kFull = "/dev/full";

}  // namespace

TEST_CASE("lines are appended to a file that only its owner reads") {
  tst::ScratchFolder folder;
  folder.file("audit.jsonl", "before\n");
  const mode_t before = ::umask(0);
  for (const char* name : {"audit.jsonl", "new.jsonl"}) {
    AuditLog log({.file = folder.path(name)});
    REQUIRE(log.open());
    log.write("one");
    log.write("two");
    CHECK(log.allows());
  }
  ::umask(before);
  CHECK(content(folder.path("audit.jsonl")) == "before\none\ntwo\n");
  CHECK(content(folder.path("new.jsonl")) == "one\ntwo\n");
  struct stat facts {};
  REQUIRE(::stat(folder.path("new.jsonl").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("a file that was moved away is made anew") {
  tst::ScratchFolder folder;
  ::setenv("AUDIT_TEST_FOLDER", folder.path().c_str(), 1);
  AuditLog log({.file = "${AUDIT_TEST_FOLDER}/audit.jsonl"});
  REQUIRE(log.open());
  log.write("one");
  std::filesystem::rename(folder.path("audit.jsonl"), folder.path("audit.jsonl.1"));
  log.write("two");
  REQUIRE(log.open());
  log.write("three");
  CHECK(content(folder.path("audit.jsonl.1")) == "one\ntwo\n");
  CHECK(content(folder.path("audit.jsonl")) == "three\n");

  std::filesystem::rename(folder.path("audit.jsonl"), folder.path("audit.jsonl.2"));
  folder.link("audit.jsonl", folder.path("elsewhere"));
  const auto refused = log.open();
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, tst::ContainsSubstring("it is a symbolic link"));
  log.write("four");
  CHECK(content(folder.path("audit.jsonl.2")) == "three\nfour\n");
  CHECK_FALSE(std::filesystem::exists(folder.path("elsewhere")));
  ::unsetenv("AUDIT_TEST_FOLDER");
}

TEST_CASE("what is appended to a torn line begins a line of its own") {
  tst::ScratchFolder folder;
  folder.file("audit.jsonl", "whole\nto");
  AuditLog log({.file = folder.path("audit.jsonl")});
  REQUIRE(log.open());
  log.write("one");
  std::ofstream(folder.path("audit.jsonl"), std::ios::app) << "rn";
  REQUIRE(log.open());
  log.write("two");
  REQUIRE(log.open());
  log.write("three");
  CHECK(content(folder.path("audit.jsonl")) == "whole\nto\none\nrn\ntwo\nthree\n");
}

TEST_CASE("a file that cannot be opened is told with its name and the reason") {
  tst::ScratchFolder folder;
  const auto refused = AuditLog({.file = folder.path("missing/audit.jsonl")}).open();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "the audit log " + folder.path("missing/audit.jsonl") +
                                       " cannot be opened: No such file or directory");
  CHECK_FALSE(AuditLog({.file = folder.path()}).open());
  CHECK_FALSE(AuditLog({.file = "${AUDIT_TEST_UNSET}"}).open());
}

TEST_CASE("which tools are recorded can be said") {
  const AuditLog all;
  CHECK(all.covers("anything"));
  const AuditLog some({.tools = {"refund", "erase"}});
  CHECK(some.covers("erase"));
  CHECK_FALSE(some.covers("list"));
}

TEST_CASE("lines of several threads and of several processes do not mix") {
  tst::ScratchFolder folder;
  {
    AuditLog first({.file = folder.path("audit.jsonl")});
    AuditLog second({.file = folder.path("audit.jsonl")});
    REQUIRE(first.open());
    REQUIRE(second.open());
    std::vector<std::jthread> threads;
    for (char c = 'a'; c < 'i'; ++c)
      threads.emplace_back([&, c] {
        for (int i = 0; i < 500; ++i) {
          (c % 2 == 0 ? first : second).write(std::string(300, c));
          if (i % 100 == 0) CHECK(first.open());
        }
      });
  }
  std::istringstream lines(content(folder.path("audit.jsonl")));
  int count = 0;
  int broken = 0;
  for (std::string line; std::getline(lines, line); ++count)
    if (line.size() != 300 || line != std::string(300, line[0])) ++broken;
  CHECK(count == 8 * 500);
  CHECK(broken == 0);
}

#ifdef __linux__
TEST_CASE("what cannot be written is counted and told once a minute, and calls go on") {
  AuditLog log({.file = kFull});
  REQUIRE(log.open());
  tst::StderrPipe errors;
  for (int i = 0; i < 100; ++i) log.write("line");
  CHECK(log.allows());
  CHECK(errors.read_all() ==
        "error the audit log cannot be written why=\"No space left on device\" lost=\"1\"\n");
}

TEST_CASE(
    "where a record is required nothing is allowed while there is none, and then what is missing is said") {
  tst::ScratchFolder folder;
  const tst::StderrPipe errors;
  folder.file("place", "");
  AuditLog log({.file = "${AUDIT_TEST_FILE}", .required = true});
  ::setenv("AUDIT_TEST_FILE", kFull, 1);
  REQUIRE(log.open());
  CHECK(log.allows());
  log.write("one");
  CHECK_FALSE(log.allows());
  log.write("two");
  CHECK_FALSE(log.allows());

  ::setenv("AUDIT_TEST_FILE", folder.path("audit.jsonl").c_str(), 1);
  REQUIRE(log.open());
  CHECK(log.allows());
  log.write("three");
  const std::string text = content(folder.path("audit.jsonl"));
  CHECK_THAT(text, tst::ContainsSubstring(",\"lost\":2}\nthree\n"));
  CHECK(text.starts_with("{\"time\":\"20"));
  ::unsetenv("AUDIT_TEST_FILE");
}
#endif

TEST_CASE("a line that the disk took in part is not continued by the next") {
  tst::ScratchFolder folder;
  const tst::StderrPipe errors;
  AuditLog log({.file = folder.path("audit.jsonl")});
  REQUIRE(log.open());
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small{.rlim_cur = 10, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  log.write("0123456789abcdef");
  log.write("lost");
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, ignored);
  log.write("whole");
  const std::string text = content(folder.path("audit.jsonl"));
  CHECK(text.starts_with("0123456789\n{\"time\":\""));
  CHECK(text.ends_with(",\"lost\":2}\nwhole\n"));
}

TEST_CASE("without a file lines go to standard error, whole") {
  tst::StderrPipe errors;
  AuditLog log;
  REQUIRE(log.open());
  log.write("{\"tool\":\"a\"}");
  CHECK(errors.read_all() == "{\"tool\":\"a\"}\n");
}
