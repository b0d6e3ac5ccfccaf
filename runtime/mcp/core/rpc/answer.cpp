#include <mcp/core/rpc/answer.h>

#include <mcp/json/writer.h>

namespace mcp {
namespace {

std::string text_with_room(std::size_t parts) {
  std::string text;
  text.reserve(parts + 96);
  return text;
}

void open_message(std::string& out, std::string_view id) {
  out += R"({"jsonrpc":"2.0")";
  if (!id.empty()) out.append(R"(,"id":)").append(id);
}

std::string open_message(std::string_view id, std::size_t room) {
  std::string text = text_with_room(id.size() + room);
  open_message(text, id);
  return text;
}

void add_call(std::string& text, std::string_view method, std::string_view params) {
  text.append(R"(,"method":")").append(method).append("\"");
  if (!params.empty()) text.append(R"(,"params":)").append(params);
  text += '}';
}

}  // namespace

std::string result_message(std::string_view id, std::string_view result) {
  std::string text = text_with_room(id.size() + result.size());
  append_result_message(text, id, result);
  return text;
}

void append_result_message(std::string& out, std::string_view id, std::string_view result) {
  open_message(out, id);
  out.append(R"(,"result":)").append(result).append("}");
}

std::string error_object(const RpcError& error) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("code").integer(error.code).key("message").string(error.message);
  if (!error.data.empty()) writer.key("data").raw(error.data);
  writer.end_object();
  return text;
}

std::string error_message(std::string_view id, const RpcError& error) {
  const std::string object = error_object(error);
  std::string text = open_message(id, object.size());
  return std::move(text.append(R"(,"error":)").append(object).append("}"));
}

std::string notification_message(std::string_view method, std::string_view params) {
  std::string text = open_message({}, method.size() + params.size());
  add_call(text, method, params);
  return text;
}

std::string request_message(std::string_view id, std::string_view method, std::string_view params) {
  std::string text = open_message(id, method.size() + params.size());
  add_call(text, method, params);
  return text;
}

}  // namespace mcp
