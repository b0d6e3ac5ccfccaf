#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mcp::jose {

/// The same as mcp::sha256(), in a fraction of its time. Nothing when the crypto library fails.
std::optional<std::array<std::uint8_t, 32>> sha256(std::string_view bytes);

}  // namespace mcp::jose
