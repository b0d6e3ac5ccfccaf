#include <mcp/pattern/pattern.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
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
  if (limits) pcre2_set_heap_limit(limits.get(), kMatchKilobytes);
  return limits;
}

/// A search on its way.
struct Walk {
  std::size_t budget;
  std::size_t callout_cost;
  std::size_t position = 0;
};

std::size_t longest_capture(const pcre2_callout_block& at) {
  std::size_t longest = 0;
  for (std::size_t group = 1; group < at.capture_top; ++group) {
    const PCRE2_SIZE start = at.offset_vector[2 * group];
    if (start != PCRE2_UNSET) longest = std::max(longest, at.offset_vector[2 * group + 1] - start);
  }
  return longest;
}

int charge(pcre2_callout_block* at, void* data) {
  Walk& walk = *static_cast<Walk*>(data);
  const std::size_t position = at->current_position;
  std::size_t cost = walk.callout_cost;
  cost += std::max(position, walk.position) - std::min(position, walk.position);
  if (at->callout_number == pattern::kBeforeReference) cost += longest_capture(*at);
  const bool affordable = cost <= walk.budget;
  walk.budget -= std::min(cost, walk.budget);
  walk.position = position;
  return affordable ? 0 : PCRE2_ERROR_CALLOUT;
}

// Interpreted rather than compiled to machine code: the interpreter's memory is on the heap and limited,
// and a hardened service may not have memory that is both writable and executable. PCRE2's own limit of steps
// begins anew wherever a match may start, and does not count what a repeat walks over; so callouts count.
class Pcre2Pattern final : public schema::Pattern {
 public:
  Pcre2Pattern(Code code, std::size_t callout_cost) : code_(std::move(code)), callout_cost_(callout_cost) {}

  Answer search(std::string_view text, std::size_t& budget) const override {
    thread_local const MatchContext limits = match_limits();
    thread_local const MatchData data(pcre2_match_data_create(1, nullptr));
    if (!limits || !data) return Answer::too_hard;
    Walk walk{budget, callout_cost_};
    pcre2_set_callout(limits.get(), charge, &walk);
    const int result = pcre2_match(code_.get(), bytes(text), text.size(), 0, 0, data.get(), limits.get());
    budget = walk.budget;
    const bool not_utf8 = result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21;
    if (result == PCRE2_ERROR_NOMATCH || not_utf8) return Answer::no;
    return result >= 0 ? Answer::yes : Answer::too_hard;
  }

 private:
  Code code_;
  std::size_t callout_cost_;
};

// What happens between two callouts: characters are compared, and a choice copies what the groups have
// matched.
std::size_t callout_cost(const Code& code, std::size_t longest_stretch) {
  std::uint32_t groups = 0;
  pcre2_pattern_info(code.get(), PCRE2_INFO_CAPTURECOUNT, &groups);
  return 1 + longest_stretch + groups;
}

std::string error_text(int error) {
  std::array<PCRE2_UCHAR, 160> text{};
  pcre2_get_error_message(error, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());
}

std::variant<std::unique_ptr<const schema::Pattern>, std::string> compile(std::string_view expression) {
  if (expression.size() > kLongestExpression) return "it is longer than 64 KiB";
  const auto translation = pattern::translate(expression);
  if (const auto* problem = std::get_if<pattern::Untranslatable>(&translation)) return problem->reason;
  const auto& [text, longest_stretch] = std::get<pattern::Translated>(translation);

  const CompileContext context(pcre2_compile_context_create(nullptr));
  if (!context) return "there is no memory for it";
  pcre2_set_parens_nest_limit(context.get(), kDeepestGroups);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(bytes(text), text.size(), kOptions, &error, &offset, context.get()));
  if (!code) return error_text(error);
  const std::size_t cost = callout_cost(code, longest_stretch);
  return std::make_unique<const Pcre2Pattern>(std::move(code), cost);
}

}  // namespace

schema::PatternCompiler pcre2_patterns() { return compile; }

}  // namespace mcp
