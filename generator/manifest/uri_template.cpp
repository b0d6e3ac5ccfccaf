#include "manifest/uri_template.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include <mcp/core/uri_template.h>

#include "document/place_inside.h"
#include "support/text.h"

namespace mcpgen {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_uri_character(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=%";
  return is_letter(c) || is_digit(c) || kMarks.find(c) != kMarks.npos;
}

bool is_scheme_character(char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '.' || c == '-'; }

bool is_variable_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

class UriReader {
 public:
  UriReader(const Node& uri, Diagnostics& diagnostics)
      : uri_(uri), places_(uri), text_(uri.text), diagnostics_(diagnostics) {}

  std::vector<Text> read() {
    if (!check_scheme()) return {};
    const std::size_t errors = diagnostics_.count(Severity::error);
    for (std::size_t at = 0; at < text_.size();)
      at += text_[at] == '{' ? read_variable(at) : check_character(at);
    if (diagnostics_.count(Severity::error) == errors) check_matching();
    return std::move(variables_);
  }

 private:
  bool check_scheme() {
    const std::size_t colon = text_.find(':');
    const std::string_view scheme = text_.substr(0, colon);
    const bool good = colon != text_.npos && !scheme.empty() && is_letter(scheme.front()) &&
                      std::all_of(scheme.begin(), scheme.end(), is_scheme_character);
    if (good && colon + 1 < text_.size()) return true;
    diagnostics_.error("E0305", uri_.place, fmt::format("`{}` is not a URI", visible(text_)))
        .labelled("expected a scheme and what follows it")
        .helped(meant().empty() ? "such as `notes://today` or `file:///readme.md`"
                                : fmt::format("such as `{}`", meant()));
    return false;
  }

  /// `about://me` for `about me` or `about/me`; "" where there is no second word.
  std::string meant() const {
    const auto end = std::find_if_not(text_.begin(), text_.end(), is_scheme_character);
    const auto rest = std::find_if(end, text_.end(), is_scheme_character);
    if (end == text_.begin() || rest == text_.end() || !is_letter(text_.front())) return {};
    std::string uri = std::string(text_.begin(), end) + "://" + std::string(rest, text_.end());
    std::replace_if(
        uri.begin(), uri.end(), [](char c) { return !is_uri_character(c); }, '-');
    return uri;
  }

  std::size_t check_character(std::size_t at) {
    const bool percent = text_[at] == '%';
    const bool encoded = percent && at + 2 < text_.size() && is_hex(text_[at + 1]) && is_hex(text_[at + 2]);
    if (percent ? encoded : is_uri_character(text_[at])) return 1;
    std::size_t length = 1;  // of the whole code point
    while (at + length < text_.size() && (static_cast<unsigned char>(text_[at + length]) & 0xc0) == 0x80)
      ++length;
    diagnostics_
        .error("E0305", places_.at(at, length),
               fmt::format("`{}` may not stand in a URI", visible(text_.substr(at, length))))
        .labelled("not a character of URIs")
        .helped("percent-encode it: a space is `%20`");
    return length;
  }

  std::size_t read_variable(std::size_t at) {
    const std::size_t close = text_.find('}', at);
    if (close == text_.npos) {
      diagnostics_.error("E0305", places_.at(at, 1), "`{` is not closed")
          .labelled("a variable begins here")
          .helped("end it with `}`");
      return text_.size() - at;
    }
    const std::size_t first = at + (text_.substr(at + 1).starts_with('+') ? 2 : 1);
    const std::string_view name = text_.substr(first, close - first);
    const Place place = places_.at(first, std::max<std::size_t>(name.size(), 1));
    if (!is_variable_name(name)) {
      diagnostics_.error("E0305", place, fmt::format("`{}` is not a variable", visible(name)))
          .labelled("expected letters, digits and _")
          .helped("variables are written `{name}`, or `{+path}` where slashes may be in it");
    } else {
      add(name, place);
    }
    return close + 1 - at;
  }

  /// The last word is the server's.
  void check_matching() {
    const auto compiled = mcp::UriTemplate::compile(text_);
    const auto* fault = std::get_if<mcp::UriTemplate::Fault>(&compiled);
    if (fault == nullptr) return;
    const std::size_t length = text_.find('}', fault->offset) + 1 - fault->offset;
    diagnostics_.error("E0305", places_.at(fault->offset, length), fault->message)
        .labelled("nothing says where this begins")
        .helped("put a `/` or another character before it");
  }

  void add(std::string_view name, Place place) {
    const auto earlier = std::find_if(variables_.begin(), variables_.end(),
                                      [&](const Text& known) { return known.value == name; });
    if (earlier == variables_.end()) {
      variables_.push_back({std::string(name), place});
      return;
    }
    diagnostics_.error("E0302", place, fmt::format("the variable `{}` stands twice in this URI", name))
        .noted(earlier->place, "it stands here already")
        .helped("rename one of them");
  }

  const Node& uri_;
  PlacesInside places_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Text> variables_;
};

}  // namespace

std::vector<Text> read_uri_variables(const Node& uri, Diagnostics& diagnostics) {
  return UriReader(uri, diagnostics).read();
}

}  // namespace mcpgen
