#pragma once

// How generated code turns checked JSON into structs and structs into JSON text. Needs no complete
// Json type, so a generated codec compiles in a fraction of a second.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/members.h>
#include <mcp/core/server.h>
#include <mcp/json/json_fwd.h>
#include <mcp/json/writer.h>

namespace mcp {

// --- reading: the value has passed its schema, so nothing here can fail ---

std::size_t size_of(const Json& value);
const Json& item_of(const Json& array, std::size_t index);
/// Calls visit(key, value) for each member, in order.
void each_member(const Json& object, void* context,
                 void (*visit)(void* context, std::string_view key, const Json& value));
bool is_null(const Json& value);
std::string_view text_of(const Json& value);

void read(const Json& json, std::string& out);
void read(const Json& json, bool& out);
void read(const Json& json, std::int64_t& out);
void read(const Json& json, double& out);
void read(const Json& json, Json& out);

template <typename T>
void read(const Json& json, std::optional<T>& out);
template <typename T>
void read(const Json& json, std::vector<T>& out);
template <typename T>
void read(const Json& json, std::map<std::string, T>& out);

/// Reads the member `name` where it is present; leaves `out` as it is where it is not.
template <typename T>
void read_member(const Json& object, std::string_view name, T& out) {
  if (const Json* member = find_member(object, name)) read(*member, out);
}

template <typename T>
void read(const Json& json, std::optional<T>& out) {
  out.reset();
  if (!is_null(json)) read(json, out.emplace());
}

template <typename T>
void read(const Json& json, std::vector<T>& out) {
  out.clear();
  out.reserve(size_of(json));
  for (std::size_t i = 0; i < size_of(json); ++i) {
    T item{};
    read(item_of(json, i), item);
    out.push_back(std::move(item));
  }
}

template <typename T>
void read(const Json& json, std::map<std::string, T>& out) {
  each_member(json, &out, [](void* context, std::string_view key, const Json& value) {
    read(value, (*static_cast<std::map<std::string, T>*>(context))[std::string(key)]);
  });
}

// --- writing ---

inline void write(JsonWriter& writer, const std::string& value) { writer.string(value); }
inline void write(JsonWriter& writer, bool value) { writer.boolean(value); }
inline void write(JsonWriter& writer, std::int64_t value) { writer.integer(value); }
inline void write(JsonWriter& writer, double value) { writer.number(value); }
inline void write(JsonWriter& writer, const Json& value) { writer.value(value); }

template <typename T>
void write(JsonWriter& writer, const std::optional<T>& value);
template <typename T>
void write(JsonWriter& writer, const std::vector<T>& values);
template <typename T>
void write(JsonWriter& writer, const std::map<std::string, T>& values);

template <typename T>
void write_member(JsonWriter& writer, std::string_view name, const T& value) {
  writer.key(name);
  write(writer, value);
}

/// An empty optional member of a struct is absent.
template <typename T>
void write_member(JsonWriter& writer, std::string_view name, const std::optional<T>& value) {
  if (value) write_member(writer, name, *value);
}

/// An empty optional in an array or a map is null.
template <typename T>
void write(JsonWriter& writer, const std::optional<T>& value) {
  if (value) {
    write(writer, *value);
  } else {
    writer.null();
  }
}

template <typename T>
void write(JsonWriter& writer, const std::vector<T>& values) {
  writer.begin_array();
  for (const T& value : values) write(writer, value);
  writer.end_array();
}

template <typename T>
void write(JsonWriter& writer, const std::map<std::string, T>& values) {
  writer.begin_object();
  for (const auto& [name, value] : values) {
    writer.key(name);
    write(writer, value);
  }
  writer.end_object();
}

/// A typed output as the answer of a tool.
template <typename T>
ToolAnswer structured(const T& output) {
  ToolAnswer answer;
  JsonWriter writer(answer.structured);
  write(writer, output);
  answer.written = true;
  return answer;
}

}  // namespace mcp
