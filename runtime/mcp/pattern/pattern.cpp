#include <mcp/pattern/pattern.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <mcp/pattern/translate.h>

namespace mcp {
namespace {

constexpr std::size_t kLongestExpression = 64 * 1024;
constexpr std::uint32_t kDeepestGroups = 100;
constexpr std::uint32_t kMatchSteps = 100'000;
constexpr std::uint32_t kMatchKilobytes = 4096;

// Without PCRE2_UCP \d, \w and \b know ASCII only, as in ECMA-262.
constexpr std::uint32_t kOptions = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
                                   PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;

template <auto Free>
struct FreeBy {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Code = std::unique_ptr<pcre2_code, FreeBy<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, FreeBy<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, FreeBy<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, FreeBy<pcre2_match_data_free>>;

PCRE2_SPTR bytes(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

MatchContext match_limits() {
  MatchContext limits(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(limits.get(), kMatchSteps);
  pcre2_set_heap_limit(limits.get(), kMatchKilobytes);
  return limits;
}

// Interpreted rather than compiled to machine code: the interpreter's memory is on the heap and limited,
// and a hardened service may not have memory that is both writable and executable.
class Pcre2Pattern final : public schema::Pattern {
 public:
  explicit Pcre2Pattern(Code code) : code_(std::move(code)) {}

  Answer search(std::string_view text) const override {
    thread_local const MatchContext limits = match_limits();
    thread_local const MatchData data(pcre2_match_data_create(1, nullptr));
    const int result = pcre2_match(code_.get(), bytes(text), text.size(), 0, 0, data.get(), limits.get());
    const bool not_utf8 = result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21;
    if (result == PCRE2_ERROR_NOMATCH || not_utf8) return Answer::no;
    return result >= 0 ? Answer::yes : Answer::too_hard;
  }

 private:
  Code code_;
};

std::string error_text(int error) {
  std::array<PCRE2_UCHAR, 160> text{};
  pcre2_get_error_message(error, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());
}

std::variant<std::unique_ptr<const schema::Pattern>, std::string> compile(std::string_view expression) {
  if (expression.size() > kLongestExpression) return "it is longer than 64 KiB";
  const auto translation = pattern::translate(expression);
  if (const auto* problem = std::get_if<pattern::Untranslatable>(&translation)) return problem->reason;
  const std::string& text = std::get<pattern::Translated>(translation).expression;

  const CompileContext context(pcre2_compile_context_create(nullptr));
  pcre2_set_parens_nest_limit(context.get(), kDeepestGroups);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(bytes(text), text.size(), kOptions, &error, &offset, context.get()));
  if (!code) return error_text(error);
  return std::make_unique<const Pcre2Pattern>(std::move(code));
}

}  // namespace

schema::PatternCompiler pcre2_patterns() { return compile; }

}  // namespace mcp
