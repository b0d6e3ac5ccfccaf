// Calls whose record memory is refused to, once, wherever it asks for some.

#include <fstream>
#include <memory>
#include <new>
#include <string>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/context.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>
#include <mcp/json/json.h>

#include "catch.h"
#include "failing_memory.h"
#include "scratch_folder.h"

namespace scarcity {
namespace {

struct Nobody final : mcp::Outlet {
  void send(std::string) override {}
};

/// Of how many calls the file knows, those included of which it knows only that there was one.
std::size_t calls_in(const std::string& path) {
  std::size_t count = 0;
  std::ifstream file(path);
  for (std::string text; std::getline(file, text);) {
    const auto line = mcp::Json::parse(text);
    count += line.value("lost", std::size_t{0}) + line.contains("tool");
  }
  return count;
}

constexpr const char* kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"quick","arguments":{"a":[1,2]},)"
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
    R"("io.modelcontextprotocol/clientCapabilities":{}}}})";

}  // namespace

TEST_CASE("STORE-13 whichever piece of memory is refused, no call is done of which the audit log is silent") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("audit.jsonl");
  mcp::AuditLog log({.file = path, .required = true});
  REQUIRE(log.open());
  std::size_t done = 0;
  mcp::Server server({.name = "audited", .version = "1"}, {});
  server.add(mcp::Tool{.name = "quick",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [&](const mcp::Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         ++done;
                         return mcp::ToolAnswer{.content = mcp::Content("done")};
                       },
                       .quick = true});
  mcp::Engine engine(server, {.audit = &log});
  const auto peer = engine.connect(std::make_shared<Nobody>(), {.principal = {.owner = true}});
  forget_places();
  for (bool more = true; more;) {
    const std::size_t done_before = done;
    const std::size_t known_before = calls_in(path);
    {
      const OneRefusedHere refused;
      try {
        peer->receive(kCall);
      } catch (const std::bad_alloc&) {  // ends the connection, where there is one
      }
      more = refused.happened();
    }
    log.write("{}");  // before which the file says what it lacks
    REQUIRE(calls_in(path) - known_before >= done - done_before);
  }
  CHECK(done > 10);
  peer->close();
}

}  // namespace scarcity
