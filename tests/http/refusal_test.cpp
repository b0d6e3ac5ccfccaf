// What those hear, and the operator, who are not let in or may not do what they ask for.

#include <fstream>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/log.h>

#include "catch.h"
#include "guests.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

namespace http_test {
namespace {

TEST_CASE("KEY-07 whoever has to wait before it is asked again is told for how long") {
  const Guarded server;
  const auto answer = server.ask("tried", modern_call("echo"));
  CHECK(answer->status == 429);
  CHECK(answer->field("retry-after") == "77");
  CHECK_THAT(answer->body, tst::ContainsSubstring("you tried too often"));
}

TEST_CASE("each refusal is one line of the log, under the id that its caller got") {
  tst::StderrPipe errors;
  const Guarded server;
  server.guests->known = true;
  errors.read_all();
  const auto line_of = [&](const char* who, int status) {
    const auto answer = server.ask(who, modern_call("both"));
    CHECK(answer->status == status);
    const std::string line = errors.read_all();
    CHECK(std::ranges::count(line, '\n') == 1);
    CHECK_THAT(line, tst::ContainsSubstring(" request_id=\"" + answer->field("x-request-id") + "\""));
    return line;
  };
  CHECK_THAT(
      line_of("nobody", 401),
      tst::StartsWith("info a caller was refused why=\"it is known that nobody has it\" peer=\"127.0.0.1\""));
  CHECK_THAT(line_of("tried", 429), tst::StartsWith("info a caller has to wait why=\"you tried too often\""));
  CHECK_THAT(line_of("slow-throws", 503),
             tst::StartsWith("error a caller could not be checked why=\"user code broke\""));
  CHECK_THAT(line_of("ann+one", 403),
             tst::ContainsSubstring("why=\"missing scope: two\" method=\"tools/call\" caller=\"ann\""));
  CHECK(server.ask("", modern_call("both"))->status == 401);
  CHECK(errors.read_all().empty());
  mcp::set_log_level(mcp::LogLevel::debug);
  CHECK_THAT(line_of("", 401), tst::StartsWith("debug a caller was refused who shows nothing"));
  mcp::set_log_level(mcp::LogLevel::info);
}

TEST_CASE("what is recorded of a call has the id that its caller got") {
  const tst::ScratchFolder folder;
  mcp::AuditLog audit({.file = folder.path("audit.jsonl")});
  REQUIRE(audit.open());
  static Guests guests;
  HttpServer server({.authenticator = &guests}, {}, {.audit = &audit});
  for (const char* own : {"", "X-Request-ID: order-7\r\n"}) {
    std::string request = Guarded::as("ann", modern_call("echo"));
    request.insert(request.find("\r\n") + 2, own);
    const auto answer = Socket(server.port()).send(request).receive();
    std::ifstream file(folder.path("audit.jsonl"));
    std::string line, last;
    while (std::getline(file, line)) last = line;
    REQUIRE_FALSE(answer->field("x-request-id").empty());
    CHECK(Json::parse(last)["requestId"] == answer->field("x-request-id"));
  }
}

}  // namespace
}  // namespace http_test
