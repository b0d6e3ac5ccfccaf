#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcp::schema {

/// What checking one value may cost. A value that would cost more is refused, not half checked.
struct Limits {
  std::size_t depth = 128;       ///< schemas within schemas, `$ref` included
  std::size_t work = 1'000'000;  ///< keyword evaluations and comparisons
  std::size_t errors = 8;        ///< reported at the most
};

/// One violation: where in the value, and what was expected there.
struct Violation {
  std::string pointer;  ///< JSON Pointer into the value; "" is the value itself
  std::string message;  ///< "is required", "must be at least 1", …
};

/// Decides whether a text matches one regular expression.
class Pattern {
 public:
  enum class Answer { no, yes, too_hard };
  virtual ~Pattern() = default;
  /// Takes from `budget` the bytes and choices that it goes over; `too_hard` when that is used up.
  virtual Answer search(std::string_view text, std::size_t& budget) const = 0;
};

/// Makes a Pattern, or says why it cannot. A program whose schemas have no `pattern` passes none and
/// links no regular-expression library.
using PatternCompiler =
    std::function<std::variant<std::unique_ptr<const Pattern>, std::string>(std::string_view expression)>;

/// Why a schema cannot be used.
struct SchemaFault {
  std::string pointer;  ///< JSON Pointer into the schema
  std::string message;
};

/// How a schema is compiled.
struct Options {
  PatternCompiler patterns{};   ///< needed when the schema has `pattern` or `patternProperties`
  bool int64_integers = false;  ///< an `integer` that std::int64_t cannot hold is refused
  bool assert_formats = true;   ///< the formats of formats.h are checked, others are annotations
  /// Other schemas known by URI; never fetched.
  std::function<const Json*(std::string_view uri)> documents{};
};

/// A JSON Schema (2020-12; the spellings of draft 7 are understood), compiled once, checked often from
/// any thread. No value crashes it, recurses deeper than Limits::depth, or costs more than Limits::work.
class Schema {
 public:
  static std::variant<Schema, SchemaFault> compile(const Json& schema, const Options& options = {});

  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  /// Empty when `value` satisfies the schema.
  std::vector<Violation> check(const Json& value, const Limits& limits = {}) const;

  /// Has any part of it a `default`?
  bool has_defaults() const;
  /// Adds to `value`, which satisfies the schema, the members that are absent and have a default, at any
  /// depth. `anyOf` and the like decide for no schema, so theirs are left out.
  /// False when there are more than 100,000 defaults within other defaults, and so some are missing.
  [[nodiscard]] bool fill_in(Json& value) const;

 private:
  struct Impl;
  explicit Schema(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace mcp::schema
