#pragma once

#include <string>
#include <string_view>

namespace mcpgen {

/// What a header WWW-Authenticate says to whoever is to bring a token.
struct Challenge {
  std::string scope{};     ///< what the token has to cover, with spaces between
  std::string metadata{};  ///< the URL of who gives out tokens
};

Challenge read_challenge(std::string_view header);

}  // namespace mcpgen
