// Views of the structs and enumerations, and of the functions that read and write them.
#include "emit/views.h"

namespace mcpgen {
namespace {

View field_view(const Field& field) {
  std::vector<View> initial;
  if (field.initial.kind != Initialiser::Kind::none) initial.push_back(initialiser_view(field.initial));
  return braced()
      .text("name", field.name)
      .text("ident", field.ident)
      .code("type", field.type)
      .text("comment", field.comment)
      // Some compilers need the whole of a type to make an empty optional of a list of it.
      .flag("optional", initial.empty() && !field.unfinished && field.type.starts_with("std::optional<"))
      .flag("null_when_empty", field.null_when_empty)
      .list("initial", std::move(initial));
}

View type_view(const Declaration& type) {
  const auto enumerator_view = [&](const Enumerator& enumerator) {
    return View().text("ident", enumerator.ident).text("text", enumerator.text).text("type", type.name);
  };
  return View()
      .text("name", type.name)
      .text("comment", type.comment)
      .flag("is_enum", type.is_enum)
      .flag("is_record", !type.is_enum && !type.fields.empty())
      .flag("is_empty", !type.is_enum && type.fields.empty())
      .list("enumerators", each(type.enumerators, enumerator_view))
      .list("fields", each(type.fields, field_view));
}

/// One function: read() or write() of one type.
View codec_view(const Declaration& type, bool read) {
  const bool record = !type.is_enum && !type.fields.empty();
  const bool empty = !type.is_enum && type.fields.empty();
  return type_view(type)
      .flag("read_enum", read && type.is_enum)
      .flag("read_record", read && record)
      .flag("read_empty", read && empty)
      .flag("write_enum", !read && type.is_enum)
      .flag("write_record", !read && record)
      .flag("write_empty", !read && empty);
}

}  // namespace

View initialiser_view(const Initialiser& initial) {
  using Kind = Initialiser::Kind;
  return braced()
      .flag("is_text", initial.kind == Kind::text)
      .flag("is_code", initial.kind == Kind::code)
      .flag("is_json", initial.kind == Kind::json)
      .flag("is_list", initial.kind == Kind::list)
      .text("value", initial.value)
      .code("code", initial.value)
      .list("items", each(initial.items, initialiser_view));
}

std::vector<View> type_views(const Model& model) { return each(model.types, type_view); }

std::vector<View> codec_views(const Model& model) {
  std::vector<View> views;
  for (const Declaration& type : model.types) {
    if (type.read) views.push_back(codec_view(type, true));
    if (type.written) views.push_back(codec_view(type, false));
  }
  return views;
}

}  // namespace mcpgen
