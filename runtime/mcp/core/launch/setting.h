#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <mcp/core/rate.h>

namespace mcp {

constexpr std::int64_t kSecond = 1000;  ///< in milliseconds
constexpr std::int64_t kDay = 24 * 60 * 60 * kSecond;

/// What the operator may set when the server starts, without building it again: by flag, by the variable of
/// the environment that is called like it (`limits.timeout`: MCPGEN_LIMITS_TIMEOUT), or by `--config`.
struct Setting {
  using Field =
      std::variant<std::chrono::milliseconds*, std::size_t*, Rate*, std::string*, std::vector<std::string>*>;

  std::string_view path;  ///< in the manifest
  Field field;            ///< where its value is kept
  std::int64_t least = 0;
  std::int64_t most = 0;                             ///< of a time in milliseconds, or of a number
  bool bytes = false;                                ///< the number is a size
  bool (*accepts)(std::string_view text) = nullptr;  ///< of a text, or of each in a list
  std::string_view expected{};                       ///< what such a text is: "a path such as /mcp"
  std::string_view flag{};                           ///< "" for none
  std::string_view argument{};                       ///< what help calls the value of the flag
  std::string_view help{};
  std::string standard{};  ///< its value, as text, where nobody says anything
};

/// As the flag would take it: `30s`, `256`, `4MiB`, `a.example,b.example`; `none` for a rate that is not
/// limited.
std::string setting_text(const Setting& setting);

/// `settings` with what the same ones of an untouched object have as their standard.
std::vector<Setting> with_standards(std::vector<Setting> settings, const std::vector<Setting>& untouched);

}  // namespace mcp
