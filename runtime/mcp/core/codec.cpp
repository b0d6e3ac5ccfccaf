#include <mcp/core/codec.h>

#include <limits>

#include <mcp/json/json.h>

namespace mcp {

std::size_t size_of(const Json& value) { return value.size(); }

const Json& item_of(const Json& array, std::size_t index) { return array[index]; }

void each_member(const Json& object, void* context,
                 void (*visit)(void* context, std::string_view key, const Json& value)) {
  for (auto member = object.begin(); member != object.end(); ++member) {
    visit(context, member.key(), member.value());
  }
}

bool is_null(const Json& value) { return value.is_null(); }

std::string_view text_of(const Json& value) {
  const auto* text = value.get_ptr<const Json::string_t*>();
  return text ? std::string_view(*text) : std::string_view();
}

void read(const Json& json, std::string& out) { out = text_of(json); }
void read(const Json& json, bool& out) { out = json.is_boolean() && json.get<bool>(); }
void read(const Json& json, double& out) { out = json.is_number() ? json.get<double>() : 0.0; }
void read(const Json& json, Json& out) { out = json; }

void read(const Json& json, std::int64_t& out) {
  using Limits = std::numeric_limits<std::int64_t>;
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (json.is_number_float()) {
    // 3.0 is an integer to a schema, and so is 1e300.
    const double number = json.get<double>();
    if (number >= kTwoTo63) {
      out = Limits::max();
    } else if (number >= -kTwoTo63) {
      out = static_cast<std::int64_t>(number);
    } else {
      out = Limits::min();
    }
  } else if (json.is_number_unsigned()) {
    const auto number = json.get<std::uint64_t>();
    constexpr auto kMax = static_cast<std::uint64_t>(Limits::max());
    out = static_cast<std::int64_t>(number < kMax ? number : kMax);
  } else {
    out = json.is_number() ? json.get<std::int64_t>() : 0;
  }
}

}  // namespace mcp
