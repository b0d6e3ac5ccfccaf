#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/auth/api_key/key.h>
#include <mcp/core/result.h>

namespace mcp::auth::keys {

/// What stands behind `keys` on the command line.
struct KeysLine {
  enum class Verb { help, create, list, show, rotate, revoke, import };

  Verb verb = Verb::help;
  std::string subject{};  ///< NAME, ID or FILE
  std::vector<std::string> scopes{};
  std::optional<std::string> expires{};
  std::optional<std::string> not_before{};
  std::chrono::milliseconds grace{0};
  bool json = false;
};

Result<KeysLine> read_keys_line(std::span<const std::string_view> arguments);

/// `90d`, counted from `now`, or a point in time of RFC 3339. The error says that `what` takes these.
Result<Moment> read_moment(std::string_view what, std::string_view text, Moment now);

/// The error names the scope that is not one of `known`, and the one probably meant.
Result<void> check_scopes(const std::vector<std::string>& scopes, const std::vector<std::string>& known);

}  // namespace mcp::auth::keys
