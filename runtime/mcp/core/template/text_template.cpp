#include <mcp/core/template/text_template.h>

#include <cstddef>

#include <mcp/core/codec.h>
#include <mcp/core/environment.h>
#include <mcp/core/template/template_text.h>
#include <mcp/json/json.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

const std::string kEmpty;

bool as_it_is(std::string& out, std::string_view value) {
  out += value;
  return true;
}

}  // namespace

TextTemplate::TextTemplate(std::string_view source) { parse(source); }

void TextTemplate::parse(std::string_view source) {
  const std::vector<TemplatePiece> pieces = split_template(source);
  is_argument_ = !mcp::only_argument(pieces).empty();
  for (const TemplatePiece& piece : pieces) {
    if (piece.kind == TemplatePiece::Kind::argument) {
      pieces_.push_back({std::string(piece.text), true});
    } else if (const Result<std::string> value = operators_value(piece)) {
      add_text(*value);
    } else {
      problems_.push_back(value.error().message);
    }
  }
}

void TextTemplate::add_text(std::string_view text) {
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().argument) pieces_.emplace_back();
  pieces_.back().text += text;
}

std::string TextTemplate::render(const Json& arguments) const {
  return render(arguments, as_it_is).value_or(std::string());
}

std::optional<std::string> TextTemplate::render(const Json& arguments, Place place) const {
  std::string out;
  for (const Piece& piece : pieces_) {
    if (!piece.argument) {
      out += piece.text;
    } else {
      const Json* value = find_argument(arguments, piece.text);
      if (!place(out, value != nullptr ? argument_text(*value) : std::string())) return std::nullopt;
    }
  }
  return out;
}

const std::string* TextTemplate::only_argument() const {
  return is_argument_ ? &pieces_.front().text : nullptr;
}

const std::string* TextTemplate::constant() const {
  if (pieces_.empty()) return &kEmpty;
  return pieces_.size() == 1 && !pieces_.front().argument ? &pieces_.front().text : nullptr;
}

const Json* find_argument(const Json& arguments, std::string_view name) {
  const Json* value = &arguments;
  while (value) {
    if (const Json* member = find_member(*value, name)) return member;
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return nullptr;
    value = find_member(*value, name.substr(0, dot));
    name.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::string argument_text(const Json& value) {
  return value.is_string() ? std::string(text_of(value)) : to_text(value);
}

}  // namespace mcp
