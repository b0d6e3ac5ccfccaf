#include <mcp/core/template/text_template.h>

#include <algorithm>
#include <cstddef>

#include <mcp/core/codec.h>
#include <mcp/core/environment.h>
#include <mcp/json/json.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

const std::string kEmpty;

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

bool as_it_is(std::string& out, std::string_view value) {
  out += value;
  return true;
}

}  // namespace

TextTemplate::TextTemplate(std::string_view source) { parse(source); }

void TextTemplate::parse(std::string_view source) {
  while (!source.empty()) {
    const std::size_t plain = std::min(source.find_first_of("{}$"), source.size());
    add_text(source.substr(0, plain));
    source.remove_prefix(plain);
    const std::string_view two = source.substr(0, 2);
    std::size_t length = 1;
    if (two == "{{" || two == "}}" || two == "$$") {
      add_text(two.substr(1));
      length = 2;
    } else if (two == "${") {
      length = std::min(source.find('}'), source.size() - 1) + 1;
      add_operator_value(source.substr(0, length));
    } else if (source.starts_with('{')) {
      const std::size_t close = std::min(source.find('}'), source.size());
      add_argument(source.substr(0, close + 1));
      length = close + 1;
    } else if (source.starts_with('}')) {
      problems_.push_back("`}` closes nothing: write `}}` for a brace");
    } else if (!source.empty()) {
      add_text("$");
    }
    source.remove_prefix(std::min(length, source.size()));
  }
}

void TextTemplate::add_text(std::string_view text) {
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().argument) pieces_.emplace_back();
  pieces_.back().text += text;
}

void TextTemplate::add_argument(std::string_view braced) {
  const std::string_view name = braced.substr(1, braced.size() - (braced.ends_with('}') ? 2 : 1));
  if (braced.ends_with('}') && is_name(name)) {
    pieces_.push_back({std::string(name), true});
  } else {
    problems_.push_back("`" + std::string(braced) + "` is not an {argument}: write `{{` for a brace");
  }
}

void TextTemplate::add_operator_value(std::string_view expression) {
  const Result<std::string> value = expand(expression);
  if (value) {
    add_text(*value);
  } else {
    problems_.push_back(value.error().message);
  }
}

std::string TextTemplate::render(const Json& arguments) const {
  return render(arguments, as_it_is).value_or(std::string());
}

std::optional<std::string> TextTemplate::render(const Json& arguments, Place place) const {
  std::string out;
  for (const Piece& piece : pieces_) {
    if (!piece.argument) {
      out += piece.text;
    } else if (const Json* value = find_argument(arguments, piece.text)) {
      if (!place(out, argument_text(*value))) return std::nullopt;
    }
  }
  return out;
}

const std::string* TextTemplate::only_argument() const {
  return pieces_.size() == 1 && pieces_.front().argument ? &pieces_.front().text : nullptr;
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
