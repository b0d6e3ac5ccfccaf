#pragma once

#include <compare>
#include <string>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// The exact order of two numbers, whatever they are stored as. Unordered only for NaN.
std::partial_ordering compare_numbers(const Json& a, const Json& b);

/// `number` stored as an integer where it is one that 64 bits hold (1.0 as 1), otherwise as it is.
Json simplest_number(const Json& number);

/// Appends the shortest text that reads back as the same finite `value`, recognisably not an integer.
void append_double(std::string& out, double value);

}  // namespace mcp
