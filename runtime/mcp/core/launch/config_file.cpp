#include "config_file.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>
#include <variant>

#include <mcp/core/launch/listening.h>
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

/// Nothing for a value of another kind. Nothing that may stand in a list has a comma, but
/// within a `${…}`.
std::optional<std::string> text_of(const Json& value, bool list) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  if (!list || !value.is_array()) return std::nullopt;
  std::string text;
  for (const Json& item : value) {
    if (!item.is_string()) return std::nullopt;
    text.append(text.empty() ? "" : ",").append(item.get<std::string>());
  }
  return text;
}

}  // namespace

Result<ConfigFile> read_config_file(const std::string& path, std::span<const Setting> settings,
                                    bool listens) {
  const Result<Json> document = read_file(path);
  if (!document) return document.error();
  if (!document->is_object()) return unusable(path, "must be an object, such as {\"limits\": {…}}");
  ConfigFile said;
  for (const auto& [section, values] : document->items()) {
    if (!values.is_object()) return unusable(path, "`" + section + "` is no section that it can set");
    for (const auto& [key, value] : values.items()) {
      const std::string name = section + "." + key;
      const auto setting = std::ranges::find(settings, name, &Setting::path);
      const bool known = setting != settings.end();
      if (!known && !(listens && name == kListenPath))
        return unusable(path, "`" + name + "` cannot be set here");
      const bool list = known && std::holds_alternative<std::vector<std::string>*>(setting->field);
      auto text = text_of(value, list);
      if (!text)
        return unusable(path,
                        "`" + name + "` must be " + (list ? "a list of texts" : "text or a whole number"));
      said[name] = *std::move(text);
    }
  }
  return said;
}

}  // namespace mcp
