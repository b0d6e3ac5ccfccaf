#include "cli/token/moment.h"

#include <array>
#include <cmath>
#include <ctime>

namespace mcpgen {
namespace {

/// In the largest unit of which it is at least one.
std::string amount(double seconds) {
  struct Unit {
    double seconds;
    const char* name;
  };
  constexpr std::array kUnits{Unit{365.25 * 86400, "years"}, Unit{86400, "days"}, Unit{3600, "h"},
                              Unit{60, "min"}};
  for (const Unit& unit : kUnits) {
    const auto whole = static_cast<long>(seconds / unit.seconds);
    if (whole >= 1) return std::to_string(whole) + " " + unit.name;
  }
  return std::to_string(static_cast<long>(seconds)) + " s";
}

}  // namespace

std::string shown_moment(double seconds, std::chrono::system_clock::time_point now, std::string_view over) {
  constexpr double kLast = 253402300799.0;
  if (!(seconds >= 0 && seconds <= kLast)) return "";
  const auto whole = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&whole, &parts);
  std::array<char, 40> date{};
  const std::size_t length = std::strftime(date.data(), date.size(), "%Y-%m-%d %H:%M:%S UTC, ", &parts);
  const double left = std::round(seconds - std::chrono::duration<double>(now.time_since_epoch()).count());
  const std::string text(date.data(), length);
  if (left >= 0) return text + "in " + amount(left);
  return text + std::string(over) + (over.empty() ? "" : " ") + amount(-left) + " ago";
}

}  // namespace mcpgen
