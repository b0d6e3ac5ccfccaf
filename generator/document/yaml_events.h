#pragma once

#include <string_view>

#include <yaml.h>

namespace mcpgen {

/// The events of a YAML text, one after another.
class YamlEvents {
 public:
  /// `text` must outlive this.
  explicit YamlEvents(std::string_view text);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  /// Reads the next event; false when the text is not YAML: parser() then says where and why.
  bool next();
  const yaml_event_t& event() const { return event_; }
  const yaml_parser_t& parser() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

}  // namespace mcpgen
