#include <algorithm>

#include <mcp/json/json.h>
#include <mcp/schema/fill.h>
#include <mcp/schema/nearest.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>

namespace mcp::schema {
namespace {

class AllOf final : public Keyword {
 public:
  explicit AllOf(std::vector<const Node*> nodes) : nodes_(std::move(nodes)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    bool ok = true;
    for (const Node* node : nodes_) {
      ok = run.same(*node, value, place) && ok;
      if (!ok && run.settled()) return false;
    }
    return ok;
  }

  void fill(Fill& fill, Json& value) const override {
    for (const Node* node : nodes_) fill.into(*node, value);
  }

 private:
  std::vector<const Node*> nodes_;
};

/// `anyOf` and `oneOf`.
class Alternatives final : public Keyword {
 public:
  Alternatives(std::vector<const Node*> nodes, bool only_one)
      : nodes_(std::move(nodes)), only_one_(only_one) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    std::size_t matching = 0;
    for (const Node* node : nodes_) {
      if (!run.matches_same(*node, value, place)) continue;
      ++matching;
      if (!only_one_ && run.notes() == nullptr) return true;
    }
    if (matching == 1 || (matching > 1 && !only_one_)) return true;
    if (matching > 1) {
      return run.fail(place, [&] {
        return "must match exactly one of the alternatives, but matches " + std::to_string(matching);
      });
    }
    if (!run.settled()) run.adopt(nearest_failure(run, nodes_, value, place));
    return false;
  }

 private:
  std::vector<const Node*> nodes_;
  bool only_one_;
};

class Not final : public Keyword {
 public:
  explicit Not(const Node& node) : node_(node) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!run.matches_same(node_, value, place)) return true;
    return run.fail(place, "must not match what \"not\" describes");
  }

 private:
  const Node& node_;
};

class Conditional final : public Keyword {
 public:
  Conditional(const Node& condition, const Node* then, const Node* otherwise)
      : condition_(condition), then_(then), otherwise_(otherwise) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Node* next = run.matches_same(condition_, value, place) ? then_ : otherwise_;
    return next == nullptr || run.same(*next, value, place);
  }

 private:
  const Node& condition_;
  const Node* then_;
  const Node* otherwise_;
};

}  // namespace

void compile_combinations(Source& source) {
  if (source.has("allOf")) source.add<AllOf>(source.schemas("allOf"));
  if (source.has("anyOf")) source.add<Alternatives>(source.schemas("anyOf"), false);
  if (source.has("oneOf")) source.add<Alternatives>(source.schemas("oneOf"), true);
  if (const Node* node = source.schema("not")) source.add<Not>(*node);
  const Node* then = source.schema("then");
  const Node* otherwise = source.schema("else");
  if (const Node* condition = source.schema("if")) source.add<Conditional>(*condition, then, otherwise);
}

}  // namespace mcp::schema
