#include <mcp/core/engine/frame.h>

#include <algorithm>
#include <string>
#include <utility>

#include <mcp/core/revision/classify.h>
#include <mcp/core/server.h>
#include <mcp/json/discard.h>
#include <mcp/json/json_parts.h>

namespace mcp {
namespace {

RpcError invalid_request(std::string message) {
  return {.code = rpc_code::kInvalidRequest, .message = std::move(message), .http_status = 400};
}

JsonLimits json_limits(const ServerLimits& limits) {
  return {.depth = limits.json_depth, .values = limits.json_values};
}

RpcError unreadable(const JsonFault& fault) {
  const bool no_json = fault.kind == JsonFault::Kind::syntax || fault.kind == JsonFault::Kind::encoding ||
                       fault.kind == JsonFault::Kind::number;
  return {.code = no_json ? rpc_code::kParseError : rpc_code::kInvalidRequest,
          .message = fault.message,
          .http_status = 400};
}

Frame::Item read_item(std::string_view text, const JsonLimits& limits) {
  auto parts = read_parts(text, limits);
  if (const auto* fault = std::get_if<JsonFault>(&parts)) return BadRpcMessage{.error = unreadable(*fault)};
  return read_message(std::get<JsonParts>(std::move(parts)));
}

void read_batch(JsonParts& parts, const ServerLimits& limits, Frame& frame) {
  frame.batch = true;
  if (parts.size() == 0 || parts.size() > limits.batch) {
    frame.fault = invalid_request("an array holds 1 to " + std::to_string(limits.batch) + " messages");
    return;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    discard(parts.value(i));
    frame.items.push_back(read_item(parts.text(i), json_limits(limits)));
  }
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
  auto read = read_parts(text, json_limits(limits));
  if (const auto* fault = std::get_if<JsonFault>(&read)) {
    frame.fault = unreadable(*fault);
  } else if (auto& parts = std::get<JsonParts>(read); parts.whole() == JsonParts::Of::array) {
    read_batch(parts, limits, frame);
  } else {
    frame.items.push_back(read_message(std::move(parts)));
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
