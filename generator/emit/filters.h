#pragma once

#include <string>
#include <string_view>

namespace mcpgen {

/// Appends `text` as it has to be written in one kind of place; false when it cannot stand there.
using Filter = bool (*)(std::string_view text, std::string& out);

/// nullptr for an unknown name. `code` is none: it is not for texts.
Filter find_filter(std::string_view name);

/// A C++ string literal: 3-digit octal for what a reader cannot see, no trigraph, no line splice.
bool cpp_string(std::string_view text, std::string& out);
/// A C++ raw string literal of one line, with a delimiter that is not in the text.
bool cpp_raw_json(std::string_view text, std::string& out);
/// A C++ identifier that was made by identifier(): anything else is refused.
bool cpp_identifier(std::string_view text, std::string& out);
/// The rest of a line comment, in C++ or CMake: one line of visible characters without `\`.
bool comment(std::string_view text, std::string& out);
/// A CMake argument, quoted where need be: all of it reaches the command as it is, `;` too, which a command
/// that takes lists splits there.
bool cmake_argument(std::string_view text, std::string& out);
/// A YAML string in double quotes.
bool yaml_string(std::string_view text, std::string& out);
/// Words in Markdown, none of which is markup.
bool markdown(std::string_view text, std::string& out);

}  // namespace mcpgen
