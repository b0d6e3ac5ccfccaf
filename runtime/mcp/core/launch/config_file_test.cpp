#include "config_file.h"

#include <mcp/core/launch/settings.h>

#include "catch.h"
#include "scratch_folder.h"

namespace {

/// What a file of this text says, or why it says nothing.
std::string said(const std::string& text, bool listens = false) {
  mcp::ServerLimits limits;
  std::vector<std::string> hosts;
  std::vector<mcp::Setting> known = mcp::settings_of(limits);
  known.push_back({.path = "server.allowedHosts", .field = &hosts});
  const tst::ScratchFolder folder;
  folder.file("settings.json", text);
  const auto settings = mcp::read_config_file(folder.path("settings.json"), known, listens);
  if (!settings) return settings.error().message.substr(settings.error().message.find(": ") + 2);
  std::string out;
  for (const auto& [path, value] : *settings) out += path + "=" + value + " ";
  return out;
}

}  // namespace

TEST_CASE("a file of settings has the sections of the manifest") {
  CHECK(said(R"({"limits": {"timeout": "20s", "concurrency": 8, "requestSize": "1MiB"}})") ==
        "limits.concurrency=8 limits.requestSize=1MiB limits.timeout=20s ");
  CHECK(said("{}").empty());
  const std::string listen = R"({"server": {"listen": "[::1]:81"}})";
  CHECK(said(listen, true) == "server.listen=[::1]:81 ");
  CHECK(said(listen, false) == "`server.listen` cannot be set here");
}

TEST_CASE("a list in a file of settings is a list of texts, or the text that the flag takes") {
  const std::string both = "server.allowedHosts=a.example,b.example ";
  CHECK(said(R"({"server": {"allowedHosts": ["a.example", "b.example"]}})") == both);
  CHECK(said(R"({"server": {"allowedHosts": "a.example,b.example"}})") == both);
  CHECK(said(R"({"server": {"allowedHosts": []}})") == "server.allowedHosts= ");
  CHECK(said(R"({"server": {"allowedHosts": [1]}})") == "`server.allowedHosts` must be a list of texts");
  CHECK(said(R"({"limits": {"queue": ["1"]}})") == "`limits.queue` must be text or a whole number");
}

TEST_CASE("whatever else stands in a file of settings is refused by name") {
  CHECK(said(R"({"limits": {"timeot": "20s"}})") == "`limits.timeot` cannot be set here");
  CHECK(said(R"({"limits": {"timeout": true}})") == "`limits.timeout` must be text or a whole number");
  CHECK(said(R"({"tools": []})") == "`tools` is no section that it can set");
  CHECK(said("[]") == "must be an object, such as {\"limits\": {…}}");
  CHECK_THAT(said("{\"limits\": {"), tst::StartsWith("byte "));
  CHECK(said(std::string(1024 * 1024 + 1, ' ')) == "is larger than 1 MiB");
  CHECK(mcp::read_config_file("/no/such/file", {}, false).error().message ==
        "--config /no/such/file: cannot be read");
}
