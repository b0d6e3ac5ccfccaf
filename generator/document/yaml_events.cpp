#include "document/yaml_events.h"

#include <new>

namespace mcpgen {

YamlEvents::YamlEvents(std::string_view text) {
  if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

YamlEvents::~YamlEvents() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

bool YamlEvents::next() {
  yaml_event_delete(&event_);  // leaves an empty event, which may be deleted again
  return yaml_parser_parse(&parser_, &event_) != 0;
}

}  // namespace mcpgen
