#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/launch/settings.h>

// Values of settings as texts.

namespace mcp {

/// `name` is what the error calls the setting by.
Result<Override::Value> parse_value(const Setting& setting, std::string_view text, std::string_view name);

/// Whether the setting may be this text, or have it in its list.
Result<void> check_text(const Setting& setting, std::string_view text, std::string_view name);

/// What stands between commas, but for those within a `${…}`; "" has nothing.
std::vector<std::string> split_list(std::string_view text);

}  // namespace mcp
