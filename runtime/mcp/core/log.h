#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/context.h>

namespace mcp {

using LogField = std::pair<std::string_view, std::string_view>;

/// Writes one line to standard error for the operator: `error a handler threw method="tools/call"`. Never
/// waits: where nobody reads, lines are dropped, and the next one that gets through says how many.
/// From any thread.
void log_line(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {}) noexcept;

/// Writes whole lines of another kind among these, whatever the level. False where they were dropped.
bool log_text(std::string_view lines);

/// Blanks the control characters that JSON does not escape, so that no terminal acts on them.
void blank_controls(std::string& line);

/// Leaves out what is less important than `least`; at the start, than LogLevel::info.
void set_log_level(LogLevel least);

}  // namespace mcp
