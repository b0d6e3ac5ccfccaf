// A server over pipes that memory is refused to, once, wherever it asks for some.

#include <string>

#include <mcp/core/context.h>
#include <mcp/core/server.h>

#include "../http/http_server.h"
#include "failing_memory.h"
#include "piped_client.h"

namespace scarcity {
namespace {

std::string line(const std::string& request) { return request.substr(request.find("\r\n\r\n") + 4) + "\n"; }

}  // namespace

TEST_CASE(
    "STORE-13 whichever piece of memory a request over pipes is refused, it is answered or the server ends") {
  mcp::Server server({.name = "piped", .version = "1"}, {});
  const auto said = [](const mcp::Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
    context.progress(1);
    mcp::ToolAnswer told;
    told.content = mcp::Content(std::string("a text that is too long to be kept in place"));
    return told;
  };
  server.add(
      mcp::Tool{.name = "quick", .input_schema_json = R"({"type":"object"})", .call = said, .quick = true});
  server.add(mcp::Tool{.name = "slow", .input_schema_json = R"({"type":"object"})", .call = said});
  mcp::Engine engine(server, {});
  for (const char* tool : {"quick", "slow", "none"}) {
    DYNAMIC_SECTION(tool) {
      const std::string request = line(http_test::modern_call(tool));
      forget_places();
      int refusals = 0;
      for (int in_vain = 0; in_vain < 3;) {
        tst::PipedClient client(engine);
        {
          const OneRefused refused;
          client.send(request);
          const mcp::Json answered = client.answer();
          CHECK((!answered.is_discarded() || client.has_ended()));
          in_vain = refused.happened() ? 0 : in_vain + 1;
          refusals += refused.happened() ? 1 : 0;
        }
        if (client.has_ended()) continue;
        client.send(request);
        CHECK(client.answer().value("id", 0) == 1);
      }
      CHECK(refusals > 0);
    }
  }
}

}  // namespace scarcity
