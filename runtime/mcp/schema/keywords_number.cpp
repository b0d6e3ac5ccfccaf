#include <cmath>
#include <compare>

#include <mcp/json/json.h>
#include <mcp/json/numbers.h>
#include <mcp/schema/multiple.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

struct Bound {
  const char* keyword;
  const char* phrase;
  bool (*holds)(std::partial_ordering);
};

constexpr Bound kBounds[] = {
    {"minimum", "must be at least ", [](std::partial_ordering order) { return std::is_gteq(order); }},
    {"maximum", "must be at most ", [](std::partial_ordering order) { return std::is_lteq(order); }},
    {"exclusiveMinimum", "must be greater than ",
     [](std::partial_ordering order) { return std::is_gt(order); }},
    {"exclusiveMaximum", "must be less than ", [](std::partial_ordering order) { return std::is_lt(order); }},
};

class Within final : public Keyword {
 public:
  Within(const Bound& bound, Json limit) : bound_(bound), limit_(std::move(limit)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!value.is_number() || bound_.holds(compare_numbers(value, limit_))) return true;
    return run.fail(place, [&] { return bound_.phrase + shown(simplest_number(limit_)); });
  }

 private:
  const Bound& bound_;
  Json limit_;
};

class MultipleOf final : public Keyword {
 public:
  explicit MultipleOf(Json divisor) : divisor_(std::move(divisor)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!value.is_number() || is_multiple(value, divisor_)) return true;
    return run.fail(place, [&] { return "must be a multiple of " + shown(simplest_number(divisor_)); });
  }

 private:
  Json divisor_;
};

}  // namespace

void compile_numbers(Source& source) {
  for (const Bound& bound : kBounds) {
    if (const Json* limit = source.number(bound.keyword)) source.add<Within>(bound, *limit);
  }
  if (const Json* divisor = source.number("multipleOf")) {
    if (std::is_gt(compare_numbers(*divisor, 0)))
      source.add<MultipleOf>(*divisor);
    else
      source.fault("/multipleOf", "must be greater than 0");
  }
}

}  // namespace mcp::schema
