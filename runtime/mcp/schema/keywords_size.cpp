#include <mcp/json/json.h>
#include <mcp/json/utf8.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

/// What a pair of size keywords counts. `size` is nothing for a value that they do not concern.
struct Measure {
  const char* least;
  const char* most;
  const char* noun;
  const char* plural;
  std::optional<std::size_t> (*size)(const Json&);
};

std::optional<std::size_t> characters(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text == nullptr ? std::nullopt : std::optional(utf8_length(*text));
}

std::optional<std::size_t> items(const Json& value) {
  return value.is_array() ? std::optional(value.size()) : std::nullopt;
}

std::optional<std::size_t> members(const Json& value) {
  return value.is_object() ? std::optional(value.size()) : std::nullopt;
}

constexpr Measure kMeasures[] = {
    {"minLength", "maxLength", "character", "characters", characters},
    {"minItems", "maxItems", "item", "items", items},
    {"minProperties", "maxProperties", "member", "members", members},
};

class Size final : public Keyword {
 public:
  Size(const Measure& measure, std::optional<std::size_t> least, std::optional<std::size_t> most)
      : measure_(measure), least_(least), most_(most) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const auto* text = value.get_ptr<const std::string*>();
    if (text != nullptr && !run.spend_on(*text, place)) return false;
    const std::optional<std::size_t> size = measure_.size(value);
    if (!size) return true;
    if (least_ && *size < *least_)
      return run.fail(place, [&] { return "must have at least " + limit(*least_); });
    if (most_ && *size > *most_) return run.fail(place, [&] { return "must have at most " + limit(*most_); });
    return true;
  }

 private:
  std::string limit(std::size_t count) const { return counted(count, measure_.noun, measure_.plural); }

  const Measure& measure_;
  std::optional<std::size_t> least_;
  std::optional<std::size_t> most_;
};

}  // namespace

void compile_sizes(Source& source) {
  for (const Measure& measure : kMeasures) {
    const auto least = source.count(measure.least);
    const auto most = source.count(measure.most);
    if (least || most) source.add<Size>(measure, least, most);
  }
}

}  // namespace mcp::schema
