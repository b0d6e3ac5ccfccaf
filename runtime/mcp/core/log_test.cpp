#include "log.h"

#include <chrono>
#include <sstream>
#include <string>

#include "catch.h"
#include "stderr_pipe.h"

using tst::StderrPipe;

TEST_CASE("a log line is one line, with its fields quoted") {
  StderrPipe errors;
  mcp::log_line(mcp::LogLevel::error, "it\nfailed\x1b[0m", {{"what", "a \"b\"\nc"}, {"id", "1"}});
  CHECK(errors.read_all() == "error it failed [0m what=\"a \\\"b\\\"\\nc\" id=\"1\"\n");
}

TEST_CASE("lines below the level are left out") {
  StderrPipe errors;
  mcp::log_line(mcp::LogLevel::debug, "hidden");
  mcp::set_log_level(mcp::LogLevel::debug);
  mcp::log_line(mcp::LogLevel::debug, "shown");
  mcp::set_log_level(mcp::LogLevel::info);
  CHECK(errors.read_all() == "debug shown\n");
}

TEST_CASE("LOAD-21 logging never waits: lines are dropped, counted, and whole lines go on") {
  StderrPipe errors;
  const auto begun = std::chrono::steady_clock::now();
  constexpr int kLines = 5000;
  for (int i = 0; i < kLines; ++i) mcp::log_line(mcp::LogLevel::info, std::string(100, 'x'));
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(10));

  const std::string first = errors.read_all();
  mcp::log_line(mcp::LogLevel::info, "again");
  const std::string text = first + errors.read_all();
  const std::string whole = "info " + std::string(100, 'x') + "\n";
  std::size_t at = 0;
  int shown = 0;
  for (; text.compare(at, whole.size(), whole) == 0; at += whole.size()) ++shown;
  CHECK(text.substr(at) == "(" + std::to_string(kLines - shown) + " lines were dropped)\ninfo again\n");
}

TEST_CASE("LOAD-21 a line that a full pipe took in part is finished before the next") {
  const bool shifted = GENERATE(false, true);  // so that in one of the two the pipe is full amid a line
  StderrPipe errors;
  if (shifted) mcp::log_line(mcp::LogLevel::info, "short");
  const std::string value(1000, '\x01');  // escaped, longer than what a pipe takes at once
  for (int i = 0; i < 100; ++i) mcp::log_line(mcp::LogLevel::info, "long", {{"value", value}});
  const std::string first = errors.read_all();
  mcp::log_line(mcp::LogLevel::info, "again");
  std::istringstream lines(first + errors.read_all());
  for (std::string line; std::getline(lines, line);) {
    const bool whole = line == "info short" || line == "info again" ||
                       (line.starts_with('(') && line.ends_with(" lines were dropped)")) ||
                       (line.starts_with("info long") && line.ends_with('"') && line.size() > 6000);
    CHECK(whole);
  }
}
