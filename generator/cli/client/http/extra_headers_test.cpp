#include "cli/client/http/extra_headers.h"

#include <cstdlib>
#include <sstream>

#include "catch.h"
#include "scratch_folder.h"

namespace mcpgen {
namespace {

std::variant<HttpFields, UsageFault> read(const std::vector<std::string>& headers,
                                          const std::string& bearer = "", const std::string& input = "") {
  Given given;
  if (!headers.empty()) given.options["header"] = headers;
  if (!bearer.empty()) given.options["bearer"] = {bearer};
  std::istringstream in(input);
  return read_extra_headers(given, in);
}

std::string fields_of(const std::vector<std::string>& headers, const std::string& bearer = "",
                      const std::string& input = "") {
  const auto fields = read(headers, bearer, input);
  if (const auto* fault = std::get_if<UsageFault>(&fields)) FAIL(fault->message);
  std::string text;
  for (const auto& [name, value] : std::get<HttpFields>(fields)) text += name + "=" + value + ";";
  return text;
}

UsageFault fault_of(const std::vector<std::string>& headers, const std::string& bearer = "",
                    const std::string& input = "") {
  const auto fields = read(headers, bearer, input);
  REQUIRE(std::holds_alternative<UsageFault>(fields));
  return std::get<UsageFault>(fields);
}

TEST_CASE("a header that is no secret may be written out") {
  CHECK(fields_of({"X-Tenant: acme", "X-Empty:", "Accept-Language:  de, en "}) ==
        "X-Tenant=acme;X-Empty=;Accept-Language=de, en;");
}

TEST_CASE("a key is a secret, in its own header") {
  ::setenv("MCPGEN_TEST_SECRET", "s3cret", 1);
  Given given;
  given.options["api-key"] = {"env:MCPGEN_TEST_SECRET"};
  std::istringstream in;
  const auto fields = read_extra_headers(given, in);
  CHECK(std::get<HttpFields>(fields) == HttpFields{{"X-API-Key", "s3cret"}});
  given.options["api-key"] = {"s3cret"};
  const auto shown = read_extra_headers(given, in);
  CHECK(std::get<UsageFault>(shown).message.starts_with("--api-key takes no secret itself"));
}

TEST_CASE("secrets come from the environment, a file or standard input") {
  ::setenv("MCPGEN_TEST_SECRET", "s3cret", 1);
  const tst::ScratchFolder folder;
  folder.file("key", "from file\r\nsecond line\n");
  CHECK(fields_of({"Authorization: Basic env:MCPGEN_TEST_SECRET", "X-Api-Key: @" + folder.path("key")}) ==
        "Authorization=Basic s3cret;X-Api-Key=from file;");
  CHECK(fields_of({}, "env:MCPGEN_TEST_SECRET") == "Authorization=Bearer s3cret;");
  CHECK(fields_of({"Cookie: -"}, "", "a=b\nanswer\n") == "Cookie=a=b;");
  CHECK(fields_of({"X-Tenant: env:MCPGEN_TEST_SECRET"}) == "X-Tenant=s3cret;");
}

TEST_CASE("a header is given once, by one option") {
  ::setenv("MCPGEN_TEST_SECRET", "s3cret", 1);
  CHECK_THAT(fault_of({"authorization: Basic env:MCPGEN_TEST_SECRET"}, "env:MCPGEN_TEST_SECRET").message,
             tst::ContainsSubstring("by --header and by --bearer"));
}

TEST_CASE("a secret in plain view is refused with what to type, and not repeated") {
  for (const char* name : {"Authorization", "authorization", "X-Api-Key", "Cookie", "X-Auth", "My-Token",
                           "Client-Secret", "Session-Id", "X-Password"}) {
    const UsageFault fault = fault_of({std::string(name) + ": hunter2"});
    CHECK_THAT(fault.message + fault.help, !tst::ContainsSubstring("hunter2"));
    CHECK_THAT(fault.help, tst::ContainsSubstring("--header '" + std::string(name) + ": env:SECRET'"));
  }
  const UsageFault scheme = fault_of({"Authorization: Bearer hunter2"});
  CHECK_THAT(scheme.help, tst::ContainsSubstring("--header 'Authorization: Bearer env:SECRET'"));
  const UsageFault bearer = fault_of({}, "hunter2");
  CHECK_THAT(bearer.message + bearer.help, !tst::ContainsSubstring("hunter2"));
  CHECK_THAT(bearer.help, tst::ContainsSubstring("--bearer env:SECRET"));
  for (const char* half : {"env:", "@", "--"}) fault_of({}, half);
}

TEST_CASE("a secret that is not there says where it was looked for") {
  ::unsetenv("MCPGEN_TEST_NOTHING");
  CHECK_THAT(fault_of({}, "env:MCPGEN_TEST_NOTHING").help,
             tst::ContainsSubstring("read -rs MCPGEN_TEST_NOTHING && export MCPGEN_TEST_NOTHING"));
  CHECK_THAT(fault_of({}, "@/nowhere/at/all").message, tst::ContainsSubstring("/nowhere/at/all"));
  CHECK_THAT(fault_of({}, "@/").message, tst::ContainsSubstring("cannot read"));
  fault_of({}, "-", "");
}

TEST_CASE("nothing gets into a header that would end it") {
  const tst::ScratchFolder folder;
  folder.file("key", std::string("a\x01") + "b").file("long", std::string(9000, 'x'));
  fault_of({"X-A: a\nb"});
  fault_of({"X-A: \xc3\xa4"});
  fault_of({"X A: b"});
  fault_of({"no colon"});
  fault_of({": b"});
  fault_of({"X-A: " + std::string(9000, 'x')});
  fault_of({}, "@" + folder.path("key"));
  fault_of({}, "@" + folder.path("long"));
  fault_of(std::vector<std::string>(65, "X-A: b"));
}

TEST_CASE("what every request has is not for others to set") {
  for (const char* header : {"Host: a", "Content-Length: 1", "transfer-encoding: chunked", "Mcp-Method: x",
                             "MCP-Protocol-Version: 1", "Accept: */*"})
    CHECK_THAT(fault_of({header}).message, tst::ContainsSubstring("itself"));
}

}  // namespace
}  // namespace mcpgen
