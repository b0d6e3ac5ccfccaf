#include "setting_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <mcp/core/template/template_text.h>
#include <mcp/core/units.h>

namespace mcp {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kNoRate = "none";

/// `30`, `0.5`, `30s`, `500ms` or `2m`, in milliseconds.
std::optional<std::int64_t> parse_time(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto factor = factor_of(unit.empty() ? "s" : unit, kTimeUnits);
  if (!factor) return std::nullopt;
  const double value = std::round(number * static_cast<double>(*factor));
  if (!(value >= 0 && value <= kDay)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// `256`, and where it is a size `4MiB`.
std::optional<std::int64_t> parse_count(std::string_view text, bool size, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto factor = factor_of(unit, kSizeUnits);
  if (!factor || (!size && !unit.empty()) || number < 0 || number > most / *factor) return std::nullopt;
  return number * *factor;
}

/// In the largest unit that leaves no rest; `least` where it is nothing.
template <typename Units>
std::string in_units(std::int64_t value, const Units& units, std::string_view least) {
  Unit best{least, 1};
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.factor == 0 && unit.factor > best.factor) best = unit;
  }
  return std::to_string(value / best.factor) + std::string(best.name);
}

bool is_time(const Setting& setting) { return std::holds_alternative<milliseconds*>(setting.field); }

std::string number_text(const Setting& setting, std::int64_t value) {
  if (is_time(setting)) return value == 0 ? "0s" : in_units(value, kTimeUnits, "ms");
  return setting.bytes ? in_units(value, kSizeUnits, "B") : std::to_string(value);
}

Error refused(std::string_view name, std::string_view expected, std::string_view text) {
  return {Error::Code::invalid_params,
          std::string(name) + " takes " + std::string(expected) + ", not `" + std::string(text) + "`"};
}

/// What a text with `${` is, is not known yet.
Result<void> check_unless_open(const Setting& setting, std::string_view text, std::string_view name) {
  if (text.find("${") != std::string_view::npos) return {};
  return check_text(setting, text, name);
}

Result<std::int64_t> parse_number(const Setting& setting, std::string_view text, std::string_view name) {
  const auto value = is_time(setting) ? parse_time(text) : parse_count(text, setting.bytes, setting.most);
  if (value && *value >= setting.least && *value <= setting.most) return *value;
  return refused(name,
                 std::string(is_time(setting) ? "a time" : "a number") + " from " +
                     number_text(setting, setting.least) + " to " + number_text(setting, setting.most),
                 text);
}

}  // namespace

std::string setting_text(const Setting& setting) {
  struct Text {
    const Setting& setting;
    std::string operator()(const milliseconds* time) const { return number_text(setting, time->count()); }
    std::string operator()(const std::size_t* count) const {
      return number_text(setting, static_cast<std::int64_t>(*count));
    }
    std::string operator()(const Rate* rate) const {
      return rate->limits() ? rate_text(*rate) : std::string(kNoRate);
    }
    std::string operator()(const std::string* text) const { return *text; }
    std::string operator()(const std::vector<std::string>* list) const {
      std::string text;
      for (const std::string& item : *list) text.append(text.empty() ? "" : ",").append(item);
      return text;
    }
  };
  return std::visit(Text{setting}, setting.field);
}

std::vector<Setting> with_standards(std::vector<Setting> settings, const std::vector<Setting>& untouched) {
  for (std::size_t i = 0; i < settings.size(); ++i) settings[i].standard = setting_text(untouched[i]);
  return settings;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  std::size_t begin = 0;
  for (const TemplatePiece& piece : split_template(text, Braces::text)) {
    if (piece.kind != TemplatePiece::Kind::literal) continue;
    const std::size_t end = piece.offset + piece.length;
    for (std::size_t comma = text.find(',', piece.offset); comma < end; comma = text.find(',', comma + 1)) {
      items.emplace_back(text.substr(begin, comma - begin));
      begin = comma + 1;
    }
  }
  if (begin < text.size()) items.emplace_back(text.substr(begin));
  return items;
}

Result<void> check_text(const Setting& setting, std::string_view text, std::string_view name) {
  if (setting.accepts == nullptr || setting.accepts(text)) return {};
  return refused(name, setting.expected, text);
}

Result<Override::Value> parse_value(const Setting& setting, std::string_view text, std::string_view name) {
  using Value = Override::Value;
  if (std::holds_alternative<Rate*>(setting.field)) {
    const auto rate = text == kNoRate ? std::optional(Rate{}) : parse_rate(text);
    if (!rate) return refused(name, "a rate such as `120/min per user`, or `none`", text);
    return Value(*rate);
  }
  if (std::holds_alternative<std::string*>(setting.field)) {
    const bool none = text.empty() && setting.standard.empty();
    if (auto sound = check_unless_open(setting, text, name); !none && !sound) return sound.error();
    return Value(std::string(text));
  }
  if (std::holds_alternative<std::vector<std::string>*>(setting.field)) {
    std::vector<std::string> items = split_list(text);
    for (const std::string& item : items) {
      if (auto sound = check_unless_open(setting, item, name); !sound) return sound.error();
    }
    return Value(std::move(items));
  }
  const auto number = parse_number(setting, text, name);
  if (!number) return number.error();
  if (is_time(setting)) return Value(milliseconds(*number));
  return Value(static_cast<std::size_t>(*number));
}

}  // namespace mcp
