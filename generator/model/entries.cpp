// What tools, resources and prompts have in common on their way into the model.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/builder.h"
#include "model/reserved_names.h"
#include "model/text.h"

namespace mcpgen {
namespace {

// A file name may have 255 bytes; some go to the suffix and to a temporary name.
constexpr std::size_t kLongestFunction = 200;

BackendOption option(ModelBuilder& builder, const std::string& name, const Node& value, bool json) {
  BackendOption out{.ident = snake_case(name)};
  if (json || value.is_map() || value.is_list() || value.is_null()) {
    out.kind = BackendOption::Kind::json;
    out.value = to_json_text(value);
    require_printable(out.value, value.place, builder.diagnostics);
  } else if (value.is(Node::Kind::boolean)) {
    out.kind = BackendOption::Kind::code;
    out.value = value.boolean ? "true" : "false";
  } else if (value.is(Node::Kind::integer) || value.is(Node::Kind::number)) {
    out.kind = BackendOption::Kind::code;
    out.value =
        value.is(Node::Kind::integer) ? fmt::format("{}", value.integer) : fmt::format("{}", value.number);
  } else {
    out.value = value.text;
    require_printable(out.value, value.place, builder.diagnostics);
  }
  return out;
}

}  // namespace

std::string checked(ModelBuilder& builder, const Text& text) {
  require_printable(text.value, text.place, builder.diagnostics);
  return text.value;
}

std::vector<std::string> checked(ModelBuilder& builder, const std::vector<Text>& texts) {
  std::vector<std::string> out;
  out.reserve(texts.size());
  for (const Text& text : texts) out.push_back(checked(builder, text));
  return out;
}

std::string json_or_empty(ModelBuilder& builder, const std::optional<Node>& node) {
  if (!node) return {};
  std::string text = to_json_text(*node);
  require_printable(text, node->place, builder.diagnostics);
  return text;
}

void fill_common(ModelBuilder& builder, std::string_view kind, const CommonEntry& from, std::string ident,
                 Entry& to) {
  to.name = checked(builder, from.name);
  to.title = checked(builder, from.title);
  to.description = checked(builder, from.description);
  to.icons_json = json_or_empty(builder, from.icons);
  to.meta_json = json_or_empty(builder, from.meta);
  to.scopes = checked(builder, from.scopes);
  if (from.timeout) to.timeout = *from.timeout;
  if (from.backend) {
    to.backend = backend_use(builder, *from.backend);
    to.backend->variable = variable_ident(builder, kind, from.name);
  } else {
    builder.functions.claim(ident, from.name.value, from.name.place);
    to.handler = ident;
  }
  to.ident = std::move(ident);
}

std::string function_ident(ModelBuilder& builder, std::string_view prefix, const Text& name) {
  static constexpr auto kMembersOfHandlers = std::to_array<std::string_view>({"state", "Handlers"});
  const std::string word = prefix.empty() ? name.value : fmt::format("{}_{}", prefix, name.value);
  std::string ident = avoiding(identifier(word), kMembersOfHandlers);
  if (is_device_name(ident)) ident += '_';
  if (builder.types.has(ident)) ident += ident.ends_with('_') ? "2" : "_";
  if (ident.size() > kLongestFunction) {
    builder.diagnostics
        .error("E0703", name.place,
               fmt::format("a function of {} characters is more than a file name can hold", ident.size()))
        .helped(fmt::format("choose a name that takes at most {} characters in C++", kLongestFunction));
  }
  return ident;
}

std::string variable_ident(ModelBuilder& builder, std::string_view kind, const Text& name) {
  std::string ident = identifier(fmt::format("{}_{}", kind, name.value));
  builder.variables.claim(ident, name.value, name.place);
  return ident;
}

void add_handler(ModelBuilder& builder, Handler handler, Place place) {
  builder.files.claim(lower_case(handler.ident), handler.subject, place);
  builder.model.handlers.push_back(std::move(handler));
}

BackendUse backend_use(ModelBuilder& builder, const Backend& backend) {
  BackendUse use;
  const Variant* variant = builder.catalogue.find("backend", backend.kind.value);
  if (variant == nullptr) {
    builder.diagnostics.error("E0706", backend.kind.place,
                              fmt::format("this mcpgen has no back end `{}`", backend.kind.value));
    return use;
  }
  use.cpp_class = variant->cpp_class();
  use.quick = variant->quick;
  use.lists = variant->lists;
  for (const auto& [name, schema] : variant->option_schemas().items()) {
    const Node* value = backend.options.find(name);
    if (value == nullptr) continue;
    use.options.push_back(option(builder, name, *value, schema.value("x-template", "") == "json"));
  }
  return use;
}

std::vector<CompleterModel> completers(ModelBuilder& builder, const std::vector<CompleteEntry>& entries,
                                       const std::string& owner) {
  std::vector<CompleterModel> out;
  for (const CompleteEntry& entry : entries) {
    CompleterModel completer{.argument = checked(builder, entry.argument), .values = entry.values};
    for (const std::string& value : entry.values) {
      require_printable(value, entry.argument.place, builder.diagnostics);
    }
    if (entry.handler) {
      completer.handler = function_ident(builder, "complete_" + owner, entry.argument);
      builder.functions.claim(completer.handler, entry.argument.value, entry.argument.place);
      add_handler(builder,
                  {.kind = Handler::Kind::completion,
                   .ident = completer.handler,
                   .subject = entry.argument.value,
                   .comment = fmt::format("Values of `{}` that begin with what was typed so far.",
                                          entry.argument.value),
                   .input = "mcp::CompleteInput",
                   .result = "mcp::Completion"},
                  entry.argument.place);
    }
    out.push_back(std::move(completer));
  }
  return out;
}

CppType string_record(ModelBuilder& builder, const std::string& name, const std::string& comment,
                      const std::vector<StringField>& fields, const Text& subject) {
  Declaration declaration{.name = name, .comment = comment};
  for (const StringField& from : fields) {
    Field field{
        .name = checked(builder, from.name), .type = "std::string", .comment = from.description.value};
    field.place = from.name.place;
    if (from.fallback) {
      require_printable(*from.fallback, from.name.place, builder.diagnostics);
      field.initial = {Initialiser::Kind::text, *from.fallback};
    } else if (!from.required) {
      field.type = "std::optional<std::string>";
    }
    declaration.fields.push_back(std::move(field));
  }
  builder.types.declare(std::move(declaration), subject);
  builder.functions.claim(name, subject.value, subject.place);
  CppType type{.code = name, .declared = name, .record = true};
  builder.types.mark_read(type);
  return type;
}

}  // namespace mcpgen
