#pragma once

#include <istream>
#include <string>
#include <string_view>
#include <variant>

#include "cli/options.h"

namespace mcpgen {

/// `env:NAME`, `@FILE`, or `-` for a line of standard input: where a secret is found that the command line,
/// which others can see, does not show.
bool is_secret_reference(std::string_view text);

/// The secret itself: one line that a header can carry.
std::variant<std::string, UsageFault> read_secret(const std::string& reference, std::istream& in);

/// The same for a secret of any characters and several lines, such as a key in PEM: all of it, without the
/// line breaks at its end.
std::variant<std::string, UsageFault> read_secret_text(const std::string& reference, std::istream& in);

}  // namespace mcpgen
