#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "catalogue/catalogue.h"
#include "manifest/read_schema.h"
#include "manifest/reading.h"

namespace mcpgen {
namespace {

class ToolReader {
 public:
  ToolReader(const Node* defaults, Reading& reading) : defaults_(defaults), reading_(reading) {}

  ToolEntry read(const NamedNode& entry) {
    const Node& node = *entry.node;
    ToolEntry tool;
    read_common(entry, tool);
    const std::optional<Node> input = read_input(entry);
    tool.input = input ? *input : Node::make_map(entry.name.place);
    tool.output = read_output(node);
    tool.annotations = read_annotations(node);
    tool.scopes = read_texts(source_of(node, "scopes"), "scopes");
    tool.timeout = read_duration(source_of(node, "timeout"), "timeout");
    tool.concurrency = read_count(source_of(node, "concurrency"), "concurrency");
    tool.rate = read_rate(source_of(node, "rate"), "rate");
    tool.once = read_flag(node, "once");
    tool.open = read_flag(node, "public");
    if (tool.open) open_to_all(tool, node);
    tool.examples = read_node(node, "examples");
    if (const Node* task = node.find("task")) tool.task = task->text;
    tool.confirm = read_optional_text(node, "confirm");
    if (!input) return tool;  // which arguments templates may use is not known
    const std::vector<std::string> arguments = argument_names(*input);
    if (tool.confirm) check_template(*node.find("confirm"), arguments, reading_);
    tool.backend = read_backend(node, "tool", arguments, reading_);
    check_answer(tool, node);
    return tool;
  }

 private:
  /// The tool itself where it has the key, else the defaults.
  const Node& source_of(const Node& node, std::string_view key) const {
    return node.find(key) || !defaults_ ? node : *defaults_;
  }

  /// What others need by default this tool does not; but a scope of its own would be asked of nobody.
  void open_to_all(ToolEntry& tool, const Node& node) {
    tool.scopes.clear();
    const Member* scopes = node.member("scopes");
    if (!scopes || scopes->value.items.empty()) return;
    reading_.diagnostics
        .error("E0406", scopes->key_place,
               fmt::format("`{}` is for everybody, and for callers with a scope", tool.name.value))
        .labelled("it can be one of both")
        .noted(node.member("public")->key_place, "everybody may call it")
        .helped("remove `scopes` or `public: true`");
  }

  /// The tool's annotations with those of the defaults that it does not name.
  std::optional<Node> read_annotations(const Node& node) const {
    std::optional<Node> annotations = read_node(node, "annotations");
    const Node* shared = defaults_ ? defaults_->find("annotations") : nullptr;
    if (!shared) return annotations;
    if (!annotations) return *shared;
    for (const Member& member : shared->members) {
      if (!annotations->find(member.key)) annotations->put(member.key, member.value, member.key_place);
    }
    return annotations;
  }

  /// True when only one of two keys for the same thing is there.
  bool check_exclusive(const Node& node, std::string_view shape, std::string_view schema) {
    const Member* first = node.member(shape);
    const Member* second = node.member(schema);
    if (!first || !second) return true;
    reading_.diagnostics
        .error("E0209", second->key_place, fmt::format("`{}` and `{}` say the same thing", shape, schema))
        .labelled("second one")
        .noted(first->key_place, "first one")
        .helped("keep one of them");
    return false;
  }

  /// Nothing when it is at fault.
  std::optional<Node> read_input(const NamedNode& entry) {
    const Node& node = *entry.node;
    const Node* schema = check_exclusive(node, "input", "inputSchema") ? node.find("inputSchema") : nullptr;
    const Node* shape = node.find("input");
    const Node none = Node::make_map(entry.name.place);
    if (shape && shape->is_null()) return std::nullopt;
    std::optional<Node> input =
        schema ? named_type(read_json_schema(*schema)) : read_arguments(shape ? *shape : none);
    if (!input) return std::nullopt;
    const Node* type = input->find("type");
    if (!type || type->text != "object") {
      const Node& written = schema ? *schema : *shape;
      reading_.diagnostics
          .error("E0225", written.place, fmt::format("the input of `{}` is not an object", entry.name.value))
          .labelled("arguments have names")
          .helped(written.is_map() ? "add `type: object`" : "write a map from argument to type");
    }
    return input;
  }

  /// The arguments in shorthand. A type that is named is read as if it stood here, so that other arguments
  /// than its own are refused as well.
  std::optional<Node> read_arguments(const Node& shape) {
    std::optional<Node> input = read_shape(shape, Objects::closed, reading_.diagnostics);
    Diagnostics reported;  // with the type
    const TypeEntry* type = input ? type_named_by(*input) : nullptr;
    for (std::size_t steps = 0; type && steps < reading_.types.size(); ++steps) {
      std::optional<Node> named = read_shape(type->written, Objects::closed, reported);
      if (!named) return std::nullopt;
      input = described_as(*std::move(named), *input);
      type = type_named_by(*input);
    }
    return input;
  }

  Node named_type(const Node& schema) const {
    const TypeEntry* type = type_named_by(schema);
    return type ? described_as(type->schema, schema) : schema;
  }

  static bool is_description(std::string_view key) { return key == "description" || key == "title"; }

  /// A type with what stands beside a reference to it.
  static Node described_as(Node type, const Node& reference) {
    for (const Member& member : reference.members) {
      if (!is_description(member.key)) continue;
      if (Node* own = type.find(member.key)) {
        *own = member.value;
      } else {
        type.put(member.key, member.value, member.key_place);
      }
    }
    return type;
  }

  /// What `schema` refers to when it is a reference to a type and says nothing more than what it is for.
  const TypeEntry* type_named_by(const Node& schema) const {
    const Node* reference = schema.find("$ref");
    const bool says_more = std::ranges::any_of(schema.members, [](const Member& member) {
      return member.key != "$ref" && !is_description(member.key);
    });
    if (!reference || says_more) return nullptr;
    const auto found = std::ranges::find_if(reading_.types, [&](const TypeEntry& type) {
      return reference->text == "#/types/" + type.name.value;
    });
    return found == reading_.types.end() ? nullptr : &*found;
  }

  std::optional<Node> read_output(const Node& node) {
    if (!check_exclusive(node, "output", "outputSchema")) return std::nullopt;
    if (const Node* schema = node.find("outputSchema")) return read_json_schema(*schema);
    const Node* shape = node.find("output");
    return shape ? read_shape(*shape, Objects::open, reading_.diagnostics) : std::nullopt;
  }

  static std::vector<std::string> argument_names(const Node& input) {
    std::vector<std::string> names;
    const Node* properties = input.find("properties");
    if (!properties) return names;
    for (const Member& member : properties->members) names.push_back(member.key);
    return names;
  }

  void check_answer(const ToolEntry& tool, const Node& node) {
    const Variant* variant =
        tool.backend ? reading_.catalogue.find("backend", tool.backend->kind.value) : nullptr;
    if (!variant || !tool.output || variant->answers != "content") return;
    const Member* output = node.member(node.find("output") ? "output" : "outputSchema");
    reading_.diagnostics
        .error("E0604", tool.backend->kind.place,
               fmt::format("`{}` cannot give the output that is declared", variant->name))
        .labelled("it answers with text or other content")
        .noted(output->key_place, "the output is declared here")
        .helped("remove the output, or answer with `json` or a C++ handler");
  }

  const Node* defaults_;
  Reading& reading_;
};

}  // namespace

std::vector<ToolEntry> read_tools(const Node* section, const Node* defaults, Reading& reading) {
  std::vector<ToolEntry> tools;
  ToolReader reader(defaults, reading);
  for (const NamedNode& entry : read_entries(section, "tool", reading.diagnostics))
    tools.push_back(reader.read(entry));
  return tools;
}

}  // namespace mcpgen
