// Frames in, frames out.

#include <thread>

#include <mcp/json/writer.h>

#include "catch.h"
#include "resident_memory.h"
#include "server_process.h"

using namespace std::chrono_literals;
using namespace stdio_test;

namespace {

constexpr std::size_t kLineLimit = 4 * 1024 * 1024;

}  // namespace

TEST_CASE("STDIO-04 a line at the limit is read, one above it gets one error and the next line works") {
  ServerProcess server;
  std::string line = mcp::to_text(call_message(1, "echo", {{"text", "long"}}));
  line.append(kLineLimit - line.size(), ' ');
  REQUIRE(server.write(line + "\n"));
  CHECK(text_of(server.receive()) == "long");

  REQUIRE(server.write(line + " \n"));
  server.call(2, "echo", {{"text", "next"}});
  const Json error = server.receive();
  CHECK((error.at("error").at("code") == -32600 || error.at("error").at("code") == -32700));
  CHECK(text_of(server.receive()) == "next");
}

TEST_CASE("STDIO-04 100 MiB without a line break cost one error and bounded memory") {
  ServerProcess server;
  const std::string piece(1024 * 1024, 'x');
  for (int i = 0; i < 100; ++i) REQUIRE(server.write(piece));
  CHECK(server.receive().contains("error"));
  REQUIRE(server.write("\n"));
  server.call(1, "echo", {{"text", "next"}});
  CHECK(text_of(server.receive()) == "next");
  if (tst::kMemoryCounts) CHECK(server.peak_memory() < 40 * 1024);
}

TEST_CASE("STDIO-05 line breaks and control bytes in an answer stay inside its one line") {
  ServerProcess server;
  server.call(1, "lines");
  server.call(2, "echo", {{"text", "\n\n\r\n"}});
  const auto answers = server.receive_answers(2);
  CHECK(text_of(answers.at("1")).starts_with("a\nb\r\nc\xe2\x80\xa8"));
  CHECK(text_of(answers.at("2")) == "\n\n\r\n");
  server.close_stdin();
  CHECK_FALSE(server.read_line());
}

TEST_CASE("STDIO-07 64 large answers at once are 64 whole lines") {
  ServerProcess server;
  constexpr std::size_t kCalls = 64;
  for (std::size_t id = 1; id <= kCalls; ++id) server.call(id, "big", {{"bytes", 100'000 + id}});
  for (const auto& [id, answer] : server.receive_answers(kCalls)) {
    const std::string text = text_of(answer);
    CHECK(text.size() == 100'000 + std::stoul(id));
    CHECK(text.find_first_not_of('x') == std::string::npos);
  }
}

TEST_CASE("frames are read however their bytes arrive") {
  ServerProcess server;
  const std::string first = mcp::to_text(call_message(1, "echo", {{"text", "slow"}})) + "\r\n\r\n";
  for (const char byte : first) {
    REQUIRE(server.write({&byte, 1}));
    if (byte == ',') std::this_thread::sleep_for(1ms);
  }
  CHECK(text_of(server.receive()) == "slow");
  std::string many;
  for (int id = 2; id < 102; ++id) {
    many +=
        mcp::to_text(call_message(id, id % 2 == 0 ? "echo" : "quick_echo", {{"text", std::to_string(id)}})) +
        "\n";
  }
  REQUIRE(server.write(many));
  for (const auto& [id, answer] : server.receive_answers(100)) CHECK(text_of(answer) == id);
}
