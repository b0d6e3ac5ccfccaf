#pragma once

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/diagnostic.h"

namespace mcpgen {

enum class Format { pretty, gcc, json, sarif, github_actions };

struct Style {
  Format format = Format::pretty;
  bool color = false;  ///< only pretty has colours
};

/// Writes the findings, which are as Diagnostics::sorted() gives them. Text of the user's that a reader
/// could not see is written out.
void render(std::ostream& out, const std::vector<Diagnostic>& diagnostics, Style style);

/// The names that `--error-format` takes, and the format of a name.
std::vector<std::string> format_names();
std::optional<Format> format_named(std::string_view name);

/// What to use when nobody asked: `github_actions` is the value of GITHUB_ACTIONS, nullptr when unset.
Format default_format(bool terminal, const char* github_actions);

/// "2 errors, 1 warning in mcpgen.yaml (3 ms)", the line below them in the formats for people; "" when
/// there is nothing to count.
std::string summary(const std::vector<Diagnostic>& diagnostics, std::chrono::milliseconds elapsed);

}  // namespace mcpgen
