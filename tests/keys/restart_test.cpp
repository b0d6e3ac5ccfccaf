// A server that asks for keys, stopped and started again while clients go on calling.

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <mcp/auth/api_key/key_store.h>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "served.h"

namespace http_test {
namespace {

using mcp::auth::keys::KeyStore;

/// What a client learns of one attempt; 0 where no whole answer came.
int status_of(std::uint16_t port, const std::string& request, std::string_view part = {}) {
  try {
    const auto answer = Socket(port).send(request).receive();
    if (!answer) return 0;
    return answer->status == 200 && answer->body.find(part) == std::string::npos ? -1 : answer->status;
  } catch (const std::runtime_error&) {
    return 0;  // nobody listens
  }
}

std::string call(const std::string& key) {
  std::string request = modern_call("echo", {{"text", "here you are"}});
  return request.insert(request.find("\r\n") + 2, "X-API-Key: " + key + "\r\n");
}

constexpr const char* kReady = "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Clients that call until this is gone.
struct Clients {
  Clients(std::uint16_t port, const std::string& request) {
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([this, port, request](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          const int status = status_of(port, request, "here you are");
          if (status == 200) ++served;
          if (status != 200 && status != 503 && status != 0) ++wrong;
        }
      });
    }
  }
  std::atomic<int> served = 0;
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads{};
};

}  // namespace

TEST_CASE("STORE-12 a server that is started again listens at once, and is ready when it knows its callers") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  const auto store = KeyStore::open({.database = {.file = {path, 1 << 30}}});
  REQUIRE(store);
  const auto issued = (*store)->create({.name = "ann"});
  REQUIRE(issued);
  const auto start = [&](std::uint16_t port) {
    return Served({"--transport", "http", "--listen", "127.0.0.1:" + std::to_string(port)},
                  {{"KEYS_TEST_DATABASE", path}});
  };
  const std::uint16_t port = start(0).port();
  Clients clients(port, call(issued->text));
  for (int restart = 0; restart < 20; ++restart) {
    CAPTURE(restart);
    Served server = start(port);
    REQUIRE(server.said() != "");
    CHECK(status_of(port, kReady) == 200);
    CHECK(status_of(port, call(issued->text), "here you are") == 200);
    CHECK(status_of(port, call(issued->text + "x")) != 200);
    const int before = clients.served;
    for (int i = 0; i < 20'000 && clients.served < before + 10; ++i) std::this_thread::sleep_for(1ms);
    CHECK(clients.served >= before + 10);
    server.process().signal(SIGTERM);
    CHECK(server.process().wait_exit() == 0);
  }
  CHECK(clients.wrong == 0);
}

}  // namespace http_test
