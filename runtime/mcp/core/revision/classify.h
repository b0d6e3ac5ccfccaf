#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <mcp/core/revision/revision.h>
#include <mcp/core/rpc/message.h>

namespace mcp {

namespace meta_key {
inline constexpr std::string_view kProtocolVersion = "io.modelcontextprotocol/protocolVersion";
inline constexpr std::string_view kClientCapabilities = "io.modelcontextprotocol/clientCapabilities";
inline constexpr std::string_view kClientInfo = "io.modelcontextprotocol/clientInfo";
inline constexpr std::string_view kLogLevel = "io.modelcontextprotocol/logLevel";
inline constexpr std::string_view kServerInfo = "io.modelcontextprotocol/serverInfo";
inline constexpr std::string_view kSubscriptionId = "io.modelcontextprotocol/subscriptionId";
}  // namespace meta_key

/// What HTTP headers say about a message, trimmed and decoded. A pipe has none.
struct HeaderFacts {
  std::optional<std::string_view> revision{};  ///< MCP-Protocol-Version
  std::optional<std::string_view> method{};    ///< Mcp-Method
  std::optional<std::string_view> name{};      ///< Mcp-Name

  /// `Mcp-Param-<name>`; nothing where its value cannot be decoded.
  struct Param {
    std::string_view name;
    std::optional<std::string> value;
  };
  std::vector<Param> params{};
};

/// The message speaks, or means to speak, a revision without sessions.
bool is_modern(const RpcMessage& message, const HeaderFacts* headers);

/// Decides, for this message alone, which revision it speaks; or why it can speak none. `protocol` are the
/// revisions that are served, all when empty; `session` is the one that `initialize` agreed on, null before
/// that. The one place for every transport.
std::variant<const Revision*, RpcError> classify(const RpcMessage& message,
                                                 const std::vector<std::string_view>& protocol,
                                                 const Revision* session,
                                                 const HeaderFacts* headers = nullptr);

/// The JSON text of the revisions that a server with this `protocol` serves, for `supportedVersions`.
std::string supported_versions(const std::vector<std::string_view>& protocol);

/// That `requested` is none of them: the code is that of the era that asks.
RpcError unsupported_version(int code, std::string_view requested,
                             const std::vector<std::string_view>& protocol);

}  // namespace mcp
