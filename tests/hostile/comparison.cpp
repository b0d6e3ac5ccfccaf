#include "comparison.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cmake_tokens.h"
#include "harmless.h"
#include "support/unicode.h"
#include "tokens.h"

namespace hostile {
namespace {

using Json = nlohmann::ordered_json;

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return text;
}

bool has_mark(const std::string& text, const Swap& swap) {
  return in_lower_case(text).find(in_lower_case(swap.mark)) != std::string::npos;
}

/// True for what a grammar takes for more than a text of its own.
bool has_meaning(const Swap& swap) {
  if (!in_grammar(swap.mark)) return false;
  const bool blank = swap.text.find_first_not_of(" \t\r\n") == std::string::npos;
  return blank || swap.text == "null" || swap.text.starts_with('$') || swap.text.ends_with('?') ||
         swap.text.find("--") != std::string::npos || swap.text.find_first_of("{|") != std::string::npos;
}

/// The value with the text in place of the mark, in keys as well.
Json swapped(const Json& value, const Swap& swap) {
  if (value.is_string()) return replaced(value.get<std::string>(), swap.mark, swap.text);
  Json out = value;
  if (value.is_array()) {
    for (Json& item : out) item = swapped(item, swap);
  }
  if (value.is_object()) {
    out = Json::object();
    for (const auto& [key, member] : value.items()) {
      out[replaced(key, swap.mark, swap.text)] = swapped(member, swap);
    }
  }
  return out;
}

/// JSON text is compared as JSON: how it escapes is its own affair.
bool stands_for(const std::string& harmless, const std::string& bytes, const Swap& swap) {
  if (bytes == replaced(harmless, swap.mark, swap.text)) return true;
  const Json before = Json::parse(harmless, nullptr, false);
  const Json after = Json::parse(bytes, nullptr, false);
  return !before.is_discarded() && !after.is_discarded() && after == swapped(before, swap);
}

/// One line, nothing that a compiler joins, ends or warns about, and nothing that hides from a reader.
bool is_safe_comment(const std::string& comment) {
  if (!comment.starts_with("//") || comment.find('\\') != std::string::npos) return false;
  const std::string inside = comment.substr(2);
  for (const std::string_view bad : {"/*", "*/", "?\?/", "?\?="}) {
    if (inside.find(bad) != std::string::npos) return false;
  }
  for (std::size_t at = 0; at < inside.size();) {
    const auto point = mcpgen::code_point_at(inside, at);
    if (!point || mcpgen::is_invisible(point->value)) return false;
    at += point->size;
  }
  return true;
}

bool is_plain(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

std::string stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

bool is_header_name(std::string_view text) { return text.ends_with(".h") && is_plain(text, "_./+-"); }

class Comparison {
 public:
  explicit Comparison(const Swap& swap) : swap_(swap) {}

  void files(const mcpgen::OutputFile& harmless, const mcpgen::OutputFile& file) {
    path_ = file.path;
    was_called_ = has_mark(harmless.path, swap_) ? stem(harmless.path) : "";
    if (path_ != harmless.path && was_called_.empty()) fault("has another path");
    if (!is_plain(path_, "_./") || path_.find("..") != std::string::npos) fault("has a path that is no name");
    if (file.text == harmless.text) return;
    if (file.path.ends_with(".cpp") || file.path.ends_with(".h")) return cpp(harmless.text, file.text);
    if (file.path.ends_with(".json")) return fault("another schema");
    cmake(harmless.text, file.text);
  }

  void fault(const std::string& what) { faults_.push_back(path_ + ": " + what); }
  std::vector<std::string> take() && { return std::move(faults_); }

 private:
  void cpp(const std::string& harmless, const std::string& text) {
    const CppTokens before = cpp_tokens(harmless);
    const CppTokens after = cpp_tokens(text);
    for (const std::string& oddity : after.oddities) fault(oddity);
    for (const std::string& comment : after.comments) {
      if (!is_safe_comment(comment)) fault("the comment " + comment);
    }
    if (has_meaning(swap_)) return;
    if (!std::ranges::equal(before.tokens, after.tokens, {}, &Token::kind, &Token::kind)) {
      return fault("other kinds of tokens");
    }
    for (std::size_t i = 0; i < before.tokens.size(); ++i) token(before.tokens[i], after.tokens[i]);
  }

  void token(const Token& before, const Token& after) {
    if (before.kind == Token::Kind::string) return literal(before, after);
    if (before.text == after.text) return;
    const bool name = before.kind == Token::Kind::identifier && has_mark(before.text, swap_);
    if (!name) fault(fmt::format("`{}` became `{}`", before.text, after.text));
  }

  void literal(const Token& before, const Token& after) {
    const auto harmless = decode(before);
    const auto bytes = decode(after);
    if (!harmless || !bytes) return fault("no string: " + after.text);
    if (!escapes_end_by_themselves(after)) fault("an escape without an end in " + after.text);
    if (is_header_name(*harmless) && is_header_name(*bytes)) return;  // sorted, one named after the server
    if (in_grammar(swap_.mark) && has_mark(*harmless, swap_)) return;
    if (stands_for(*harmless, *bytes, swap_)) return;
    const bool names_file = !was_called_.empty() && *bytes == replaced(*harmless, was_called_, stem(path_));
    if (!names_file) {
      fault(fmt::format("{} for {} with `{}`", after.text, before.text, swap_.text));
    }
  }

  void cmake(const std::string& harmless, const std::string& text) {
    const CmakeTokens before = cmake_tokens(harmless);
    const CmakeTokens after = cmake_tokens(text);
    for (const std::string& oddity : after.oddities) fault(oddity);
    const auto same = [&](const CmakeToken& one, const CmakeToken& other) {
      return one.kind == other.kind && (one.text == other.text || has_mark(one.text, swap_));
    };
    if (!std::ranges::equal(before.tokens, after.tokens, same)) fault("other tokens");
  }

  const Swap& swap_;
  std::string path_{};
  std::string was_called_{};  ///< the harmless file's name, where that comes from the mark
  std::vector<std::string> faults_{};
};

}  // namespace

std::vector<std::string> differences(const std::vector<mcpgen::OutputFile>& harmless,
                                     const std::vector<mcpgen::OutputFile>& files, const Swap& swap) {
  if (harmless.size() != files.size()) return {"another number of files"};
  Comparison comparison(swap);
  for (std::size_t i = 0; i < files.size(); ++i) comparison.files(harmless[i], files[i]);
  return std::move(comparison).take();
}

}  // namespace hostile
