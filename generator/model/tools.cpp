#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "model/builder.h"
#include "model/schema_shape.h"
#include "model/template_fit.h"
#include "model/text.h"

namespace mcpgen {
namespace {

std::string task_mode(const std::string& word) {
  if (word == "auto") return "automatic";
  return word == "always" ? word : std::string();
}

/// The arguments of the examples that show how the tool is meant to be called.
std::vector<Node> example_inputs(const ToolEntry& entry) {
  std::vector<Node> inputs;
  if (!entry.examples) return inputs;
  for (const Node& example : entry.examples->items) {
    const Node* input = example.find("input");
    if (input != nullptr && example.find("error") == nullptr) inputs.push_back(*input);
  }
  return inputs;
}

CppType input_type(ModelBuilder& builder, const ToolEntry& entry) {
  return builder.types.build(entry.input, type_word(entry.name.value) + "Input", entry.name,
                             fmt::format("Arguments of the `{}` tool.", entry.name.value));
}

CppType output_type(ModelBuilder& builder, const ToolEntry& entry) {
  return builder.types.build(*entry.output, type_word(entry.name.value) + "Output", entry.name,
                             fmt::format("Result of the `{}` tool.", entry.name.value));
}

/// Of other back ends, and of most templates, nothing but a check at each call shows it.
bool always_fits(const Backend& backend, const SchemaNode& output, const SchemaNode& input) {
  const Node* const value = backend.kind.value == "json" ? backend.options.find("value") : nullptr;
  return value != nullptr && always_fits(*value, output, input);
}

void add_tool_handler(ModelBuilder& builder, const ToolEntry& entry, ToolModel& tool) {
  const CppType input = input_type(builder, entry);
  builder.types.mark_read(input);
  tool.int64_arguments = builder.types.has_int64(input);
  Handler handler{.kind = Handler::Kind::tool,
                  .ident = tool.ident,
                  .subject = entry.name.value,
                  .comment = summary(entry.description.value),
                  .input = input.code,
                  .input_is_json = input.code == "mcp::Json",
                  .input_is_struct = input.record,
                  .input_is_empty = builder.types.is_empty(input),
                  .result = "mcp::Content"};
  if (entry.output) {
    const CppType output = output_type(builder, entry);
    builder.types.mark_written(output);
    handler.result = output.code;
    handler.structured = true;
    tool.check_output = !output.faithful;
  }
  add_handler(builder, std::move(handler), entry.name.place);
}

}  // namespace

void declare_types(ModelBuilder& builder, const ToolEntry& entry) {
  if (entry.backend) return;
  input_type(builder, entry);
  if (entry.output) output_type(builder, entry);
}

void add_tool(ModelBuilder& builder, const ToolEntry& entry) {
  const std::string type_name = type_word(entry.name.value);
  ToolModel tool;
  fill_common(builder, "tool", entry, function_ident(builder, "", entry.name), tool);
  builder.constants.claim(type_name, entry.name.value, entry.name.place);
  tool.schema_prefix = "k" + type_name;
  tool.annotations_json = json_or_empty(builder, entry.annotations);
  tool.input_schema = builder.schemas.whole(entry.input, example_inputs(entry));
  require_printable(tool.input_schema, entry.input.place, builder.diagnostics);
  builder.model.patterns = builder.model.patterns || has_pattern(entry.input);
  if (entry.output) {
    tool.output_schema = builder.schemas.whole(*entry.output);
    tool.wrapped_output_schema = builder.schemas.wrapped(*entry.output);
    require_printable(tool.output_schema, entry.output->place, builder.diagnostics);
    tool.check_output = entry.backend && !always_fits(*entry.backend, *entry.output, entry.input);
    builder.model.patterns = builder.model.patterns || has_pattern(*entry.output);
  }
  if (entry.confirm) tool.confirm = checked(builder, *entry.confirm);
  tool.task = task_mode(entry.task);
  tool.open = entry.open;
  tool.once = entry.once;
  tool.concurrency = entry.concurrency.value_or(0);
  tool.rate = rate_code(entry.rate);
  if (!tool.backend) add_tool_handler(builder, entry, tool);
  builder.model.tools.push_back(std::move(tool));
}

}  // namespace mcpgen
