#include "manifest/placeholders.h"

#include <algorithm>

#include "manifest/named_checks.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::size_t kDeepestDefault = 8;

bool is_argument(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

bool is_variable(std::string_view text) { return find_named_check("variable-name")->accepts(text); }

/// The length of the `${…}` that `text` begins with, defaults within it included; npos when it is open.
std::size_t expression_length(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "${") {
      ++depth;
      ++i;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return text.npos;
}

class PlaceholderScan {
 public:
  Placeholders scan(std::string_view text) {
    std::size_t at = std::min(text.find_first_of("{}$"), text.size());
    while (at < text.size()) {
      at += mark_length(text, at);
      at = std::min(text.find_first_of("{}$", at), text.size());
    }
    return std::move(result_);
  }

 private:
  /// How much of `text` the mark at `at` takes.
  std::size_t mark_length(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const std::string_view two = rest.substr(0, 2);
    if (two == "{{" || two == "}}" || two == "$$") return 2;
    if (two == "${") return scan_variable(rest, at, 0);
    if (rest.front() == '{') return scan_argument(rest, at);
    if (rest.front() == '}') fault(at, 1, "`}` closes nothing", "write `}}` for a brace");
    return 1;
  }

  std::size_t scan_argument(std::string_view rest, std::size_t at) {
    const std::size_t close = rest.find('}');
    if (close == rest.npos) {
      fault(at, 1, "`{` is not closed", "write `{{` for a brace, `{name}` for an argument");
      return rest.size();
    }
    const std::string_view name = rest.substr(1, close - 1);
    if (is_argument(name)) {
      result_.found.push_back({Placeholder::Kind::argument, std::string(name), at, close + 1});
    } else {
      fault(at, close + 1, "`" + visible(rest.substr(0, close + 1)) + "` is not an {argument}",
            "write `{{` and `}}` for braces");
    }
    return close + 1;
  }

  std::size_t scan_variable(std::string_view rest, std::size_t at, std::size_t depth) {
    const std::size_t length = expression_length(rest);
    if (length == rest.npos) {
      fault(at, 2, "`${` is not closed", "write `$${` for a dollar and a brace");
      return rest.size();
    }
    const std::string_view inside = rest.substr(2, length - 3);
    const std::size_t colon = std::min(inside.find(':'), inside.size());
    const std::string_view name = inside.substr(0, colon);
    const std::string_view option = inside.substr(colon, 2);
    if (name == "file" && inside.size() > colon + 1) return length;
    if (!is_variable(name) || (!option.empty() && option != ":-" && option != ":?")) {
      fault(at, length, "`" + visible(rest.substr(0, length)) + "` is not a ${VARIABLE}",
            "write `${NAME}`, `${NAME:-default}`, `${NAME:?message}` or `${file:/path}`");
      return length;
    }
    result_.found.push_back({Placeholder::Kind::variable, std::string(name), at, length});
    if (option == ":-") scan_default(inside.substr(colon + 2), at + 2 + colon + 2, depth);
    return length;
  }

  void scan_default(std::string_view text, std::size_t at, std::size_t depth) {
    if (depth == kDeepestDefault) {
      fault(at, text.size(), "defaults are nested too deeply", "give the inner default once");
      return;
    }
    for (std::size_t i = text.find("${"); i != text.npos; i = text.find("${", i)) {
      i += scan_variable(text.substr(i), at + i, depth + 1);
    }
  }

  void fault(std::size_t offset, std::size_t length, std::string message, std::string help) {
    result_.faults.push_back({offset, length, std::move(message), std::move(help)});
  }

  Placeholders result_;
};

}  // namespace

Placeholders scan_placeholders(std::string_view text) { return PlaceholderScan().scan(text); }

}  // namespace mcpgen
