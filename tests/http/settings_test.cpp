// What the operator sets of a server that is built already, and where it is written down.

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <mcp/core/launch/settings.h>
#include <mcp/json/read.h>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "served.h"

namespace http_test {
namespace {

using Environment = std::map<std::string, std::string>;

/// The request, as a client sends it to another host and path.
std::string to(std::string_view path, std::string_view host, std::string request,
               std::string_view lines = {}) {
  request.replace(request.find("/mcp"), 4, path);
  request.replace(request.find("Host: localhost") + 6, 9, host);
  return request.insert(request.find("\r\n") + 2, lines);
}

int status_of(std::uint16_t port, const std::string& request) {
  Socket socket(port);
  const auto answer = socket.send(request).receive();
  return answer ? answer->status : 0;
}

int discover(const Served& served, std::string_view path, std::string_view host,
             std::string_view lines = {}) {
  return status_of(served.port(), to(path, host, modern("server/discover"), lines));
}

/// Opens a session for a client behind a proxy; its id, or the status that it is refused with.
std::string session_of(const Served& served, const std::string& client) {
  const auto answer =
      Socket(served.port()).send(post(initialize().dump(), "X-Forwarded-For: " + client + "\r\n")).receive();
  return answer->status == 200 ? answer->field("mcp-session-id") : std::to_string(answer->status);
}

/// A request whose head has so many lines, and so many bytes more.
std::string with_head(std::size_t lines, std::size_t more = 0) {
  std::string request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
  for (std::size_t i = 1; i < lines; ++i) request += "X: y\r\n";
  if (more > 0) request.insert(request.size() - 2, std::string(more, 'y'));
  return request + "\r\n";
}

std::string page(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("one program serves under the names that it is given when it starts") {
  const Served first({"--allowed-hosts", "one.example,other.example:81", "--path", "/one"});
  const Served second({}, {{"MCPGEN_SERVER_ALLOWED_HOSTS", "two.example"}, {"MCPGEN_SERVER_PATH", "/two"}});
  CHECK(first.said().ends_with("/one\n"));
  CHECK(discover(first, "/one", "one.example:8080") == 200);
  CHECK(discover(first, "/one", "other.example:81") == 200);
  CHECK(discover(first, "/one", "other.example:82") == 403);
  CHECK(discover(first, "/one", "two.example") == 403);
  CHECK(discover(first, "/here", "one.example") == 404);
  CHECK(discover(second, "/two", "two.example") == 200);
  CHECK(discover(second, "/two", "one.example") == 403);
}

TEST_CASE("the name of the public URL is one of the server's") {
  const Served served({}, {{"MCPGEN_SERVER_PUBLIC_URL", "https://${SETTINGS_NAME}:8443/tools"},
                           {"SETTINGS_NAME", "mcp.example"}});
  CHECK(discover(served, "/here", "mcp.example:8443") == 200);
  CHECK(discover(served, "/here", "MCP.example") == 200);
  CHECK(discover(served, "/here", "mcp.example.evil.example") == 403);
}

TEST_CASE("origins and proxies are set by a file") {
  const tst::ScratchFolder folder;
  folder.file("settings.json", R"({"server": {"allowedOrigins": ["https://a.example", "https://b.example"],
                                              "trustedProxies": ["127.0.0.0/8"]}})");
  const Served served({"--config", folder.path("settings.json")});
  CHECK(discover(served, "/here", "localhost", "Origin: https://b.example\r\n") == 200);
  CHECK(discover(served, "/here", "localhost", "Origin: https://c.example\r\n") == 403);
  CHECK(discover(served, "/here", "localhost", "X-Forwarded-Host: evil.example\r\n") == 403);
  const Served by_default({});
  CHECK(discover(by_default, "/here", "localhost", "Origin: https://b.example\r\n") == 403);
  CHECK(discover(by_default, "/here", "localhost", "X-Forwarded-Host: evil.example\r\n") == 200);
}

TEST_CASE("texts that are none are refused by the name of who said them") {
  const auto run = [](std::vector<std::string> arguments, Environment environment = {}) {
    stdio_test::ServerProcess server(
        {.arguments = std::move(arguments), .environment = std::move(environment)});
    const auto code = server.wait_exit();
    return std::to_string(code.value_or(-1)) + " " + server.errors();
  };
  CHECK_THAT(run({"--allowed-hosts", "https://a.example"}),
             tst::StartsWith("2 ") && tst::ContainsSubstring("--allowed-hosts takes names such as"));
  CHECK_THAT(run({}, {{"MCPGEN_SERVER_PATH", "/healthz"}}),
             tst::StartsWith("2 ") && tst::ContainsSubstring("MCPGEN_SERVER_PATH takes a path"));
  CHECK_THAT(run({"--trusted-proxies", "10.0.0.1/8"}),
             tst::ContainsSubstring("--trusted-proxies takes networks"));
  CHECK_THAT(run({"--port", "0", "--public-url", "${SETTINGS_UNSET}"}),
             tst::StartsWith("1 ") && tst::ContainsSubstring("server.publicUrl: the environment variable"));
  CHECK_THAT(
      run({"--port", "0", "--allowed-origins", "${SETTINGS_ORIGIN}"}, {{"SETTINGS_ORIGIN", "a.example"}}),
      tst::StartsWith("1 ") && tst::ContainsSubstring("server.allowedOrigins takes origins"));
  CHECK_THAT(run({"--transport", "stdio", "--path", "/x"}),
             tst::StartsWith("2 ") && tst::ContainsSubstring("--path goes with --transport http"));
}

TEST_CASE("config shows names and limits as they count") {
  stdio_test::ServerProcess server(
      {.arguments = {"config", "--json", "--sessions", "3"},
       .environment = {{"MCPGEN_SERVER_ALLOWED_HOSTS", "a.example,${SETTINGS_NAME}"},
                       {"SETTINGS_NAME", "b.example"}}});
  const auto line = server.read_line();
  REQUIRE(line);
  const Json config = std::get<Json>(mcp::read_json(*line));
  CHECK(config["server.allowedHosts"] ==
        Json{{"value", "a.example,b.example"}, {"origin", "MCPGEN_SERVER_ALLOWED_HOSTS"}});
  CHECK(config["server.path"] == Json{{"value", "/here"}, {"origin", "manifest"}});
  CHECK(config["sessions.max"] == Json{{"value", "3"}, {"origin", "--sessions"}});
  CHECK(config["sessions.ttl"] == Json{{"value", "30m"}, {"origin", "default"}});
  CHECK(config["limits.streamQueue"] == Json{{"value", "1MiB"}, {"origin", "default"}});
}

TEST_CASE("sessions have the limits that the operator sets") {
  const Served served(
      {"--path", "/mcp", "--sessions", "3", "--sessions-per-caller", "2", "--trusted-proxies", "127.0.0.1"});
  CHECK(session_of(served, "192.0.2.1").size() > 10);
  const std::string ends = session_of(served, "192.0.2.1");
  CHECK(ends.size() > 10);
  CHECK(session_of(served, "192.0.2.1") == "429");
  CHECK(session_of(served, "192.0.2.2").size() > 10);
  CHECK(session_of(served, "192.0.2.2") == "503");
  const std::string end = "DELETE /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: " + ends + "\r\n\r\n";
  CHECK(status_of(served.port(), end) == 204);
  CHECK(session_of(served, "192.0.2.2").size() > 10);
}

TEST_CASE("a session that nobody uses for its time is gone, one whose stream is read stays") {
  const Served served({"--path", "/mcp", "--session-ttl", "1"});
  const std::string idle = open_session(served.port());
  const std::string read = open_session(served.port());
  Socket stream(served.port());
  stream.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nMcp-Session-Id: " + read +
              "\r\n\r\n");
  REQUIRE(stream.receive_head());
  std::this_thread::sleep_for(2500ms);
  CHECK(status_of(served.port(), legacy(idle, legacy_request("ping"))) == 404);
  CHECK(status_of(served.port(), legacy(read, legacy_request("ping"))) == 200);
}

TEST_CASE("a head has the limits that the operator sets, to the line and to the byte") {
  const Served served({}, {{"MCPGEN_LIMITS_HEADERS", "16"}, {"MCPGEN_LIMITS_HEADER_SIZE", "1KiB"}});
  CHECK(status_of(served.port(), with_head(15)) == 200);
  CHECK(status_of(served.port(), with_head(16)) == 200);
  CHECK(status_of(served.port(), with_head(17)) == 431);
  const std::size_t room = 1024 - with_head(2).size();
  CHECK(status_of(served.port(), with_head(2, room - 1)) == 200);
  CHECK(status_of(served.port(), with_head(2, room)) == 200);
  CHECK(status_of(served.port(), with_head(2, room + 1)) == 431);
}

TEST_CASE("a request line has the limit that the operator sets, to the byte") {
  const Served served({}, {{"MCPGEN_LIMITS_REQUEST_LINE", "128B"}});
  const auto status = [&](std::size_t length) {  // with the first half of the line's end
    std::string request = with_head(1);
    return status_of(served.port(), request.insert(12, "?" + std::string(length - 23, 'x')));
  };
  CHECK(status(127) == 200);
  CHECK(status(128) == 200);
  CHECK(status(129) == 414);
}

TEST_CASE("a message has the length that the operator sets, to the byte") {
  const Served served({"--path", "/mcp", "--request-size", "1KiB"});
  const auto status = [&](std::size_t size) {
    std::string body = R"({"jsonrpc":"2.0","method":"notifications/x"})";
    return status_of(served.port(), post(body.insert(0, size - body.size(), ' ')));
  };
  CHECK(status(1023) == 202);
  CHECK(status(1024) == 202);
  CHECK(status(1025) == 413);
}

TEST_CASE("connections have the limit that the operator sets") {
  const Served served({"--connections", "2"});
  Socket one(served.port()), two(served.port());
  REQUIRE(one.send(with_head(1)).receive()->status == 200);
  REQUIRE(two.send(with_head(1)).receive()->status == 200);
  CHECK(Socket(served.port()).receive()->status == 503);
}

TEST_CASE("a connection ends when it is as old as it may be") {
  HttpServer server({.limits = {.age = 300ms}});
  Socket socket(server.port());
  socket.send(modern_call("echo")).receive();
  std::this_thread::sleep_for(400ms);
  CHECK(socket.send(modern_call("echo")).receive()->field("connection") == "close");
  CHECK(socket.is_closed());
}

TEST_CASE("the pages name each setting, and the limits with their default and flag") {
  mcp::ServerLimits limits;
  mcp::transport::Http http;
  std::vector<mcp::Setting> settings = mcp::settings_of(limits);
  for (const mcp::Setting& setting : http.settings()) settings.push_back(setting);
  const std::string limits_page = page(LIMITS_PAGE), http_page = page(HTTP_PAGE);
  for (const mcp::Setting& setting : settings) {
    const std::size_t dot = setting.path.find('.');
    const std::string name = "| `" + std::string(setting.path.substr(dot + 1)) + "` | ";
    if (setting.path.starts_with("server.")) {
      CHECK_THAT(http_page, tst::ContainsSubstring(name));
      continue;
    }
    const std::string flag = setting.flag.empty() ? "" : "`" + std::string(setting.flag) + "` ";
    CHECK_THAT(limits_page, tst::ContainsSubstring(name + setting.standard + " | " + flag + "|"));
  }
}

}  // namespace http_test
