// A server whose callers bring keys.

#include <atomic>
#include <filesystem>
#include <thread>

#include <mcp/auth/api_key/api_key.h>
#include <mcp/auth/api_key/key_store.h>
#include <mcp/core/log.h>
#include <mcp/core/log_level.h>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

namespace http_test {
namespace {

using mcp::auth::ApiKey;
using mcp::auth::keys::KeyStore;

std::string call(const std::string& lines, std::string_view tool) {
  std::string request = modern_call(tool);
  return request.insert(request.find("\r\n") + 2, lines);
}

std::string with(const std::string& key) { return "X-API-Key: " + key + "\r\n"; }

struct Guarded {
  tst::ScratchFolder folder{};
  tst::StderrPipe errors{};
  std::unique_ptr<KeyStore> store = opened();
  ApiKey auth{{.database = "sqlite:///" + folder.path("keys.db"), .scopes = {"guarded"}}};
  HttpServer server{{.authenticator = loaded()}};

  std::unique_ptr<KeyStore> opened() const {
    auto made = KeyStore::open({.database = {.file = {folder.path("keys.db"), 1 << 30}}});
    REQUIRE(made);
    return *std::move(made);
  }
  ApiKey* loaded() {
    REQUIRE(store->create({.name = "other"}));
    REQUIRE(auth.load());
    return &auth;
  }
  std::string key(const mcp::auth::keys::NewKey& wanted) {
    const auto issued = store->create(wanted);
    REQUIRE(issued);
    return issued->text;
  }
  Received answer(const std::string& lines, std::string_view tool = "echo") {
    return *Socket(server.port()).send(call(lines, tool)).receive();
  }
};

}  // namespace

TEST_CASE("KEY-04 over HTTP a key counts in its header only") {
  Guarded at;
  const std::string key = at.key({.name = "a"});
  CHECK(at.answer(with(key)).status == 200);
  CHECK(at.answer("x-api-key: " + key + "\r\n").status == 200);
  CHECK(at.answer("Authorization: Bearer " + key + "\r\n").status == 200);
  const auto none = at.answer("");
  CHECK(none.status == 401);
  CHECK(none.field("www-authenticate") == "Bearer realm=\"mcp\"");
  CHECK(at.answer(with(key + "x")).status == 401);
  CHECK(at.answer("Cookie: X-API-Key=" + key + "\r\n").status == 401);
  CHECK(at.answer("Authorization: Basic " + key + "\r\n").status == 401);
  CHECK(at.answer(with(key) + with(key + "x")).status == 400);
  CHECK(at.answer(with(key + "x") + with(key)).status == 400);
  CHECK(at.answer(with(key) + "Authorization: Bearer x\r\n").status == 401);
  std::string in_query = call("", "echo");
  in_query.replace(in_query.find("/mcp"), 4, "/mcp?api_key=" + key + "&X-API-Key=" + key);
  CHECK(Socket(at.server.port()).send(in_query).receive()->status == 401);
  CHECK(at.errors.read_all().find(key) == std::string::npos);
}

TEST_CASE("KEY-04 over HTTP who sends two keys in the operator's header is no stranger, but refused") {
  const tst::ScratchFolder folder;
  const tst::StderrPipe errors;
  ApiKey auth{{.database = "sqlite:///" + folder.path("keys.db"), .header = "X-Door"}};
  const HttpServer server({.authenticator = &auth}, {}, {}, [](mcp::Server& more) {
    more.add(mcp::Tool{.name = "open",
                       .input_schema_json = R"({"type":"object"})",
                       .open = true,
                       .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         return mcp::ToolAnswer{};
                       }});
  });
  const auto ask = [&](const std::string& lines) {
    return Socket(server.port()).send(call(lines, "open")).receive()->status;
  };
  CHECK(ask("") == 200);
  CHECK(ask("X-Door: a\r\n") == 401);
  CHECK(ask("X-Door: a\r\nx-door: b\r\n") == 401);
}

TEST_CASE("KEY-03 over HTTP no key is a piece of SQL") {
  Guarded at;
  for (const char* text : {"x' OR 1=1--", "%", "_", "'", "\"; DROP TABLE keys; --"})
    CHECK(at.answer(with(text)).status == 401);
  CHECK(at.answer(with(std::string(9000, 'x'))).status == 401);
}

TEST_CASE("KEY-06 over HTTP a key is as good as its scopes and its time") {
  Guarded at;
  const auto now = at.store->now();
  const std::string plain = at.key({.name = "plain"});
  CHECK(at.answer(with(plain), "echo").status == 200);
  CHECK(at.answer(with(plain), "guarded").status == 403);
  CHECK(at.answer(with(at.key({.name = "full", .scopes = {"guarded"}})), "guarded").status == 200);
  CHECK(at.answer(with(at.key({.name = "early", .not_before = now + 3'600'000}))).status == 401);
  const auto ends = at.store->now() + 4000;
  const std::string brief = at.key({.name = "brief", .expires = ends});
  CHECK(at.answer(with(brief)).status == 200);
  while (at.store->now() <= ends) std::this_thread::sleep_for(10ms);
  CHECK(at.answer(with(brief)).status == 401);
}

TEST_CASE("KEY-05 over HTTP no request that begins after a revocation is let in") {
  Guarded at;
  const std::string key = at.key({.name = "a"});
  std::atomic<bool> revoked = false;
  std::atomic<int> before = 0;
  std::atomic<int> late = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back([&] {
      for (int after = 0; after < 20;) {
        const bool begun_after = revoked;
        const int status = at.answer(with(key)).status;
        if (!begun_after && status == 200) ++before;
        if (begun_after) ++after, ++(status == 200 ? late : refused);
      }
    });
  }
  while (before < 30) std::this_thread::sleep_for(1ms);
  REQUIRE(at.opened()->revoke("a"));
  revoked = true;
  for (std::thread& client : clients) client.join();
  CHECK(late == 0);
  CHECK(refused == 60);
}

TEST_CASE("KEY-07 over HTTP whoever tries many keys is told to wait") {
  Guarded at;
  const std::string key = at.key({.name = "a"});
  int waits = 0;
  for (int i = 0; i < 100; ++i) {
    const Received answer = at.answer(with("mcp_wrong_" + std::to_string(i)));
    CHECK((answer.status == 401 || answer.status == 429));
    if (answer.status != 429) continue;
    ++waits;
    CHECK_THAT(answer.body, tst::ContainsSubstring("try again in " + answer.field("retry-after") + " s"));
  }
  CHECK(waits > 70);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  CHECK(at.answer(with("mcp_wrong_again")).status == 401);
  CHECK(at.answer(with("mcp_wrong_still")).field("retry-after") == "2");
  CHECK(at.answer(with(key)).status == 200);
}

TEST_CASE("KEY-08 over HTTP a database that is gone is a 503") {
  Guarded at;
  const std::string key = at.key({.name = "a"});
  CHECK(at.answer(with(key)).status == 200);
  std::filesystem::rename(at.folder.path("keys.db"), at.folder.path("gone.db"));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // it was looked for a moment ago
  CHECK(at.answer(with(key)).status == 503);
  CHECK(at.answer(with("x")).status == 503);
  CHECK(at.answer("").status == 401);
  std::filesystem::rename(at.folder.path("gone.db"), at.folder.path("keys.db"));
  CHECK(at.answer(with(key)).status == 200);
}

TEST_CASE("OPS-01 no API key is found in the log or in an answer, whatever becomes of it") {
  Guarded at;
  mcp::set_log_level(mcp::LogLevel::debug);
  std::vector<std::string> secrets{"mcp_canary_5e81d0"};
  const auto make = [&](mcp::auth::keys::NewKey wanted) {
    secrets.push_back(at.key(wanted));
    return secrets.back();
  };
  const std::string good = make({.name = "good", .scopes = {"guarded"}});
  const std::string old = make({.name = "old"});
  const std::string revoked = make({.name = "revoked"});
  const std::string later = make({.name = "later", .not_before = at.store->now() + 3'600'000});
  REQUIRE(at.store->revoke("revoked"));
  REQUIRE(at.store->rotate("old", std::chrono::seconds(0)));
  std::string answers;
  const auto ask = [&](const std::string& lines) {
    const Received answer = at.answer(lines, "guarded");
    for (const auto& [name, value] : answer.fields) answers += name + ": " + value + "\n";
    answers += answer.body;
    return answer.status;
  };
  const auto ask_for_all = [&](int status_of_good) {
    for (const std::string& key : secrets) {
      const int status = key == good ? status_of_good : 0;
      for (const std::string& lines : {with(key), "Authorization: Bearer " + key + "\r\n"}) {
        const int answered = ask(lines);
        CHECK((status == 0 ? answered != 200 : answered == status));
      }
      CHECK(ask(with(key) + "Authorization: Bearer " + key + "x\r\n") == 401);
      CHECK(ask("Cookie: key=" + key + "\r\n") == 401);
      CHECK(ask("Authorization: Basic " + key + "\r\n") == 401);
    }
  };
  ask_for_all(200);
  std::filesystem::rename(at.folder.path("keys.db"), at.folder.path("gone.db"));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // it was looked for a moment ago
  ask_for_all(503);
  mcp::set_log_level(mcp::LogLevel::info);
  const std::string log = at.errors.read_all();
  CHECK_THAT(log, tst::ContainsSubstring("info a caller was refused why=\"the API key"));
  for (const std::string& secret : secrets) {
    for (const std::string_view part :
         {std::string_view(secret), std::string_view(secret).substr(secret.rfind('_') + 1)}) {
      CAPTURE(part);
      CHECK(log.find(part) == std::string::npos);
      CHECK(answers.find(part) == std::string::npos);
    }
  }
}

}  // namespace http_test
