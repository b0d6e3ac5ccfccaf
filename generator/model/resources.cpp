#include <fmt/format.h>

#include "model/builder.h"
#include "model/text.h"

namespace mcpgen {

void add_resource(ModelBuilder& builder, const ResourceEntry& entry) {
  ResourceModel resource;
  const std::string ident = function_ident(builder, "read", entry.name);
  fill_common(builder, "resource", entry, ident, resource);
  resource.uri = checked(builder, entry.uri);
  resource.mime_type = checked(builder, entry.mime_type);
  resource.annotations_json = json_or_empty(builder, entry.annotations);
  resource.subscribe = entry.subscribe;
  if (entry.ttl) resource.ttl = *entry.ttl;
  resource.completers = completers(builder, entry.completes, "read_" + entry.name.value);
  if (!resource.backend) {
    std::vector<StringField> fields;
    for (const Text& variable : entry.variables) fields.push_back({.name = variable});
    const CppType input = string_record(
        builder, fmt::format("Read{}Input", type_word(entry.name.value)),
        fmt::format("Variables in the URI of the `{}` resource.", entry.name.value), fields, entry.name);
    add_handler(builder,
                {.kind = Handler::Kind::resource,
                 .ident = ident,
                 .subject = entry.name.value,
                 .comment = summary(entry.description.value),
                 .input = input.code,
                 .input_is_empty = fields.empty(),
                 .result = "mcp::Contents"},
                entry.name.place);
  }
  builder.model.resources.push_back(std::move(resource));
}

}  // namespace mcpgen
