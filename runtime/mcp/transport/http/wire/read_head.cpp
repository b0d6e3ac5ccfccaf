#include "read_head.h"

#include <algorithm>
#include <array>

#include <mcp/transport/http/wire/host.h>
#include <mcp/transport/http/wire/list.h>

namespace mcp::http {
namespace {

using Set = std::array<bool, 256>;

constexpr Set visible_except(std::string_view excluded) {
  Set set{};
  for (char c = '!'; c <= '~'; ++c)
    set[static_cast<unsigned char>(c)] = excluded.find(c) == std::string_view::npos;
  return set;
}

constexpr Set kToken = visible_except("\"(),/:;<=>?@[\\]{}");
constexpr Set kTarget = visible_except("\"#<>\\^`{|}");
constexpr Set kValue = [] {
  Set set{};
  for (std::size_t c = ' '; c < set.size(); ++c) set[c] = c != 0x7f;
  set['\t'] = true;
  return set;
}();

/// Takes what it is asked for off the front of the text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool take(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }

  std::string_view take_all(const Set& set) {
    std::size_t length = 0;
    while (length < text_.size() && set[static_cast<unsigned char>(text_[length])]) ++length;
    const std::string_view taken = text_.substr(0, length);
    text_.remove_prefix(length);
    return taken;
  }

 private:
  std::string_view text_;
};

using Fault = std::optional<Refusal>;

Fault read_request_line(Scanner& scanner, Head& head, std::string_view& target) {
  head.method = scanner.take_all(kToken);
  if (head.method.empty() || !scanner.take(" ")) return Refusal{400, "the request line has no method"};
  target = scanner.take_all(kTarget);
  if (target.empty() || !scanner.take(" ")) return Refusal{400, "the request line has no valid target"};
  if (!scanner.take("HTTP/")) return Refusal{400, "the request line has no version"};
  head.http_1_0 = scanner.take("1.0");
  if (!head.http_1_0 && !scanner.take("1.1"))
    return Refusal{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
  if (!scanner.take("\r\n")) return Refusal{400, "the request line does not end after the version"};
  return {};
}

Fault read_fields(Scanner& scanner, std::size_t max_fields, Head& head) {
  while (!scanner.take("\r\n")) {
    if (head.fields().size() == max_fields) return Refusal{431, "there are too many header lines"};
    const std::string_view name = scanner.take_all(kToken);
    if (name.empty() || !scanner.take(":")) return Refusal{400, "a header line is not `name: value`"};
    const std::string_view value = scanner.take_all(kValue);
    if (!scanner.take("\r\n")) return Refusal{400, "a header line holds a control character"};
    if (!head.add({name, trim(value)})) return Refusal{400, "a header that counts once is there twice"};
  }
  return {};
}

/// `Host` says which server is meant; a target that says it too must agree.
Fault check_host(std::string_view& target, const Head& head) {
  const auto host = head[Name::host];
  HostPort ignored;
  if (!host && !head.http_1_0) return Refusal{400, "the Host header is missing"};
  if (host && !read_host(*host, ignored)) return Refusal{400, "the Host header is not a host"};
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::string_view rest = target.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    if (!host || !equal_ignoring_case(authority, *host))
      return Refusal{400, "the target and the Host header name different servers"};
    target = rest.substr(authority.size());
    break;
  }
  if (!target.starts_with('/') && target != "*") return Refusal{400, "the target is not a path"};
  return {};
}

bool names(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    if (equal_ignoring_case(take_item(list, ','), word)) return true;
  }
  return false;
}

void decide_keep_alive(Head& head) {
  head.keep_alive = !head.http_1_0;
  for (const Field& field : head.fields()) {
    if (!equal_ignoring_case(field.name, "connection")) continue;
    if (names(field.value, "close")) {
      head.keep_alive = false;
      return;
    }
    if (names(field.value, "keep-alive")) head.keep_alive = true;
  }
}

}  // namespace

std::optional<Refusal> read_head(std::string_view text, std::size_t max_fields, Head& head) {
  Scanner scanner(text);
  std::string_view target;
  if (const Fault fault = read_request_line(scanner, head, target)) return fault;
  if (const Fault fault = read_fields(scanner, max_fields, head)) return fault;
  if (const Fault fault = check_host(target, head)) return fault;
  const std::size_t mark = std::min(target.find('?'), target.size());
  head.path = target.substr(0, mark);
  head.query = target.substr(std::min(mark + 1, target.size()));
  decide_keep_alive(head);
  return {};
}

}  // namespace mcp::http
