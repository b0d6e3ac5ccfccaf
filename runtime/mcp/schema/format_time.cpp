#include <array>
#include <optional>

#include <mcp/schema/format_rules.h>

namespace mcp::schema {
namespace {

std::optional<int> take_two_digits(std::string_view& text) {
  if (text.size() < 2 || !ascii::is_digit(text[0]) || !ascii::is_digit(text[1])) return std::nullopt;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

bool take_digits(std::string_view& text) {
  const std::size_t before = text.size();
  while (!text.empty() && ascii::is_digit(text.front())) text.remove_prefix(1);
  return text.size() != before;
}

int days_of_month(int year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// "+hh:mm" or "Z" to its end, in minutes east of UTC.
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const int sign = take(text, '-') ? -1 : 1;
  if (sign == 1 && !take(text, '+')) return std::nullopt;
  const auto hours = take_two_digits(text);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_two_digits(text);
  if (!minutes || *minutes > 59) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

// Takes number-and-unit pairs whose units stand side by side in `units`. False where a unit is not one of
// them.
bool take_units(std::string_view& text, std::string_view units) {
  for (bool first = true; take_digits(text); first = false) {
    const std::size_t unit = text.empty() ? std::string_view::npos : units.find(text.front());
    if (unit == std::string_view::npos || (!first && unit != 0)) return false;
    units.remove_prefix(unit + 1);
    text.remove_prefix(1);
  }
  return true;
}

}  // namespace

bool is_date(std::string_view text) {
  const auto century = take_two_digits(text);
  const auto rest = take_two_digits(text);
  if (!century || !rest || !take(text, '-')) return false;
  const auto month = take_two_digits(text);
  if (!month || *month < 1 || *month > 12 || !take(text, '-')) return false;
  const auto day = take_two_digits(text);
  return day && *day >= 1 && *day <= days_of_month(*century * 100 + *rest, *month) && text.empty();
}

bool is_time(std::string_view text) {
  const auto hour = take_two_digits(text);
  if (!hour || *hour > 23 || !take(text, ':')) return false;
  const auto minute = take_two_digits(text);
  if (!minute || *minute > 59 || !take(text, ':')) return false;
  const auto second = take_two_digits(text);
  if (!second || *second > 60) return false;
  if (take(text, '.') && !take_digits(text)) return false;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return false;
  constexpr int kDay = 24 * 60;
  const int utc = (*hour * 60 + *minute - *offset + kDay) % kDay;
  return *second < 60 || utc == kDay - 1;
}

bool is_date_time(std::string_view text) {
  constexpr std::size_t kDateLength = 10;
  if (text.size() <= kDateLength || (text[kDateLength] != 'T' && text[kDateLength] != 't')) return false;
  return is_date(text.substr(0, kDateLength)) && is_time(text.substr(kDateLength + 1));
}

bool is_duration(std::string_view text) {
  if (!take(text, 'P')) return false;
  if (text.ends_with('W')) return take_digits(text) && text == "W";
  const std::size_t before = text.size();
  if (!take_units(text, "YMD")) return false;
  if (text.empty()) return before != 0;
  return take(text, 'T') && !text.empty() && take_units(text, "HMS") && text.empty();
}

}  // namespace mcp::schema
