#include <sstream>

#include "catch.h"
#include "cli/client/testing.h"
#include "cli/run.h"

namespace mcpgen {
namespace {

struct Outcome {
  int exit_code;
  std::string out;
  std::string err;
};

std::string result(const std::string& members) {
  return R"({"jsonrpc":"2.0","id":%s,"result":{)" + members + "}}";
}

const std::string kOffersAll =
    result(R"("supportedVersions":["2026-07-28"],"capabilities":{"tools":{},"prompts":{},"resources":{}},)"
           R"("_meta":{"io.modelcontextprotocol/serverInfo":{"name":"shop","version":"1"}})");
const std::string kOffersTools =
    result(R"("supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},)"
           R"("_meta":{"io.modelcontextprotocol/serverInfo":{"name":"shop","version":"1"}})");
const std::string kTools = result(
    R"("tools":[{"name":"convert","inputSchema":{"required":["unit"],"properties":{)"
    R"("unit":{"enum":["celsius","fahrenheit"]},"tags":{"type":"array","items":{"type":"string"}}}}}])");
const std::string kPrompts =
    result(R"("prompts":[{"name":"plan","arguments":[{"name":"day","required":true}]}])");
const std::string kResources = result(R"("resources":[{"name":"about","uri":"shop://about"}])");
const std::string kTemplates = result(R"("resourceTemplates":[{"name":"day","uriTemplate":"shop://{day}"}])");
const std::string kRefused = R"({"jsonrpc":"2.0","id":%s,"error":{"code":-32602,"message":"no"}})";

/// `words`, against a server that gives `answers` in turn.
Outcome mcpgen_with(std::vector<std::string> words, const std::vector<std::string>& answers) {
  words.push_back("--");
  for (const std::string& word : script(answers)) words.push_back(word);
  std::istringstream in;
  std::ostringstream out, err;
  const int exit_code = run(words, in, out, err);
  return {exit_code, out.str(), err.str()};
}

TEST_CASE("list shows types as the manifest writes them") {
  const Outcome outcome = mcpgen_with({"list"}, {kOffersTools, kTools});
  CHECK_THAT(outcome.out, tst::ContainsSubstring("convert(unit: celsius | fahrenheit, tags?: string[])"));
}

TEST_CASE("call gets a prompt, and says what it lacks") {
  const std::string messages =
      result(R"("messages":[{"role":"user","content":{"type":"text","text":"Plan it."}}])");
  const Outcome got = mcpgen_with({"call", "plan", "day=7"}, {kOffersAll, kTools, kPrompts, messages});
  CHECK(got.exit_code == 0);
  CHECK(got.out == "user: Plan it.\n");
  const Outcome bare = mcpgen_with({"call", "plan"}, {kOffersAll, kTools, kPrompts, kRefused});
  CHECK(bare.exit_code == 5);
  CHECK_THAT(bare.err, tst::ContainsSubstring("help: mcpgen call plan day=text"));
}

TEST_CASE("a resource is called by its address, and its name leads there") {
  const std::vector<std::string> lists{kOffersAll, kTools, kPrompts, kResources, kTemplates};
  const Outcome outcome = mcpgen_with({"call", "about"}, lists);
  CHECK(outcome.exit_code == 5);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("`about` is a resource"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("help: mcpgen call shop://about"));
  CHECK_THAT(mcpgen_with({"call", "day"}, lists).err, tst::ContainsSubstring("mcpgen call 'shop://{day}'"));
  CHECK_THAT(mcpgen_with({"call", "plam"}, lists).err, tst::ContainsSubstring("did you mean `plan`?"));
  CHECK_THAT(mcpgen_with({"call", "build/shop"}, lists).err,
             tst::ContainsSubstring("mcpgen call --server build/shop TOOL"));
}

TEST_CASE("an address need not have slashes after its scheme") {
  const std::string terms =
      result(R"("resources":[{"name":"terms","uri":"urn:example:terms"},{"uri":"readme"}])");
  const std::string text = result(R"("contents":[{"uri":"urn:example:terms","text":"All of them."}])");
  for (const char* uri : {"urn:example:terms", "urn:example:unlisted", "readme"}) {
    CAPTURE(uri);
    const Outcome outcome =
        mcpgen_with({"call", uri}, {kOffersAll, kTools, kPrompts, terms, kTemplates, text});
    CHECK(outcome.out == "All of them.\n");
  }
}

TEST_CASE("an address that is not there is answered with the nearest, or that there are none") {
  const Outcome near = mcpgen_with({"call", "shop://abuot"}, {kOffersAll, kRefused, kResources});
  CHECK_THAT(near.err, tst::ContainsSubstring("`shop://abuot`: no"));
  CHECK_THAT(near.err, tst::ContainsSubstring("did you mean `shop://about`?"));
  CHECK_THAT(mcpgen_with({"call", "shop://about"}, {kOffersTools}).err,
             tst::ContainsSubstring("shop offers no resources"));
}

TEST_CASE("a server alone is asked for nothing") {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"call"}, {"call", "http://127.0.0.1:1/mcp"}}) {
    std::istringstream in;
    std::ostringstream out, err;
    CHECK(run(words, in, out, err) == 2);
    CHECK_THAT(err.str(), tst::ContainsSubstring("which tool?"));
  }
}

TEST_CASE("a tool that refuses for want of an argument is answered with a call that works") {
  const std::string refused =
      result(R"("isError":true,"content":[{"type":"text","text":"unit is required"}])");
  const Outcome outcome = mcpgen_with({"call", "convert"}, {kOffersTools, kTools, refused});
  CHECK(outcome.exit_code == 5);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("help: mcpgen call convert unit=celsius -- sh -c "));
}

}  // namespace
}  // namespace mcpgen
