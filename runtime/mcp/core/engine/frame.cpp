#include <mcp/core/engine/frame.h>

#include <algorithm>
#include <string>
#include <utility>

#include <mcp/core/revision/classify.h>
#include <mcp/core/rpc/raw_text.h>
#include <mcp/core/server.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

RpcError invalid_request(std::string message) {
  return {.code = rpc_code::kInvalidRequest, .message = std::move(message), .http_status = 400};
}

RpcError unreadable(const JsonFault& fault) {
  const bool no_json = fault.kind == JsonFault::Kind::syntax || fault.kind == JsonFault::Kind::encoding ||
                       fault.kind == JsonFault::Kind::number;
  return {.code = no_json ? rpc_code::kParseError : rpc_code::kInvalidRequest,
          .message = fault.message,
          .http_status = 400};
}

void read_batch(Json&& document, std::string_view text, std::size_t most, Frame& frame) {
  frame.batch = true;
  if (document.empty() || document.size() > most) {
    frame.fault = invalid_request("an array holds 1 to " + std::to_string(most) + " messages");
    return;
  }
  const std::vector<std::string_view> texts = item_texts(text);
  for (std::size_t i = 0; i < document.size(); ++i)
    frame.items.push_back(read_message(std::move(document[i]), texts[i]));
}

bool is_answered(const Frame::Item& item) {
  if (const auto* bad = std::get_if<BadRpcMessage>(&item)) return !bad->notification;
  return std::get<RpcMessage>(item).kind == RpcMessage::Kind::request;
}

}  // namespace

bool Frame::modern(const HeaderFacts* headers) const {
  return std::ranges::any_of(items, [&](const Item& item) {
    const auto* message = std::get_if<RpcMessage>(&item);
    return message != nullptr && is_modern(*message, headers);
  });
}

bool Frame::initializes() const {
  return std::ranges::any_of(items, [](const Item& item) {
    const auto* message = std::get_if<RpcMessage>(&item);
    return message != nullptr && message->method == "initialize";
  });
}

std::size_t Frame::requests() const {
  return static_cast<std::size_t>(std::ranges::count_if(items, is_answered));
}

Frame read_frame(std::string_view text, const ServerLimits& limits) {
  if (text.size() > limits.message_bytes) return oversized_frame(limits);
  Frame frame;
  auto document = read_json(text, {.depth = limits.json_depth, .values = limits.json_values});
  if (const auto* fault = std::get_if<JsonFault>(&document)) {
    frame.fault = unreadable(*fault);
  } else if (Json& json = std::get<Json>(document); json.is_array()) {
    read_batch(std::move(json), text, limits.batch, frame);
  } else {
    frame.items.push_back(read_message(std::move(json), text));
  }
  return frame;
}

Frame oversized_frame(const ServerLimits& limits) {
  Frame frame;
  frame.fault =
      invalid_request("the message is longer than " + std::to_string(limits.message_bytes) + " bytes");
  return frame;
}

}  // namespace mcp
