#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <mcp/schema/program.h>
#include <mcp/schema/schema.h>

namespace mcp::schema {

/// Where in the value a check is: a step below another place, on the stack of who took it.
struct Place {
  const Place* above = nullptr;
  const std::string* name = nullptr;  ///< of the member; null for an item
  std::size_t index = 0;

  Place member(const std::string& key) const { return {this, &key, 0}; }
  Place item(std::size_t position) const { return {this, nullptr, position}; }
  std::string pointer() const;  ///< very long names are shortened
};

/// Which members or items of one value some schema has looked at, for `unevaluatedProperties` and
/// `unevaluatedItems`. A log, so that what a failed branch added is taken back by shortening it.
struct Notes {
  std::vector<std::size_t> indices;
  std::size_t prefix = 0;  ///< and all below this one

  struct Mark {
    std::size_t indices;
    std::size_t prefix;
  };
  Mark mark() const { return {indices.size(), prefix}; }
  void take_back(Mark mark);
  void add(const Notes& other);
};

/// One check of one value: budget, depth, dynamic scope, and where violations go.
class Run {
 public:
  explicit Run(const Limits& limits) : limits_(limits) {}

  /// Checks against `node` the value that is being checked already: what it looks at is noted.
  bool same(const Node& node, const Json& value, const Place& place);
  /// Checks a member or an item of it.
  bool below(const Node& node, const Json& value, const Place& place);

  /// same() and below() without a report.
  bool matches_same(const Node& node, const Json& value, const Place& place);
  bool matches_below(const Node& node, const Json& value, const Place& place);

  /// What below() would report, kept apart from the report.
  std::vector<Violation> explain(const Node& node, const Json& value, const Place& place);

  /// Always false. `message` is called only if the report has room for it.
  template <typename Message>
  bool fail(const Place& place, Message&& message) {
    if (!settled()) report_->push_back({place.pointer(), std::string(message())});
    return false;
  }
  bool fail(const Place& place, const char* message) {
    return fail(place, [&] { return message; });
  }
  void adopt(std::vector<Violation> violations);

  /// True when, after one failure, nothing more need be found out.
  bool settled() const { return refusal_ || report_ == nullptr || report_->size() >= limits_.errors; }

  /// Takes `work` from the budget; false when that is used up and the value is refused.
  bool spend(std::size_t work, const Place& place);
  /// The same for reading `text` from end to end.
  bool spend_on(const std::string& text, const Place& place);
  /// Ends the run: the value is refused whatever else holds.
  bool refuse(const Place& place, std::string message);
  bool search(const Pattern& pattern, const std::string& text, const Place& place);

  /// The notes on the value being checked; null when nobody will ask for them.
  Notes* notes() const { return notes_; }

  /// The outermost `$dynamicAnchor` of that name in the dynamic scope; null when there is none.
  const Node* dynamic_anchor(std::string_view name) const;

  /// The verdict: empty when `node` accepts `value`.
  std::vector<Violation> verdict(const Node& node, const Json& value);

 private:
  struct Scope {
    const Scope* outer;
    const Resource* resource;
  };

  bool keywords(const Node& node, const Json& value, const Place& place);

  const Limits& limits_;
  std::vector<Violation>* report_ = nullptr;
  Notes* notes_ = nullptr;
  const Scope* scope_ = nullptr;
  std::size_t depth_ = 0;
  std::size_t work_ = 0;
  std::optional<Violation> refusal_;
};

}  // namespace mcp::schema
