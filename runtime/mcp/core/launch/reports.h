#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/launch/command.h>
#include <mcp/core/launch/listening.h>
#include <mcp/core/launch/settings.h>
#include <mcp/core/server.h>
#include <mcp/core/transport.h>

// What the command line of a generated server prints.

namespace mcp {

/// `program` is what the caller typed.
std::string help_text(const ServerInfo& info, std::string_view program,
                      const std::vector<Transport*>& transports, std::span<const Setting> settings,
                      const std::vector<Command*>& commands);
/// For somebody who starts the server on a terminal: what it is and how a client gets it.
std::string terminal_text(const ServerInfo& info, std::string_view program,
                          const std::vector<Transport*>& transports);
std::string version_text(const ServerInfo& info, bool json);

/// Every setting with its value and where that comes from; secrets are masked.
struct ConfigReport {
  const ServerInfo& info;
  std::span<const Setting> settings;  ///< with the overrides applied
  const std::vector<Override>& overrides;
  std::string_view transport;
  std::string_view transport_origin;
  const std::optional<ListenChoice>& listen;  ///< where a transport listens
};
std::string config_text(const ConfigReport& report, bool json);

}  // namespace mcp
