#include <algorithm>
#include <optional>

#include "emit/template_node.h"

namespace mcpgen {
namespace {

// Sections within sections; more is a mistake.
constexpr std::size_t kDeepest = 16;

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t'; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.substr(0, 1))) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.substr(text.size() - 1))) text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '/';
  });
}

/// Reads from left to right, keeping the sections that are open on a stack.
class Parser {
 public:
  Parser(std::string_view file, std::string_view text) : file_(file), rest_(text) {}

  std::variant<std::vector<TemplateNode>, TemplateError> parse() {
    open_.push_back({});
    while (!error_ && !rest_.empty()) {
      const std::size_t start = rest_.find("{{");
      literal(rest_.substr(0, start));
      if (start == std::string_view::npos) break;
      rest_.remove_prefix(start);
      tag();
    }
    if (!error_ && open_.size() > 1)
      fail("section `" + open_.back().text + "` is not closed", open_.back().line);
    if (error_) return *error_;
    return std::move(open_.front().children);
  }

 private:
  void fail(std::string message, int line) {
    if (!error_) error_ = TemplateError{std::string(file_), line, std::move(message)};
  }

  void literal(std::string_view text) {
    line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    if (const std::size_t end = text.rfind('\n'); end != std::string_view::npos) {
      line_so_far_ = std::string(text.substr(end + 1));
      line_is_blank_ = true;
    } else {
      line_so_far_ += text;
    }
    if (!text.empty()) nodes().push_back({.line = line_, .text = std::string(text)});
  }

  void tag() {
    const std::size_t end = rest_.find("}}");
    if (end == std::string_view::npos || rest_.substr(0, end).find('\n') != std::string_view::npos) {
      return fail("tag is not closed", line_);
    }
    const std::string_view inside = rest_.substr(2, end - 2);
    rest_.remove_prefix(end + 2);
    const char sigil = inside.empty() ? '\0' : inside.front();
    const bool value = std::string_view("#^/!>").find(sigil) == std::string_view::npos || sigil == '\0';
    if (value) {
      line_is_blank_ = false;
      return add_value(inside);
    }
    const std::optional<std::string> indent = take_line();
    if (sigil == '!') return;
    const std::string name(trimmed(inside.substr(1)));
    if (!is_name(name)) return fail("`" + name + "` is not a name", tag_line_);
    switch (sigil) {
      case '#':
        return open(TemplateNode::Kind::section, name);
      case '^':
        return open(TemplateNode::Kind::inverted, name);
      case '/':
        return close(name);
      default:

        nodes().push_back(
            {TemplateNode::Kind::partial, tag_line_, name, {}, indent.value_or(""), !indent, {}});
    }
  }

  /// Where the tag is alone on its line, takes the line away: what stands before it is returned.
  std::optional<std::string> take_line() {
    tag_line_ = line_;
    const std::size_t end = rest_.find('\n');
    const bool alone = line_is_blank_ && is_blank(line_so_far_) && is_blank(rest_.substr(0, end));
    if (!alone) {
      line_is_blank_ = false;
      return {};
    }
    std::string indent = std::exchange(line_so_far_, {});
    if (!indent.empty()) {
      std::string& before = nodes().back().text;
      before.resize(before.size() - indent.size());
    }
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    return indent;
  }

  void add_value(std::string_view inside) {
    const std::size_t bar = inside.find('|');
    const std::string name(trimmed(inside.substr(0, bar)));
    if (!is_name(name)) return fail("`" + name + "` is not a name", line_);
    if (bar == std::string_view::npos) return fail("`" + name + "` needs a filter", line_);
    nodes().push_back({TemplateNode::Kind::value,
                       line_,
                       name,
                       std::string(trimmed(inside.substr(bar + 1))),
                       {},
                       false,
                       {}});
  }

  void open(TemplateNode::Kind kind, const std::string& name) {
    if (open_.size() > kDeepest) return fail("sections are nested too deep", tag_line_);
    open_.push_back({kind, tag_line_, name, {}, {}, false, {}});
  }

  void close(const std::string& name) {
    if (open_.size() == 1 || open_.back().text != name)
      return fail("section `" + name + "` is not open", tag_line_);
    TemplateNode section = std::move(open_.back());
    open_.pop_back();
    nodes().push_back(std::move(section));
  }

  std::vector<TemplateNode>& nodes() { return open_.back().children; }

  std::string_view file_;
  std::string_view rest_;
  int line_ = 1;
  int tag_line_ = 1;
  std::string line_so_far_;    ///< literal text of this line
  bool line_is_blank_ = true;  ///< no value and no tag that stays on this line yet
  std::vector<TemplateNode> open_;
  std::optional<TemplateError> error_;
};

}  // namespace

std::variant<std::vector<TemplateNode>, TemplateError> parse_template(std::string_view file,
                                                                      std::string_view text) {
  return Parser(file, text).parse();
}

}  // namespace mcpgen
