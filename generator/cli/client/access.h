#pragma once

#include <string>

#include <mcp/json/json.h>

namespace mcpgen {

/// The member, or null where `object` is none or lacks it: what servers send is read without trust.
inline const mcp::Json& member(const mcp::Json& object, const char* name) {
  static const mcp::Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

inline std::string text_of(const mcp::Json& value) {
  return value.is_string() ? value.get<std::string>() : "";
}

inline std::string text_member(const mcp::Json& object, const char* name) {
  return text_of(member(object, name));
}

}  // namespace mcpgen
