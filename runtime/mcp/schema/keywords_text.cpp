#include <mcp/json/json.h>
#include <mcp/schema/formats.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>

namespace mcp::schema {
namespace {

class Matches final : public Keyword {
 public:
  Matches(std::shared_ptr<const Pattern> pattern, std::string expression)
      : pattern_(std::move(pattern)), expression_(std::move(expression)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr || run.search(*pattern_, *text, place)) return true;
    return run.fail(place, [&] { return "must match the pattern " + expression_; });
  }

 private:
  std::shared_ptr<const Pattern> pattern_;
  std::string expression_;
};

class HasFormat final : public Keyword {
 public:
  explicit HasFormat(std::string name) : name_(std::move(name)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr || (run.spend_on(*text, place) && has_format(name_, *text))) return true;
    return run.fail(place, [&] { return "must be " + std::string(format_noun(name_)); });
  }

 private:
  std::string name_;
};

class IsExpression final : public Keyword {
 public:
  explicit IsExpression(PatternCompiler patterns) : patterns_(std::move(patterns)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    // A count in braces makes a short expression large, and the names of groups are compared with one
    // another.
    constexpr std::size_t kLeast = 1'000;
    constexpr std::size_t kPerByte = 16;
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr) return true;
    if (!run.spend(kLeast + kPerByte * text->size(), place)) return false;
    if (patterns_(*text).index() == 0) return true;
    return run.fail(place, "must be a regular expression");
  }

 private:
  PatternCompiler patterns_;
};

}  // namespace

void compile_texts(Source& source) {
  if (const std::string* expression = source.validates() ? source.text("pattern") : nullptr) {
    if (auto pattern = source.pattern(*expression, "/pattern"))
      source.add<Matches>(std::move(pattern), *expression);
  }
  const std::string* format = source.text("format");
  if (format == nullptr || !source.options().assert_formats) return;
  if (is_known_format(*format)) source.add<HasFormat>(*format);
  if (*format == "regex" && source.options().patterns) source.add<IsExpression>(source.options().patterns);
}

}  // namespace mcp::schema
