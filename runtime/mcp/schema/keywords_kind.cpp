#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include <mcp/json/compare.h>
#include <mcp/json/json.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

struct Kind {
  std::string_view name;
  std::string_view noun;
  bool (*accepts)(const Json&);
};

bool is_integer(const Json& value) {
  const double* floating = value.get_ptr<const double*>();
  return value.is_number_integer() || (floating != nullptr && *floating == std::floor(*floating));
}

constexpr std::array kKinds = {
    Kind{"null", "null", [](const Json& value) { return value.is_null(); }},
    Kind{"boolean", "true or false", [](const Json& value) { return value.is_boolean(); }},
    Kind{"integer", "an integer", is_integer},
    Kind{"number", "a number", [](const Json& value) { return value.is_number(); }},
    Kind{"string", "a string", [](const Json& value) { return value.is_string(); }},
    Kind{"array", "an array", [](const Json& value) { return value.is_array(); }},
    Kind{"object", "an object", [](const Json& value) { return value.is_object(); }},
};

class Type final : public Keyword {
 public:
  explicit Type(std::vector<const Kind*> kinds) : kinds_(std::move(kinds)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    for (const Kind* kind : kinds_) {
      if (kind->accepts(value)) return true;
    }
    return run.fail(place, [&] { return message(); });
  }

 private:
  std::string message() const {
    std::string out = "must be ";
    for (const Kind* kind : kinds_) {
      if (kind != kinds_.front()) out += " or ";
      out += kind->noun;
    }
    return out;
  }

  std::vector<const Kind*> kinds_;
};

class FitsInt64 final : public Keyword {
 public:
  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!is_integer(value) || fits(value)) return true;
    return run.fail(place, "must fit in 64 bits");
  }

 private:
  static bool fits(const Json& value) {
    // At the very ends, a number that is no integer to JSON may have been rounded already.
    if (const double* floating = value.get_ptr<const double*>()) return std::fabs(*floating) < 0x1p63;
    return !value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX;
  }
};

class OneOfValues final : public Keyword {
 public:
  explicit OneOfValues(std::vector<Json> values) : values_(std::move(values)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!run.spend(values_.size(), place)) return false;
    const auto same = [&](const Json& choice) { return equal(choice, value); };
    if (std::any_of(values_.begin(), values_.end(), same)) return true;
    return run.fail(place, [&] {
      if (values_.empty()) return std::string("is not allowed");
      std::vector<std::string> choices;
      for (const Json& choice : values_) choices.push_back(shown(choice));
      return (choices.size() == 1 ? "must be " : "must be one of ") + listed(choices);
    });
  }

 private:
  std::vector<Json> values_;
};

const Kind* find_kind(const Json& name) {
  const auto* text = name.get_ptr<const std::string*>();
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const Kind& kind) { return text != nullptr && kind.name == *text; });
  return found == kKinds.end() ? nullptr : &*found;
}

void compile_type(Source& source, const Json& type) {
  const std::vector<Json> names =
      type.is_array() ? type.get_ref<const Json::array_t&>() : std::vector<Json>{type};
  std::vector<const Kind*> kinds;
  for (const Json& name : names) {
    const Kind* kind = find_kind(name);
    if (kind == nullptr) {
      return source.fault(
          "/type", "must be null, boolean, integer, number, string, array or object, or a list of these");
    }
    kinds.push_back(kind);
  }
  if (kinds.empty()) return source.fault("/type", "must name at least one type");
  const auto accepts = [&](const Json& value) {
    return std::any_of(kinds.begin(), kinds.end(), [&](const Kind* kind) { return kind->accepts(value); });
  };
  const bool integers_only = accepts(1) && !accepts(0.5);
  source.add<Type>(std::move(kinds));
  if (integers_only && source.options().int64_integers) source.add<FitsInt64>();
}

}  // namespace

void compile_kinds(Source& source) {
  if (const Json* type = source.find("type")) compile_type(source, *type);
  if (const Json* values = source.list("enum")) {
    source.add<OneOfValues>(values->get_ref<const Json::array_t&>());
  }
  if (const Json* value = source.find("const")) source.add<OneOfValues>(std::vector<Json>{*value});
}

}  // namespace mcp::schema
