#include "emit/template.h"

#include <algorithm>
#include <optional>

#include "emit/filters.h"
#include "emit/template_node.h"

namespace mcpgen {

// Partials within partials; more is a template that includes itself.
constexpr int kDeepestPartial = 16;

struct Templates::Parsed {
  std::string file;
  std::vector<TemplateNode> nodes;
};

/// Walks the pieces of a template with the View they are about.
class Renderer {
 public:
  explicit Renderer(const Templates& templates) : templates_(templates) {}

  bool render(std::string_view file, const View& view, const std::string& indent, int depth) {
    const Templates::Parsed* parsed = templates_.find(file);
    if (parsed == nullptr) return fail(file, 0, "there is no such template");
    std::string outer = std::exchange(out, {});
    if (!render(*parsed, parsed->nodes, view, depth)) return false;
    out = std::move(outer) + indented(out, indent);
    return true;
  }

  std::string out;
  TemplateError error;

 private:
  static std::string indented(const std::string& text, const std::string& indent) {
    if (indent.empty()) return text;
    std::string result;
    bool start = true;
    for (const char c : text) {
      if (start && c != '\n') result += indent;
      result += c;
      start = c == '\n';
    }
    return result;
  }

  bool fail(std::string_view file, int line, std::string message) {
    error = {std::string(file), line, std::move(message)};
    return false;
  }

  bool render(const Templates::Parsed& in, const std::vector<TemplateNode>& nodes, const View& view,
              int depth) {
    return std::ranges::all_of(nodes,
                               [&](const TemplateNode& node) { return render(in, node, view, depth); });
  }

  bool render(const Templates::Parsed& in, const TemplateNode& node, const View& view, int depth) {
    if (node.kind == TemplateNode::Kind::literal) {
      out += node.text;
      return true;
    }
    if (node.kind == TemplateNode::Kind::partial) {
      if (depth == kDeepestPartial) return fail(in.file, node.line, "templates include one another too deep");
      if (templates_.find(node.text) == nullptr) {
        return fail(in.file, node.line, "there is no template `" + node.text + "`");
      }
      if (!render(node.text, view, node.indent, depth + 1)) return false;
      if (node.inside && out.ends_with('\n')) out.pop_back();
      return true;
    }
    const View::Value* value = view.find(node.text);
    if (value == nullptr) return fail(in.file, node.line, "`" + node.text + "` is not known here");
    if (node.kind == TemplateNode::Kind::value) return print(in, node, *value);
    return section(in, node, *value, view, depth);
  }

  bool section(const Templates::Parsed& in, const TemplateNode& node, const View::Value& value,
               const View& view, int depth) {
    const auto* list = std::get_if<std::vector<View>>(&value);
    const bool there = list != nullptr ? !list->empty() : is_set(value);
    if (node.kind == TemplateNode::Kind::inverted) return there || render(in, node.children, view, depth);
    if (list == nullptr) return !there || render(in, node.children, view, depth);
    return std::ranges::all_of(*list,
                               [&](const View& item) { return render(in, node.children, item, depth); });
  }

  static bool is_set(const View::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag;
    if (const auto* code = std::get_if<View::Code>(&value)) return !code->value.empty();
    return !std::get<std::string>(value).empty();
  }

  bool print(const Templates::Parsed& in, const TemplateNode& node, const View::Value& value) {
    const auto* code = std::get_if<View::Code>(&value);
    if (code != nullptr && node.filter == "code") {
      out += code->value;
      return true;
    }
    const Filter filter = find_filter(node.filter);
    if (filter == nullptr)
      return fail(in.file, node.line, "there is no filter `" + node.filter + "` for `" + node.text + "`");
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return fail(in.file, node.line, "`" + node.text + "` is not a text");
    if (filter(*text, out)) return true;
    return fail(in.file, node.line, "`" + node.text + "` cannot pass `" + node.filter + "`");
  }

  const Templates& templates_;
};

Templates::Templates() = default;
Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;

std::variant<std::monostate, TemplateError> Templates::add(std::string file, std::string_view text) {
  auto parsed = parse_template(file, text);
  if (auto* error = std::get_if<TemplateError>(&parsed)) return std::move(*error);
  files_.push_back(std::make_unique<const Parsed>(
      Parsed{std::move(file), std::move(std::get<std::vector<TemplateNode>>(parsed))}));
  return {};
}

const Templates::Parsed* Templates::find(std::string_view file) const {
  const auto found = std::ranges::find_if(files_, [&](const auto& parsed) { return parsed->file == file; });
  return found == files_.end() ? nullptr : found->get();
}

std::variant<std::string, TemplateError> Templates::render(std::string_view file, const View& view) const {
  Renderer renderer(*this);
  if (!renderer.render(file, view, {}, 0)) return renderer.error;
  return std::move(renderer.out);
}

}  // namespace mcpgen
