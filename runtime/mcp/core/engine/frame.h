#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include <mcp/core/rpc/message.h>

namespace mcp {

struct HeaderFacts;
struct ServerLimits;

/// What one frame holds, before anything is done about it.
struct Frame {
  using Item = std::variant<RpcMessage, BadRpcMessage>;

  std::vector<Item> items{};  ///< more than one only in a batch
  bool batch = false;
  RpcError fault{.code = 0};  ///< why nothing of it can be read, where its code is not 0

  /// One of the messages speaks a revision without sessions, or tries to.
  bool modern(const HeaderFacts* headers) const;
  /// It asks to open a session.
  bool initializes() const;
  /// How many of the messages have to be answered.
  std::size_t requests() const;
};

Frame read_frame(std::string_view text, const ServerLimits& limits);
/// What stands for a frame that was longer than the limit and thrown away.
Frame oversized_frame(const ServerLimits& limits);

}  // namespace mcp
