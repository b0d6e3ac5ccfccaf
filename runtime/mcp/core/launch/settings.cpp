#include "settings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>

#include <mcp/core/environment.h>
#include <mcp/core/launch/setting_value.h>

namespace mcp {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kGiB = 1024 * 1024 * 1024;

std::vector<Setting> list_of(ServerLimits& limits) {
  return {
      {.path = "limits.timeout",
       .field = &limits.timeout,
       .least = 10,
       .most = kDay,
       .flag = "--timeout",
       .argument = "SECONDS",
       .help = "time a call may take"},
      {.path = "limits.grace",
       .field = &limits.grace,
       .most = kDay,
       .flag = "--grace",
       .argument = "SECONDS",
       .help = "time running calls have to finish when the server stops"},
      {.path = "limits.concurrency",
       .field = &limits.concurrency,
       .least = 1,
       .most = 10'000,
       .flag = "--concurrency",
       .argument = "N",
       .help = "calls that run at once"},
      {.path = "limits.concurrencyPerCaller",
       .field = &limits.concurrency_each,
       .least = 1,
       .most = kMillion,
       .flag = "--concurrency-per-caller",
       .argument = "N",
       .help = "calls of one caller, running or waiting"},
      {.path = "limits.queue",
       .field = &limits.queue,
       .least = 1,
       .most = kMillion,
       .flag = "--queue",
       .argument = "N",
       .help = "calls that wait for their turn"},
      {.path = "limits.rate",
       .field = &limits.rate,
       .flag = "--rate",
       .argument = "RATE",
       .help = "requests of one caller, as `120/min per user`, or none"},
      {.path = "limits.requestSize",
       .field = &limits.message_bytes,
       .least = 1024,
       .most = kGiB,
       .bytes = true,
       .flag = "--request-size",
       .argument = "BYTES",
       .help = "length of a message"},
      {.path = "limits.schemaDepth", .field = &limits.json_depth, .least = 16, .most = 128},
      {.path = "limits.jsonValues", .field = &limits.json_values, .least = 1000, .most = kMillion},
      {.path = "limits.batch", .field = &limits.batch, .least = 1, .most = 1000},
      {.path = "limits.streams",
       .field = &limits.streams,
       .least = 1,
       .most = kMillion,
       .flag = "--streams",
       .argument = "N",
       .help = "streams that clients listen to"},
      {.path = "limits.streamsPerCaller",
       .field = &limits.streams_each,
       .least = 1,
       .most = kMillion,
       .flag = "--streams-per-caller",
       .argument = "N",
       .help = "those of one caller"},
      {.path = "limits.subscriptions", .field = &limits.subscriptions, .least = 1, .most = kMillion},
      {.path = "limits.tasks", .field = &limits.tasks, .least = 1, .most = kMillion},
  };
}

/// The flag before the variable before the file; the text and who said it.
struct Said {
  std::string text;
  std::string name;    ///< for what is wrong with it
  std::string origin;  ///< for who wants to know where it comes from
};

std::optional<Said> said_of(const Setting& setting, const Flags& flags, const ConfigFile& file) {
  if (const auto flag = flags.find(setting.flag); flag != flags.end())
    return Said{flag->second, flag->first, flag->first};
  const std::string variable = variable_of(setting.path);
  if (const char* text = std::getenv(variable.c_str())) return Said{text, variable, variable};
  if (const auto value = file.find(setting.path); value != file.end())
    return Said{value->second, value->first + " in --config", "--config"};
  return std::nullopt;
}

Result<void> expand_text(const Setting& setting, std::string& text) {
  if (text.find('$') == std::string::npos) return {};
  auto expanded = expand(text);
  if (!expanded)
    return Error{Error::Code::invalid_params, std::string(setting.path) + ": " + expanded.error().message};
  text = *std::move(expanded);
  return {};
}

}  // namespace

std::vector<Setting> settings_of(ServerLimits& limits) {
  ServerLimits untouched;
  return with_standards(list_of(limits), list_of(untouched));
}

std::string variable_of(std::string_view path) {
  std::string name = "MCPGEN_";
  for (const char c : path) {
    if (c >= 'A' && c <= 'Z') name += '_';
    name += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

Result<std::vector<Override>> find_overrides(std::span<const Setting> settings, const Flags& flags,
                                             const ConfigFile& file) {
  std::vector<Override> overrides;
  for (const Setting& setting : settings) {
    auto said = said_of(setting, flags, file);
    if (!said) continue;
    auto value = parse_value(setting, said->text, said->name);
    if (!value) return value.error();
    overrides.push_back({setting.path, *std::move(value), std::move(said->origin)});
  }
  return overrides;
}

void apply_overrides(std::span<const Override> overrides, std::span<const Setting> settings) {
  for (const Override& given : overrides) {
    const auto setting = std::ranges::find(settings, given.path, &Setting::path);
    if (setting == settings.end()) continue;
    std::visit([&](auto* field) { *field = std::get<std::remove_pointer_t<decltype(field)>>(given.value); },
               setting->field);
  }
}

Result<void> expand_settings(std::span<const Setting> settings) {
  for (const Setting& setting : settings) {
    if (auto* const* text = std::get_if<std::string*>(&setting.field)) {
      if (auto done = expand_text(setting, **text); !done) return done;
      if ((*text)->empty() && setting.standard.empty()) continue;
      if (auto sound = check_text(setting, **text, setting.path); !sound) return sound;
    }
    if (auto* const* list = std::get_if<std::vector<std::string>*>(&setting.field)) {
      std::vector<std::string> items;
      for (std::string text : **list) {
        if (auto done = expand_text(setting, text); !done) return done;
        for (std::string& item : split_list(text)) items.push_back(std::move(item));
      }
      for (const std::string& item : items) {
        if (auto sound = check_text(setting, item, setting.path); !sound) return sound;
      }
      **list = std::move(items);
    }
  }
  return {};
}

}  // namespace mcp
