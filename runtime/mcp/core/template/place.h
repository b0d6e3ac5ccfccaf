#pragma once

#include <string>
#include <string_view>

namespace mcp {

/// A Place within a path: a name, or a part of one. A value can neither leave the folder it stands in nor
/// name a hidden file; so it must not be empty where a name begins.
bool as_path_part(std::string& out, std::string_view value);

/// A Place within a URI: everything but unreserved characters is percent-encoded, and no value makes a
/// segment `.` or `..`.
bool as_uri_part(std::string& out, std::string_view value);

/// A character that means the same in a URI whether it is percent-encoded or not (RFC 3986).
bool is_unreserved(char c);

/// Appends `text` with every byte percent-encoded that is neither unreserved nor in `kept`.
void append_percent_encoded(std::string& out, std::string_view text, std::string_view kept = {});

}  // namespace mcp
