#include <mcp/core/rpc/message.h>

#include <string>

#include <mcp/json/json_parts.h>

#include "catch.h"

using namespace mcp;

namespace {

std::variant<RpcMessage, BadRpcMessage> read(const std::string& text) {
  auto parts = read_parts(text);
  REQUIRE(std::holds_alternative<JsonParts>(parts));
  return read_message(std::get<JsonParts>(std::move(parts)));
}

RpcMessage good(const std::string& text) {
  auto message = read(text);
  REQUIRE(std::holds_alternative<RpcMessage>(message));
  return std::get<RpcMessage>(std::move(message));
}

BadRpcMessage bad(const std::string& text) {
  auto message = read(text);
  REQUIRE(std::holds_alternative<BadRpcMessage>(message));
  return std::get<BadRpcMessage>(std::move(message));
}

}  // namespace

TEST_CASE("a message is a request, a notification or a response") {
  const RpcMessage request = good(R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1}})");
  CHECK(request.kind == RpcMessage::Kind::request);
  CHECK(request.method == "m");
  CHECK((*request.params)["a"] == 1);
  CHECK(good(R"({"jsonrpc":"2.0","method":"m"})").kind == RpcMessage::Kind::notification);
  CHECK(good(R"({"jsonrpc":"2.0","method":"m"})").params->is_object());
  const RpcMessage result = good(R"({"jsonrpc":"2.0","id":1,"result":{"a":1}})");
  CHECK(result.kind == RpcMessage::Kind::response);
  CHECK_FALSE(result.failed);
  CHECK(good(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}})").failed);
}

TEST_CASE("an id is kept as it was written, wherever it stands") {
  CHECK(good(R"({"id" : "\u0041\/" ,"jsonrpc":"2.0","method":"m"})").id == R"("\u0041\/")");
  CHECK(
      good(R"({"jsonrpc":"2.0","params":{"id":2,"s":"}\"{"},"x":[1,{"id":3}],"method":"m","id": -7 })").id ==
      "-7");
  CHECK(good(R"({"jsonrpc":"2.0","method":"m","\u0069d":7})").id == "7");
}

TEST_CASE("what is no message is refused under the id it has") {
  for (const char* text : {"[]", "1", R"("x")", "null", R"({"jsonrpc":"2.0","id":1.5,"method":"m"})",
                           R"({"jsonrpc":"2.0","id":null,"method":"m"})", R"({"jsonrpc":"2.0"})"}) {
    CAPTURE(text);
    CHECK(bad(text).error.code == rpc_code::kInvalidRequest);
    CHECK(bad(text).id.empty());
  }
  for (const char* text :
       {R"({"id":7,"method":"m"})", R"({"jsonrpc":2.0,"id":7,"method":"m"})", R"({"jsonrpc":"2.0","id":7})",
        R"({"jsonrpc":"2.0","id":7,"method":1})", R"({"jsonrpc":"2.0","id":7,"method":"m","result":1})",
        R"({"jsonrpc":"2.0","id":7,"result":1,"error":{"code":1,"message":"m"}})",
        R"({"jsonrpc":"2.0","id":7,"error":{"code":"1","message":"m"}})",
        R"({"jsonrpc":"2.0","id":7,"error":1})"}) {
    CAPTURE(text);
    CHECK(bad(text).error.code == rpc_code::kInvalidRequest);
    CHECK(bad(text).id == "7");
  }
  CHECK(bad(R"({"jsonrpc":"2.0","id":7,"method":"m","params":[]})").error.code == rpc_code::kInvalidParams);
}

TEST_CASE("ids are the same when their values are") {
  CHECK(is_same_id(R"("\u0041\/")", "A/"));
  CHECK(is_same_id("1", 1));
  CHECK_FALSE(is_same_id("1", "1"));
  CHECK_FALSE(is_same_id(R"("a")", "b"));
}
