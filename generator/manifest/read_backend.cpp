#include <algorithm>

#include <fmt/format.h>

#include <mcp/core/template/template_text.h>

#include "catalogue/catalogue.h"
#include "document/place_inside.h"
#include "manifest/named_checks.h"
#include "manifest/reading.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

/// Whether a map under the key is the long form: it is not where the short form's option takes maps.
bool is_long_form(const Node& value, const Variant& variant) {
  if (!value.is_map() || variant.shorthand.empty()) return value.is_map();
  const Json& bare = variant.option_schemas().at(variant.shorthand);
  const auto type = bare.find("type");
  if (type == bare.end()) return false;
  return type->is_array() ? std::find(type->begin(), type->end(), "object") == type->end()
                          : *type != "object";
}

void check_templates_in(const Node& value, const std::vector<std::string>& arguments, Reading& reading) {
  if (value.is_string()) check_template(value, arguments, reading);
  for (const Node& item : value.items) check_templates_in(item, arguments, reading);
  for (const Member& member : value.members) check_templates_in(member.value, arguments, reading);
}

Backend make_backend(const Member& written, const Variant& variant, const Node& entry) {
  Backend backend{{written.key, written.key_place}, Node::make_map(written.value.place)};
  if (is_long_form(written.value, variant)) {
    backend.options = written.value;
  } else {
    backend.options.put(variant.shorthand, written.value, written.key_place);
  }
  for (const auto& [name, schema] : variant.option_schemas().items()) {
    const auto from = schema.find("x-from");
    if (from == schema.end()) continue;
    if (const Node* value = entry.find(from->get<std::string>())) backend.options.put(name, *value);
  }
  return backend;
}

}  // namespace

std::optional<Backend> read_backend(const Node& entry, std::string_view entry_kind,
                                    const std::vector<std::string>& arguments, Reading& reading) {
  const Member* written = nullptr;
  const Variant* chosen = nullptr;
  for (const Variant* variant : reading.catalogue.of_kind("backend")) {
    const Member* member = variant->serves_entry(entry_kind) ? entry.member(variant->name) : nullptr;
    if (!member) continue;
    if (written) {
      reading.diagnostics
          .error("E0603", member->key_place,
                 fmt::format("`{}` and `{}` both want to answer", written->key, member->key))
          .labelled("second back end")
          .noted(written->key_place, "first back end")
          .helped("keep one of them");
      return std::nullopt;
    }
    written = member;
    chosen = variant;
  }
  if (!written) return std::nullopt;
  Backend backend = make_backend(*written, *chosen, entry);
  for (const Member& option : backend.options.members) {
    const Json& schemas = chosen->option_schemas();
    const auto schema = schemas.find(option.key);
    if (schema == schemas.end()) continue;
    if (schema->contains("x-template")) check_templates_in(option.value, arguments, reading);
    // What is the entry's own was checked as such, but not as this back end needs it.
    if (schema->contains("x-from") && schema->contains("x-check")) {
      if (const NamedCheck* rule = find_named_check(schema->at("x-check").get<std::string>()))
        check_text_rule(*rule, option.value.text, option.value.place, reading.diagnostics);
    }
  }
  return backend;
}

void check_template(const Node& text, const std::vector<std::string>& arguments, Reading& reading) {
  const auto known = [&](std::string_view name) {
    return std::ranges::find(arguments, name) != arguments.end();
  };
  const PlacesInside places(text);
  for (const mcp::TemplatePiece& piece : mcp::split_template(text.text)) {
    note_piece(piece, places, reading);
    if (piece.kind != mcp::TemplatePiece::Kind::argument || known(piece.text) ||
        known(piece.text.substr(0, piece.text.find('.'))))
      continue;
    reading.diagnostics
        .error("E0601", places.at(piece.offset, piece.length),
               fmt::format("no argument is called `{}`", piece.text))
        .labelled(arguments.empty() ? "there are no arguments" : "expected " + one_of(arguments))
        .helped(did_you_mean(piece.text, arguments, "write `{{` and `}}` for braces"));
  }
}

std::vector<CompleteEntry> read_completes(const Node& entry, const std::vector<std::string>& arguments,
                                          Diagnostics& diagnostics) {
  std::vector<CompleteEntry> completes;
  const Node* section = entry.find("complete");
  if (!section) return completes;
  for (const Member& member : section->members) {
    if (std::find(arguments.begin(), arguments.end(), member.key) == arguments.end()) {
      diagnostics
          .error("E0304", member.key_place,
                 fmt::format("nothing called `{}` can be completed", visible(member.key)))
          .labelled(arguments.empty() ? "there are no arguments" : "expected " + one_of(arguments))
          .helped(did_you_mean(member.key, arguments, "remove it, or declare the argument"));
      continue;
    }
    CompleteEntry& complete = completes.emplace_back();
    complete.argument = {member.key, member.key_place};
    complete.handler = !member.value.is_list();
    for (const Node& value : member.value.items) complete.values.push_back(value.text);
  }
  return completes;
}

}  // namespace mcpgen
