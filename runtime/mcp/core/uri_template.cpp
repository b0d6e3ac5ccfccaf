#include <mcp/core/uri_template.h>

#include <algorithm>

#include <mcp/core/template/place.h>
#include <mcp/json/json.h>
#include <mcp/json/utf8.h>

namespace mcp {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The byte that the escape at `at` stands for; nothing when it is broken.
std::optional<char> escaped(std::string_view text, std::size_t at) {
  const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
  const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
  if (high < 0 || low < 0) return {};
  return static_cast<char>(high * 16 + low);
}

/// Nothing when an escape is broken or the result is no text.
std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const std::optional<char> byte = escaped(text, i);
    if (!byte) return {};
    decoded += *byte;
    i += 2;
  }
  if (!is_utf8(decoded)) return {};
  return decoded;
}

/// Is what needs no escape written without? Who may read a URI is told from its text: another spelling, with
/// the same meaning once it is decoded, must not go past that.
bool is_plainly_spelt(std::string_view value, bool reserved) {
  for (std::size_t at = value.find('%'); at != std::string_view::npos; at = value.find('%', at + 1)) {
    const std::optional<char> byte = escaped(value, at);
    if (byte && (is_unreserved(*byte) || (reserved && *byte == '/'))) return false;
  }
  return true;
}

bool set(Json& variables, const std::string& name, std::string_view raw) {
  std::optional<std::string> value = percent_decode(raw);
  if (!value) return false;
  variables[name] = *std::move(value);
  return true;
}

}  // namespace

std::variant<UriTemplate, UriTemplate::Fault> UriTemplate::compile(std::string_view text) {
  UriTemplate result;
  std::string* literal = &result.prefix_;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (text[at] == '}') return Fault{begin, "`}` without `{`"};
    if (!result.query_.empty()) return Fault{begin, "{?…} must come last"};
    if (text[at] != '{') {
      *literal += text[at++];
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return Fault{begin, "`{` without `}`"};
    std::string_view expression = text.substr(at + 1, end - at - 1);
    at = end + 1;
    const char kind = expression.empty() ? '\0' : expression.front();
    if (kind == '?' || kind == '/' || kind == '+') expression.remove_prefix(1);
    if (kind == '?') {
      result.query_ = split(expression, ',');
      if (!std::all_of(result.query_.begin(), result.query_.end(), is_name))
        return Fault{begin, "{?…} needs names with commas between them"};
      continue;
    }
    if (!is_name(expression))
      return Fault{begin, "{" + std::string(expression) + "} is no variable we can match"};
    if (kind == '/') *literal += '/';
    if (!result.path_.empty() && literal->empty())
      return Fault{begin, "two variables need some text between them"};
    result.path_.push_back({std::string(expression), kind == '+', {}});
    literal = &result.path_.back().followed;
  }
  return result;
}

std::optional<HeldJson> UriTemplate::match(std::string_view uri) const {
  HeldJson held = Json::object();
  Json& variables = *held;
  if (!query_.empty()) {
    const std::size_t mark = std::min(uri.find('?'), uri.size());
    if (!match_query(uri.substr(mark), variables)) return {};
    uri = uri.substr(0, mark);
  }
  if (!uri.starts_with(prefix_)) return {};
  uri.remove_prefix(prefix_.size());
  for (const Variable& variable : path_) variables[variable.name] = nullptr;  // in the order of the template
  // Those behind the last {+name} are found from the end: from the left, it would not leave them anything.
  const auto reserved =
      std::find_if(path_.rbegin(), path_.rend(), [](const Variable& v) { return v.reserved; });
  const auto behind =
      reserved == path_.rend() ? path_.size() : static_cast<std::size_t>(path_.rend() - reserved);
  for (std::size_t i = path_.size(); i-- > behind;) {
    if (!uri.ends_with(path_[i].followed)) return {};
    uri.remove_suffix(path_[i].followed.size());
    const std::string& before = path_[i - 1].followed;
    const std::size_t at = uri.rfind(before);
    if (at == std::string_view::npos || !take(path_[i], uri.substr(at + before.size()), variables)) return {};
    uri = uri.substr(0, at + before.size());
  }
  for (std::size_t i = 0; i < behind; ++i) {
    const Variable& variable = path_[i];
    std::size_t end = 0;
    if (i + 1 == behind) {
      if (!uri.ends_with(variable.followed)) return {};
      end = uri.size() - variable.followed.size();
    } else {
      end = variable.reserved ? uri.rfind(variable.followed) : uri.find(variable.followed);
      if (end == std::string_view::npos) return {};
    }
    if (!take(variable, uri.substr(0, end), variables)) return {};
    uri.remove_prefix(end + variable.followed.size());
  }
  if (!uri.empty()) return {};
  return held;
}

bool UriTemplate::take(const Variable& variable, std::string_view value, Json& variables) {
  const bool outside = !variable.reserved && value.find_first_of("/?#") != std::string_view::npos;
  return !value.empty() && !outside && is_plainly_spelt(value, variable.reserved) &&
         set(variables, variable.name, value);
}

bool UriTemplate::match_query(std::string_view query, Json& variables) const {
  if (query.empty()) return true;
  for (const std::string& pair : split(query.substr(1), '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string name = pair.substr(0, equals);
    const bool known = std::find(query_.begin(), query_.end(), name) != query_.end();
    if (!known || variables.contains(name)) return false;
    if (!set(variables, name, std::string_view(pair).substr(std::min(equals + 1, pair.size())))) return false;
  }
  return true;
}

}  // namespace mcp
