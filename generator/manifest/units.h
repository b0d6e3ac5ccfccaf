#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mcpgen {

/// `500ms`, `20s`, `2m`, `1h`, `1d`; nothing for other texts and for more than a year.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// `4096`, `512KiB`, `1MiB`, `1GiB` in bytes; nothing for other texts, for zero and above 1 TiB.
std::optional<std::size_t> parse_size(std::string_view text);

/// The milliseconds of a duration or the bytes of a size; nothing for other texts.
std::optional<std::uint64_t> parse_amount(std::string_view text);

}  // namespace mcpgen
