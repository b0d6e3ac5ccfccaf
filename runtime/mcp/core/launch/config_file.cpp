#include "config_file.h"

#include <algorithm>
#include <fstream>
#include <utility>
#include <variant>

#include <mcp/core/launch/listening.h>
#include <mcp/core/launch/settings.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

constexpr std::size_t kLargest = 1024 * 1024;

Error unusable(const std::string& path, const std::string& why) {
  return {Error::Code::invalid_params, "--config " + path + ": " + why};
}

Result<Json> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLargest + 1, '\0');
  if (!file || !(file.read(text.data(), static_cast<std::streamsize>(text.size())) || file.eof()))
    return unusable(path, "cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kLargest) return unusable(path, "is larger than 1 MiB");
  auto read = read_json(text);
  if (const auto* fault = std::get_if<JsonFault>(&read))
    return unusable(path, "byte " + std::to_string(fault->offset) + ": " + fault->message);
  return std::get<Json>(std::move(read));
}

bool is_setting(const std::string& path, bool listens) {
  if (listens && path == kListenPath) return true;
  return std::ranges::any_of(limit_settings(), [&](const LimitSetting& known) { return known.path == path; });
}

}  // namespace

Result<Settings> read_config_file(const std::string& path, bool listens) {
  const Result<Json> document = read_file(path);
  if (!document) return document.error();
  if (!document->is_object()) return unusable(path, "must be an object, such as {\"limits\": {…}}");
  Settings settings;
  for (const auto& [section, values] : document->items()) {
    if (!values.is_object()) return unusable(path, "`" + section + "` is no section that it can set");
    for (const auto& [key, value] : values.items()) {
      const std::string setting = section + "." + key;
      if (!is_setting(setting, listens)) return unusable(path, "`" + setting + "` cannot be set here");
      if (!value.is_string() && !value.is_number_integer())
        return unusable(path, "`" + setting + "` must be text or a whole number");
      settings[setting] = value.is_string() ? value.get<std::string>() : value.dump();
    }
  }
  return settings;
}

}  // namespace mcp
