#include "log.h"

#include <algorithm>
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

TEST_CASE("OPS-02 a log line holds no control character and is of bounded length, whatever it tells of") {
  StderrPipe errors;
  const std::string hostile = "a\nb\r\x1b[31m\x7f\x01\xc2\x9b\xff\x9b" + std::string(100'000, 'x');
  mcp::log_line(mcp::LogLevel::error, hostile, {{"name", hostile}});
  mcp::log_line(mcp::LogLevel::error, std::string("\0", 1), {{"name", std::string_view("\0", 1)}});
  std::istringstream lines(errors.read_all());
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(line.size() < 8'000);
  CHECK(line.starts_with("error a b  [31m    \xef\xbf\xbd\xef\xbf\xbdxxx"));
  CHECK_THAT(line, tst::ContainsSubstring(R"( name="a\nb\r\u001b[31m )"));
  CHECK(std::ranges::none_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
  CHECK_THAT(line, !tst::ContainsSubstring("\xc2\x9b"));
  REQUIRE(std::getline(lines, line));
  CHECK(line == R"(error   name="\u0000")");
  CHECK_FALSE(std::getline(lines, line));
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
