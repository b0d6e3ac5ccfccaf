#include <mcp/core/timestamp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace mcp {
namespace {

/// The digits at `at`, which are there.
int number(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + digits, value);
  return value;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_shape(std::string_view text, std::string_view shape) {
  return std::ranges::equal(text, shape,
                            [](char c, char wanted) { return wanted == '0' ? is_digit(c) : c == wanted; });
}

/// `Z`, `+02:00`.
std::optional<std::chrono::minutes> read_zone(std::string_view text) {
  using namespace std::chrono;
  if (text == "Z" || text == "z") return minutes(0);
  if (!has_shape(text, "+00:00") && !has_shape(text, "-00:00")) return {};
  const minutes ahead = hours(number(text, 1, 2)) + minutes(number(text, 4, 2));
  if (number(text, 1, 2) > 23 || number(text, 4, 2) > 59) return {};
  return text.front() == '-' ? -ahead : ahead;
}

}  // namespace

std::optional<std::chrono::sys_seconds> read_timestamp(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (!has_shape(text.substr(0, kShape.size()), kShape)) return {};
  const year_month_day date{year(number(text, 0, 4)), month(static_cast<unsigned>(number(text, 5, 2))),
                            day(static_cast<unsigned>(number(text, 8, 2)))};
  const int hour = number(text, 11, 2);
  const int minute = number(text, 14, 2);
  const int second = number(text, 17, 2);
  text.remove_prefix(kShape.size());
  if (text.starts_with('.')) {
    const std::size_t end = text.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return {};
    text.remove_prefix(end);
  }
  const auto ahead = read_zone(text);
  if (!ahead || !date.ok() || hour > 23 || minute > 59 || second > 60) return {};
  return sys_days(date) + hours(hour) + minutes(minute) + seconds(second) - *ahead;
}

std::string utc_timestamp(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> date{};
  std::array<char, 8> millis{};
  const std::size_t length = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(millis.data(), millis.size(), ".%03dZ", static_cast<int>(since_epoch.count() % 1000));
  return std::string(date.data(), length) + millis.data();
}

}  // namespace mcp
