#include "model/names.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "model/reserved_names.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

constexpr auto kCollision = "E0701";

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == '-' || c == '.' || c == '/' || c == ':' || c == ' '; }

/// What people call a sign of ASCII, "" when `c` is none.
std::string_view sign_name(char c) {
  struct Sign {
    char c;
    std::string_view name;
  };
  static constexpr auto kSigns = std::to_array<Sign>(
      {{' ', "space"},      {'!', "exclamation"},  {'"', "quotes"},      {'#', "hash"},
       {'$', "dollar"},     {'%', "percent"},      {'&', "ampersand"},   {'\'', "apostrophe"},
       {'(', "open_round"}, {')', "close_round"},  {'*', "star"},        {'+', "plus"},
       {',', "comma"},      {'-', "minus"},        {'.', "dot"},         {'/', "slash"},
       {':', "colon"},      {';', "semicolon"},    {'<', "less"},        {'=', "equals"},
       {'>', "greater"},    {'?', "question"},     {'@', "at"},          {'[', "open_square"},
       {'\\', "backslash"}, {']', "close_square"}, {'^', "caret"},       {'`', "backtick"},
       {'{', "open_curly"}, {'|', "bar"},          {'}', "close_curly"}, {'~', "tilde"}});
  const auto found = std::ranges::find(kSigns, c, &Sign::c);
  return found == kSigns.end() ? std::string_view() : found->name;
}

std::string escape(char32_t point) { return fmt::format("u{:X}", static_cast<std::uint32_t>(point)); }

/// Letters, digits and underscores only; may still start with a digit or be reserved.
std::string spelled_out(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const char c = name[at];
    const CodePoint point = code_point_at(name, at).value_or(CodePoint{static_cast<unsigned char>(c), 1});
    if (is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || is_separator(c)) {
      out += is_separator(c) ? '_' : c;
    } else {
      out += escape(point.value);
    }
    at += point.size;
  }
  return out;
}

/// Two underscores in a row, and an underscore before a capital, belong to the implementation.
std::string without_reserved_underscores(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char next = i + 1 < name.size() ? name[i + 1] : '\0';
    const bool reserved = name[i] == '_' && (next == '_' || (out.empty() && is_upper(next)));
    if (reserved) {
      out += escape('_');
    } else {
      out += name[i];
    }
  }
  return out;
}

}  // namespace

std::string identifier(std::string_view name) {
  std::string out = without_reserved_underscores(spelled_out(name));
  if (out.empty()) return "empty_";
  if (is_digit(out.front())) out.insert(0, 1, 'n');
  if (is_keyword_or_macro(out)) out += '_';
  return out;
}

std::string enumerator_identifier(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const std::string_view name = sign_name(c);
    if (name.empty()) return identifier(value);
    out += out.empty() ? "" : "_";
    out += name;
  }
  return out.empty() ? identifier(value) : out;
}

std::string type_word(std::string_view name) {
  std::string out;
  bool start = true;
  for (const char c : spelled_out(name)) {
    if (c == '_') {
      start = true;
      continue;
    }
    out += start && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    start = false;
  }
  if (out.empty()) return "Empty_";
  if (is_digit(out.front())) out.insert(0, 1, 'N');
  return out;
}

std::string type_identifier(std::string_view name) {
  std::string out = type_word(name);
  if (is_keyword_or_macro(out)) out += '_';
  return out;
}

std::string server_identifier(std::string_view name) {
  static constexpr auto kTargets = std::to_array<std::string_view>(
      {"all", "test", "install", "clean", "help", "package", "package_source", "preinstall", "edit_cache",
       "rebuild_cache", "list_install_components", "Nightly", "Experimental", "Continuous", "ALL_BUILD",
       "INSTALL", "PACKAGE", "RUN_TESTS", "ZERO_CHECK"});
  std::string ident = identifier(name);
  if (ident.front() == '_') ident.insert(0, 1, 'n');
  ident = avoiding(std::move(ident), kTargets);
  // A file of ours, or the system's, on systems where upper and lower case are one.
  const std::string file = lower_case(ident);
  const bool is_file = file == "state" || file == "main" || is_system_header(file) || is_device_name(file);
  if (is_file || is_c_library_name(ident)) ident += '_';
  return ident;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool Scope::is_reported(Place first, Place second) const {
  return std::ranges::any_of(diagnostics_.all(), [&](const Diagnostic& known) {
    return known.code == kCollision && known.place == second && !known.notes.empty() &&
           known.notes.front().place == first;
  });
}

void Scope::reserve(std::string_view name) {
  claims_.try_emplace(std::string(name), Claim{.reserved = true});
}

bool Scope::claim(const std::string& name, std::string_view shown, Place place) {
  const auto [at, first] = claims_.try_emplace(name, Claim{std::string(shown), place});
  if (first) return true;
  if (at->second.reserved) {
    diagnostics_
        .error(kCollision, place,
               fmt::format("`{}` becomes `{}`, which every server has already", shown, name))
        .labelled(fmt::format("{} of mcpgen's own", what_))
        .helped("rename it");
    return false;
  }
  if (is_reported(at->second.place, place)) return false;
  diagnostics_
      .error(kCollision, place,
             fmt::format("`{}` becomes {} that is there already: `{}`", shown, what_, name))
      .helped("rename one of the two")
      .noted(at->second.place, fmt::format("`{}` becomes `{}` as well", at->second.shown, name));
  return false;
}

std::string snake_case(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper) out += '_';
    out += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return identifier(out);
}

}  // namespace mcpgen
