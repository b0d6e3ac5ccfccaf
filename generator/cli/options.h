#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mcpgen {

/// One option of a verb. Without `value` it is a switch.
struct Option {
  std::string name{};
  char letter = 0;
  std::string value{};  ///< what the value is called in the help: "DIR"
  std::string help{};
  bool repeatable = false;
  std::vector<std::string> choices{};  ///< the only values there are; empty: any
};

/// What stood on the command line after the verb.
class Given {
 public:
  std::vector<std::string> operands;
  std::vector<std::string> after_dashes;  ///< what follows `--`
  bool dashes = false;

  bool has(std::string_view option) const;
  /// The value given, the last one of several; "" when there is none.
  std::string value(std::string_view option) const;
  std::vector<std::string> values(std::string_view option) const;

  std::map<std::string, std::vector<std::string>, std::less<>> options;
};

/// A command line that cannot be understood: what, and what was perhaps meant.
struct UsageFault {
  std::string message;
  std::string help;
};

/// Where the first of the arguments stands that looks like an option and is none of these; their number where
/// all are known.
std::size_t first_unknown_option(const std::vector<Option>& options,
                                 const std::vector<std::string>& arguments);

std::variant<Given, UsageFault> parse_options(const std::vector<Option>& options,
                                              const std::vector<std::string>& arguments);

}  // namespace mcpgen
