#include "cli/options.h"

#include <algorithm>
#include <optional>

#define CXXOPTS_NO_REGEX
#include <cxxopts.hpp>

#include "support/text.h"

namespace mcpgen {
namespace {

const Option* find(const std::vector<Option>& options, std::string_view name) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
  return found == options.end() ? nullptr : &*found;
}

UsageFault unknown_option(const std::vector<Option>& options, const std::string& argument) {
  const std::string written = argument.substr(0, argument.find('='));
  std::vector<std::string> names;
  names.reserve(options.size());
  for (const Option& option : options) names.push_back("--" + option.name);
  return {"unknown option `" + written + "`", did_you_mean(written, names)};
}

/// The library takes `--json=false` for `--json`.
std::optional<UsageFault> valued_switch(const std::vector<Option>& options, const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (!argument.starts_with("--") || equals == std::string::npos) return {};
  const std::string name = argument.substr(2, equals - 2);
  const Option* option = find(options, name);
  if (option == nullptr || !option->value.empty()) return {};
  return UsageFault{"--" + name + " takes no value", "give --" + name + " alone, or leave it out"};
}

std::optional<UsageFault> check_value(const Option& option, const std::string& value) {
  // The library takes whatever follows for the value, so `--out --force` would write to "--force".
  if (value.starts_with("--")) return UsageFault{"--" + option.name + " needs a value", ""};
  if (option.choices.empty() || std::count(option.choices.begin(), option.choices.end(), value) > 0)
    return {};
  return UsageFault{"--" + option.name + " cannot be `" + value + "`: it is " + one_of(option.choices),
                    did_you_mean(value, option.choices)};
}

std::optional<UsageFault> take_option(const Option& option, const std::string& value, Given& given) {
  auto& values = given.options[option.name];
  if (option.value.empty()) {
    values.push_back(value);
    return {};
  }
  if (!values.empty() && !option.repeatable)
    return UsageFault{"--" + option.name + " is given more than once", ""};
  if (auto fault = check_value(option, value)) return fault;
  values.push_back(value);
  return {};
}

cxxopts::Options definition_of(const std::vector<Option>& options) {
  cxxopts::Options definition("mcpgen");
  definition.allow_unrecognised_options();
  for (const Option& option : options) {
    const std::string names = option.letter ? std::string(1, option.letter) + "," + option.name : option.name;
    if (option.value.empty()) {
      definition.add_options()(names, option.help);
    } else {
      definition.add_options()(names, option.help, cxxopts::value<std::string>());
    }
  }
  return definition;
}

}  // namespace

bool Given::has(std::string_view option) const { return options.find(option) != options.end(); }

std::string Given::value(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? "" : found->second.back();
}

std::vector<std::string> Given::values(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>{} : found->second;
}

std::size_t first_unknown_option(const std::vector<Option>& options,
                                 const std::vector<std::string>& arguments) {
  const auto is_unknown = [&](const std::string& argument) {
    return argument.starts_with("--") && argument.size() > 2 &&
           find(options, argument.substr(2, argument.find('=') - 2)) == nullptr;
  };
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  const auto first = std::find_if(arguments.begin(), end, is_unknown);
  return first == end ? arguments.size() : static_cast<std::size_t>(first - arguments.begin());
}

std::variant<Given, UsageFault> parse_options(const std::vector<Option>& options,
                                              const std::vector<std::string>& arguments) {
  Given given;
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  given.dashes = dashes != arguments.end();
  if (given.dashes) given.after_dashes.assign(dashes + 1, arguments.end());

  std::vector<const char*> argv{"mcpgen"};
  for (auto at = arguments.begin(); at != dashes; ++at) {
    if (auto fault = valued_switch(options, *at)) return *std::move(fault);
    argv.push_back(at->c_str());
  }
  try {
    const cxxopts::ParseResult parsed =
        definition_of(options).parse(static_cast<int>(argv.size()), argv.data());
    for (const cxxopts::KeyValue& item : parsed.arguments()) {
      if (auto fault = take_option(*find(options, item.key()), item.value(), given)) return *fault;
    }
    for (const std::string& rest : parsed.unmatched()) {
      if (rest.size() > 1 && rest.front() == '-') return unknown_option(options, rest);
      given.operands.push_back(rest);
    }
  } catch (const cxxopts::exceptions::exception& fault) {
    return UsageFault{fault.what(), ""};
  }
  return given;
}

}  // namespace mcpgen
