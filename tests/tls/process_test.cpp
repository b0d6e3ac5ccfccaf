// A server's process: what it says, what it does on SIGHUP, and how curl gets on with it.
#include <array>
#include <csignal>
#include <cstdio>
#include <thread>

#include "../http/served.h"
#include "catch.h"
#include "scratch_folder.h"
#include "tls_client.h"

using http_test::Served;
using tls_test::Authority;
using tls_test::Identity;
using tls_test::TlsClient;
using namespace std::chrono_literals;

namespace {

/// Files of one certificate, and the environment that names them.
class Files {
 public:
  Files() { write(authority_.issue("first")); }

  void write(const Identity& identity) const {
    folder_.file("server.crt", identity.cert).file("server.key", identity.key);
  }
  const Authority& authority() const { return authority_; }
  std::map<std::string, std::string> environment() const {
    return {{"TLS_TEST_CERT", folder_.path("server.crt")}, {"TLS_TEST_KEY", folder_.path("server.key")}};
  }
  std::string ca() const {
    folder_.file("ca.crt", authority_.cert());
    return folder_.path("ca.crt");
  }

 private:
  tst::ScratchFolder folder_{};
  Authority authority_{};
};

/// Waits until the server has said this so often.
bool says(Served& served, std::string_view text, int times = 1) {
  for (int i = 0; i < 20'000; ++i) {
    int found = 0;
    const std::string said = served.process().errors();
    for (std::size_t at = 0; (at = said.find(text, at)) != std::string::npos; ++at) ++found;
    if (found >= times) return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  std::string text;
  std::array<char, 4096> bytes{};
  while (const std::size_t size = std::fread(bytes.data(), 1, bytes.size(), pipe))
    text.append(bytes.data(), size);
  return ::pclose(pipe) == 0 ? text : "failed: " + text;
}

std::string server_name(std::uint16_t port) {
  TlsClient client(port);
  return client.handshake() ? client.server_name() : client.complaint();
}

}  // namespace

TEST_CASE("a server over TLS says so in its URL") {
  const Files files;
  Served served({}, files.environment());
  CHECK(served.said() == "https://127.0.0.1:" + std::to_string(served.port()) + "/mcp\n");
  CHECK(served.process().errors_contain("listening on https://127.0.0.1:"));
}

TEST_CASE("curl gets through, and reads why plain HTTP does not") {
  if (std::system("curl --version >/dev/null 2>&1") != 0) SKIP("no curl here");
  const Files files;
  Served served({}, files.environment());
  const std::string port = std::to_string(served.port());
  CHECK(output_of("curl -sS --cacert " + files.ca() + " https://localhost:" + port + "/healthz") == "ok\n");
  CHECK_THAT(output_of("curl -sS https://localhost:" + port + "/healthz"), tst::StartsWith("failed: "));
  CHECK(output_of("curl -sS http://localhost:" + port + "/healthz") ==
        "this address is served over TLS: write https:// instead of http://\n");
}

TEST_CASE("SIGHUP brings new certificates in and leaves connections alone") {
  const Files files;
  Served served({}, files.environment());
  TlsClient before(served.port());
  REQUIRE(before.handshake());
  CHECK(before.server_name() == "first");

  files.write(files.authority().issue("second"));
  served.process().signal(SIGHUP);
  REQUIRE(says(served, "new connections get the certificates"));
  CHECK(server_name(served.port()) == "second");
  CHECK(before.get("/healthz") == 200);

  files.write({.cert = "lost"});
  served.process().signal(SIGHUP);
  REQUIRE(says(served, "the certificates stay as they were"));
  CHECK(served.process().errors_contain("there is no certificate in it"));
  CHECK(server_name(served.port()) == "second");
  CHECK(before.get("/healthz") == 200);

  files.write(files.authority().issue("third"));
  served.process().signal(SIGHUP);
  REQUIRE(says(served, "new connections get the certificates", 2));
  CHECK(server_name(served.port()) == "third");

  served.process().signal(SIGTERM);
  CHECK(served.process().wait_exit() == 0);
}

TEST_CASE("an expired certificate is served with a warning") {
  const Files files;
  files.write(files.authority().issue("old", 0));
  Served served({}, files.environment());
  CHECK(says(served, "warning the certificate of server.tls.cert has expired"));
  CHECK(server_name(served.port()) == "old");
}

TEST_CASE("a server whose certificate cannot be read does not start, and says what to set") {
  auto environment = Files().environment();  // whose folder is gone
  stdio_test::ServerProcess server({.environment = environment});
  CHECK(server.wait_exit() == 1);
  CHECK(server.errors_contain("cannot serve: server.tls.cert: cannot read the file"));
  CHECK_THAT(server.errors(), !tst::ContainsSubstring("--host"));
}
