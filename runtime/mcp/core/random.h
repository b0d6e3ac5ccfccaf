#pragma once

#include <span>
#include <string>

#include <mcp/core/result.h>

namespace mcp {

/// Fills `out` with bytes nobody can guess; false when it could not, and then `out` must not be used.
using RandomSource = bool (*)(std::span<unsigned char> out);

/// The operating system's generator.
bool system_random(std::span<unsigned char> out);

/// 128 random bits as 32 hexadecimal digits: a name nobody can guess. `unavailable` when `source` failed.
Result<std::string> random_handle(RandomSource source = system_random);

}  // namespace mcp
