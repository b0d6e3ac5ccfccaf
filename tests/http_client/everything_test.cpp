// mcpgen's client verbs against a generated server that listens, in every revision.
#include <array>
#include <memory>
#include <string>

#include <unistd.h>

#include "../stdio/server_process.h"
#include "catch.h"
#include "mcpgen_run.h"

namespace http_client_test {
namespace {

using mcp::Json;

/// `everything`, which is started once and ends with the tests.
class Everything {
 public:
  Everything() {
    std::array<int, 2> ready{};
    REQUIRE(::pipe(ready.data()) == 0);
    server_ = std::make_unique<stdio_test::ServerProcess>(stdio_test::ServerProcess::Options{
        .arguments = {"serve", "--transport", "http", "--port", "0", "--ready-fd", "3"},
        .passed_fd = ready[1],
        .folder = SERVER_FOLDER});
    ::close(ready[1]);
    for (char c = 0; ::read(ready[0], &c, 1) == 1 && c != '\n';) url_.push_back(c);
    ::close(ready[0]);
    REQUIRE_FALSE(url_.empty());
  }

  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<stdio_test::ServerProcess> server_;
  std::string url_{};
};

/// The words of a command that leaves the revision open, and of one in each.
std::vector<std::vector<std::string>> revisions() {
  std::vector<std::vector<std::string>> all{{}};
  for (const char* revision : {"2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"})
    all.push_back({"--protocol", revision});
  return all;
}

Outcome mcpgen_in(const std::vector<std::string>& revision, std::vector<std::string> words) {
  words.insert(words.end(), revision.begin(), revision.end());
  return mcpgen(words);
}

TEST_CASE(
    "inspect says what a server at a URL is, in the revision that both know best or the one asked for") {
  const Everything server;
  for (const auto& revision : revisions()) {
    const Outcome outcome = mcpgen_in(revision, {"inspect", server.url(), "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json facts = Json::parse(outcome.out);
    CHECK(facts["server"]["name"] == "everything");
    CHECK(facts["protocolVersion"] == (revision.empty() ? "2026-07-28" : revision.back()));
    CHECK(facts["era"] == (facts["protocolVersion"] == "2026-07-28" ? "modern" : "legacy"));
    CHECK(facts["counts"]["tools"] > 20);
    CHECK(facts["counts"]["resourceTemplates"] == 2);
    CHECK(facts["counts"]["skills"] == (facts["era"] == "modern" ? 1 : 0));
    CHECK(facts["capabilities"].contains("prompts"));
  }
  const Outcome page = mcpgen({"inspect", server.url()});
  CHECK_THAT(page.out, tst::ContainsSubstring("everything 1.0.0"));
  CHECK_THAT(page.out, tst::ContainsSubstring("MCP 2026-07-28, each request for itself"));
  CHECK_THAT(page.out, tst::ContainsSubstring("2 resource templates,"));
}

TEST_CASE("skills are listed with what they are for") {
  const Everything server;
  CHECK_THAT(mcpgen({"list", server.url()}).out,
             tst::ContainsSubstring("\nskills\n  skill://report-fault/SKILL.md\n      How to report"));
  const Outcome read = mcpgen({"call", server.url(), "skill://report-fault/templates/short/line.txt"});
  CHECK_THAT(read.out, tst::StartsWith("{tool} failed: {answer}\n"));
}

TEST_CASE("list and call work at a URL in every revision") {
  const Everything server;
  for (const auto& revision : revisions()) {
    const Outcome listed = mcpgen_in(revision, {"list", server.url()});
    CHECK_THAT(listed.out, tst::ContainsSubstring("test_simple_text()"));
    const Outcome called = mcpgen_in(revision, {"call", server.url(), "test_simple_text"});
    CHECK(called.exit_code == 0);
    CHECK(called.out == "This is a simple text response for testing.\n");
    CHECK(called.err == "");
    CHECK(mcpgen_in(revision, {"call", "--server", server.url(), "test_simple_text"}).out == called.out);
    const Outcome failed = mcpgen_in(revision, {"call", server.url(), "test_error_handling"});
    CHECK(failed.exit_code == 5);
    CHECK(mcpgen_in(revision, {"call", server.url(), "test_simple_txt"}).exit_code == 5);
  }
}

TEST_CASE("progress and log lines of a server at a URL are shown as they come") {
  const Everything server;
  for (const char* revision : {"2026-07-28", "2025-11-25"}) {
    const Outcome progress =
        mcpgen({"call", server.url(), "test_tool_with_progress", "--protocol", revision});
    CHECK_THAT(progress.err, tst::ContainsSubstring("progress 50"));
    const Outcome log = mcpgen({"call", server.url(), "test_tool_with_logging", "--protocol", revision});
    CHECK_THAT(log.err, tst::ContainsSubstring("info: Tool processing data"));
    CHECK(mcpgen({"call", server.url(), "test_tool_with_logging", "-q", "--protocol", revision}).err == "");
  }
}

TEST_CASE("a question of a server at a URL is declined where nobody can be asked") {
  const Everything server;
  for (const char* revision : {"2026-07-28", "2025-11-25"}) {
    const Outcome asked =
        mcpgen({"call", server.url(), "test_elicitation", "message=really?", "--protocol", revision});
    CHECK(asked.exit_code == 0);
    CHECK_THAT(asked.err, tst::ContainsSubstring("the server asks: really?"));
    CHECK_THAT(asked.out, tst::ContainsSubstring("decline"));
  }
}

TEST_CASE("resources and prompts are reached at a URL") {
  const Everything server;
  const Outcome resource = mcpgen({"call", server.url(), "test://static-text"});
  CHECK(resource.exit_code == 0);
  CHECK_FALSE(resource.out.empty());
  const Outcome prompt = mcpgen({"call", server.url(), "test_simple_prompt"});
  CHECK(prompt.exit_code == 0);
  CHECK_THAT(prompt.out, tst::ContainsSubstring("user: "));
}

TEST_CASE("a server without TLS is asked without") {
  const Everything server;
  const Outcome outcome = mcpgen({"list", "https" + server.url().substr(4)});
  CHECK(outcome.exit_code == 4);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("no TLS connection"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("begins with http://"));
}

TEST_CASE("a wrong path on a right server says where to look") {
  const Everything server;
  const std::string root = server.url().substr(0, server.url().rfind('/'));
  const Outcome outcome = mcpgen({"list", root + "/elsewhere"});
  CHECK(outcome.exit_code == 4);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("there is no MCP server at " + root + "/elsewhere (404)"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("server/discover: 404, initialize: 404"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("Many servers listen at " + server.url()));
}

}  // namespace
}  // namespace http_client_test
