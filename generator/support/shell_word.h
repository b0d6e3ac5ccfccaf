#pragma once

#include <string>
#include <string_view>

namespace mcpgen {

/// `text` as one word of a command that can be pasted into a shell.
std::string shell_word(std::string_view text);

}  // namespace mcpgen
