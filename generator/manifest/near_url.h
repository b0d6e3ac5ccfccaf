#pragma once

#include <string>
#include <string_view>

namespace mcpgen {

/// The URL that may be asked and that `text` comes nearest to: `id.example.com` is taken for
/// `https://id.example.com`.
std::string near_web_url(std::string_view text);
/// The same of one that callers reach a server by: nothing stands behind its path.
std::string near_public_url(std::string_view text);

}  // namespace mcpgen
