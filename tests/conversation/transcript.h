#pragma once

#include <filesystem>
#include <string>

#include <mcp/core/engine/engine.h>

namespace conversation {

/// Plays a transcript against an engine: the first line is `! revision`, then one JSON message a line, `>`
/// from the client, `<` from the server, `#` a comment. A string "<name>" stands for a value that varies:
/// what the server says first under that name is what it means from there on, on both sides. Returns what
/// went otherwise than written, "" when nothing did.
std::string play(const std::filesystem::path& file, mcp::Engine& engine);

}  // namespace conversation
