#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <mcp/json/read.h>
#include <mcp/json/read_memory.h>

namespace mcp {

/// What an object or an array holds, before it is put into one: for whoever takes it apart anyway.
class JsonParts {
 public:
  enum class Of { object, array, scalar };

  JsonParts(Of whole, ReadMemory&& memory) : whole_(whole), memory_(std::move(memory)) {}
  JsonParts(JsonParts&&) = default;
  JsonParts& operator=(JsonParts&&) = delete;
  ~JsonParts() { ReadMemory::give_back(std::move(memory_)); }

  Of whole() const { return whole_; }
  std::size_t size() const { return memory_.texts.size(); }
  /// Of an object.
  const std::string& key(std::size_t index) const { return memory_.keys[index]; }
  Json& value(std::size_t index) { return memory_.values[index]; }
  /// What the value was read from.
  std::string_view text(std::size_t index) const { return memory_.texts[index]; }

 private:
  Of whole_;
  ReadMemory memory_;
};

/// The same as read_json(), up to the end of the outermost value.
std::variant<JsonParts, JsonFault> read_parts(std::string_view text, const JsonLimits& limits = {});

}  // namespace mcp
