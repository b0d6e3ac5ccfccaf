#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/launch/settings.h>
#include <mcp/core/listen_address.h>
#include <mcp/core/result.h>
#include <mcp/core/transport.h>

// What the operator says about a transport that listens.

namespace mcp {

inline constexpr std::string_view kListenPath = "server.listen";  ///< in the manifest
inline constexpr const char* kListenVariable = "MCPGEN_SERVER_LISTEN";
inline constexpr std::array<std::string_view, 4> kListenFlags = {"--listen", "--host", "--port",
                                                                 "--ready-fd"};

/// The transport that has an address; nullptr for none.
Transport* find_listener(const std::vector<Transport*>& transports);

/// Where a server listens, and who said so.
struct ListenChoice {
  ListenAddress address;
  std::string origin;  ///< flags, the variable, `--config`, `manifest` or `default`
};

/// `--listen`, or `--host` and `--port`, before the environment, that before the file, and that before what
/// was built in, in which `${NAME}` is the operator's value.
Result<ListenChoice> choose_address(const Flags& flags, const ConfigFile& file, std::string_view built_in);

/// What `--ready-fd N` asks for: writes its argument and a newline to that descriptor, then closes it.
/// Does nothing where the flag was not given.
Result<ReadyNotice> ready_notice(const Flags& flags);

}  // namespace mcp
