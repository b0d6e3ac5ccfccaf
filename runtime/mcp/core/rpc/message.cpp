#include <mcp/core/rpc/message.h>

#include <cstddef>
#include <string_view>
#include <utility>

#include <mcp/core/members.h>
#include <mcp/json/compare.h>
#include <mcp/json/json_parts.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

struct Members {
  const Json* version = nullptr;
  const Json* id = nullptr;
  Json* method = nullptr;
  Json* params = nullptr;
  Json* result = nullptr;
  Json* error = nullptr;
  std::string_view id_text{};
};

Members find_members(JsonParts& parts) {
  Members members;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view key = parts.key(i);  // which is compared by its size first
    Json& value = parts.value(i);
    if (key == "jsonrpc") {
      members.version = &value;
    } else if (key == "id") {
      members.id = &value;
      members.id_text = parts.text(i);
    } else if (key == "method") {
      members.method = &value;
    } else if (key == "params") {
      members.params = &value;
    } else if (key == "result") {
      members.result = &value;
    } else if (key == "error") {
      members.error = &value;
    }
  }
  return members;
}

// Compared as text: to compare it with "2.0" nlohmann_json makes a Json of that, where nothing may be thrown,
// and the process ends where there is no memory for it.
bool is_version_2(const Json* version) {
  const auto* const text = version == nullptr ? nullptr : version->get_ptr<const std::string*>();
  return text != nullptr && *text == "2.0";
}

bool is_good_id(const Json& id) {
  if (id.is_string()) return id.get_ref<const std::string&>().size() <= kMaxIdBytes;
  return id.is_number_integer();
}

bool is_error_object(const Json& error) {
  const Json* code = find_member(error, "code");
  return code != nullptr && code->is_number_integer() && find_text(error, "message") != nullptr;
}

BadRpcMessage bad(std::string id, int code, std::string why) {
  return {{.code = code, .message = std::move(why), .http_status = 400}, std::move(id)};
}

std::variant<RpcMessage, BadRpcMessage> read_response(Members& members, std::string id) {
  if (id.empty()) return bad({}, rpc_code::kInvalidRequest, "a message needs a method");
  if ((members.result == nullptr) == (members.error == nullptr))
    return bad(std::move(id), rpc_code::kInvalidRequest, "a message needs a method, a result or an error");
  if (members.error != nullptr && !is_error_object(*members.error))
    return bad(std::move(id), rpc_code::kInvalidRequest, "`error` needs a code and a message");
  RpcMessage message{.kind = RpcMessage::Kind::response, .id = std::move(id)};
  message.failed = members.error != nullptr;
  message.answer = std::move(message.failed ? *members.error : *members.result);
  return message;
}

}  // namespace

std::variant<RpcMessage, BadRpcMessage> read_message(JsonParts&& parts) {
  if (parts.whole() != JsonParts::Of::object)
    return bad({}, rpc_code::kInvalidRequest, "a message is an object");
  Members members = find_members(parts);

  std::string id;
  if (members.id != nullptr) {
    if (!is_good_id(*members.id))
      return bad({}, rpc_code::kInvalidRequest, "`id` must be an integer or a string of at most 1024 bytes");
    id = members.id_text;
  }
  if (!is_version_2(members.version))
    return bad(std::move(id), rpc_code::kInvalidRequest, "`jsonrpc` must be \"2.0\"");
  if (members.method == nullptr) return read_response(members, std::move(id));
  if (!members.method->is_string() || members.result != nullptr || members.error != nullptr)
    return bad(std::move(id), rpc_code::kInvalidRequest, "a request has a `method` that is a string");
  if (members.params != nullptr && !members.params->is_object())
    return BadRpcMessage{.error = {.code = rpc_code::kInvalidParams, .message = "`params` must be an object"},
                         .id = id,
                         .notification = id.empty()};

  RpcMessage message{.kind = id.empty() ? RpcMessage::Kind::notification : RpcMessage::Kind::request,
                     .id = std::move(id),
                     .method = std::move(members.method->get_ref<std::string&>()),
                     .params = members.params == nullptr ? Json::object() : std::move(*members.params)};
  return message;
}

bool is_same_id(std::string_view text, const Json& id) {
  const auto own = read_json(text);
  return std::holds_alternative<Json>(own) && equal(std::get<Json>(own), id);
}

}  // namespace mcp
