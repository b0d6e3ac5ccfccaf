// What a generated server hands to a client that has to answer a question first, and who takes it back.
#include <mcp/json/read.h>

#include "catch.h"
#include "http_server.h"
#include "served.h"

using http_test::Served;
using http_test::Socket;
using mcp::Json;
using Environment = std::map<std::string, std::string>;

namespace {

constexpr const char* kOld = "an-old-secret-that-has-32-bytes-and-some-more";
constexpr const char* kNew = "the-new-secret-that-has-32-bytes-and-some-more";

/// One of the servers, with these secrets; "" for none.
Served replica(const std::string& secrets) {
  Environment environment;
  if (!secrets.empty()) environment["MCPGEN_STATE_SECRETS"] = secrets;
  return Served({"serve", "--transport", "http"}, environment, SERVER_FOLDER);
}

/// Calls the tool that asks for a name, with `more` among its parameters.
Json call(const Served& server, const Json& more = Json::object()) {
  return Socket(server.port())
      .send(http_test::asked_call("test_input_required_result_elicitation", more))
      .receive()
      ->json();
}

std::string asked_by(const Served& server) {
  return call(server).at("result").at("requestState").get<std::string>();
}

Json answer(const Served& server, const std::string& state) {
  return call(server,
              {{"requestState", state},
               {"inputResponses", {{"user_name", {{"action", "accept"}, {"content", {{"name", "Ann"}}}}}}}});
}

bool greets(const Served& server, const std::string& state) {
  return answer(server, state).dump().find("Hello, Ann!") != std::string::npos;
}

}  // namespace

TEST_CASE("a call that one server asks about goes on at every other that has the secret") {
  const Served first = replica(kOld);
  const std::string state = asked_by(first);
  CHECK(greets(first, state));
  const Served second = replica(kOld);
  CHECK(greets(second, state));
  // The secret is being changed: the new one seals, the old one still opens.
  const Served third = replica(std::string(kNew) + " " + kOld);
  CHECK(greets(third, state));
  CHECK_FALSE(greets(first, asked_by(third)));
  CHECK(greets(replica(kNew), asked_by(third)));
}

TEST_CASE("without a secret state is good for the process that made it") {
  const Served first = replica("");
  const std::string state = asked_by(first);
  CHECK(greets(first, state));
  CHECK(answer(replica(""), state).at("error").at("code") == -32602);
}

TEST_CASE("a server with a secret that is too short does not start, and says what to do") {
  Served refused = replica("short");
  CHECK(refused.said().empty());
  CHECK(refused.process().errors_contain("a secret to seal state with has 5 bytes"));
  CHECK(refused.process().errors_contain("openssl rand -base64 32"));
  CHECK(refused.process().wait_exit().value_or(-1) == 1);
}
