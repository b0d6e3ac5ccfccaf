#include <algorithm>

#include <mcp/schema/format_rules.h>

namespace mcp::schema {
namespace {

// Calls `accept` with each part of `text` between separators, until one is not accepted.
template <typename Accept>
bool all_parts(std::string_view text, char separator, Accept accept) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (!accept(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_octet(std::string_view part) {
  if (part.empty() || part.size() > 3 || (part.size() > 1 && part.front() == '0')) return false;
  if (!std::all_of(part.begin(), part.end(), ascii::is_digit)) return false;
  int value = 0;
  for (const char digit : part) value = value * 10 + (digit - '0');
  return value <= 255;
}

bool is_punycode(std::string_view label) {
  return (label[0] == 'x' || label[0] == 'X') && (label[1] == 'n' || label[1] == 'N');
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  if (label.size() > 3 && label.substr(2).starts_with("--") && !is_punycode(label))
    return false;  // kept for encodings to come
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return ascii::is_alphanumeric(c) || c == '-'; });
}

// One side of "::": groups of 16 bits, counted into `groups`; the last may be an IPv4 address.
bool count_groups(std::string_view side, bool may_end_in_ipv4, int& groups) {
  if (side.empty()) return true;
  const std::size_t last = side.rfind(':') + 1;  // npos + 1 is 0
  return all_parts(side, ':', [&](std::string_view group) {
    if (may_end_in_ipv4 && group.data() == side.data() + last && group.find('.') != group.npos) {
      groups += 2;
      return is_ipv4(group);
    }
    ++groups;
    return !group.empty() && group.size() <= 4 && std::all_of(group.begin(), group.end(), ascii::is_hex);
  });
}

bool is_atom(std::string_view atom) {
  constexpr std::string_view kSpecials = "!#$%&'*+-/=?^_`{|}~";
  return !atom.empty() && std::all_of(atom.begin(), atom.end(), [&](char c) {
    return ascii::is_alphanumeric(c) || kSpecials.find(c) != kSpecials.npos;
  });
}

bool is_quoted_string(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '"') return false;
    if (inside[i] == '\\' && ++i == inside.size()) return false;
    if (inside[i] < ' ' || inside[i] > '~') return false;
  }
  return true;
}

bool is_address_literal(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return false;
  text = text.substr(1, text.size() - 2);
  return text.starts_with("IPv6:") ? is_ipv6(text.substr(5)) : is_ipv4(text);
}

}  // namespace

bool is_ipv4(std::string_view text) {
  int octets = 0;
  return all_parts(text, '.', [&](std::string_view part) { return ++octets <= 4 && is_octet(part); }) &&
         octets == 4;
}

bool is_ipv6(std::string_view text) {
  int groups = 0;
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, true, groups) && groups == 8;
  const std::string_view tail = text.substr(gap + 2);
  return count_groups(text.substr(0, gap), false, groups) && count_groups(tail, true, groups) && groups <= 7;
}

bool is_hostname(std::string_view text) { return text.size() <= 253 && all_parts(text, '.', is_label); }

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at > 64) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  return (all_parts(local, '.', is_atom) || is_quoted_string(local)) &&
         (is_hostname(domain) || is_address_literal(domain));
}

}  // namespace mcp::schema
