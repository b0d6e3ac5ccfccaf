#include <mcp/json/json.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>

namespace mcp::schema {
namespace {

/// `unevaluatedProperties` or `unevaluatedItems`: what is left over after all other keywords.
class Unevaluated final : public Keyword {
 public:
  Unevaluated(const Node& node, bool members) : node_(node), members_(members) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (members_ ? !value.is_object() : !value.is_array()) return true;
    if (!run.spend(value.size() + run.notes()->indices.size(), place)) return false;
    bool ok = true;
    std::size_t index = 0;
    const std::vector<bool> seen = evaluated(*run.notes(), value.size());
    for (auto inner = value.begin(); inner != value.end(); ++inner, ++index) {
      if (seen[index]) continue;
      ok = check_one(run, *inner, members_ ? place.member(inner.key()) : place.item(index)) && ok;
      if (!ok && run.settled()) return false;
    }
    run.notes()->prefix = value.size();
    return ok;
  }

  bool is_about_rest() const override { return true; }

 private:
  static std::vector<bool> evaluated(const Notes& notes, std::size_t size) {
    std::vector<bool> seen(size);
    for (std::size_t i = 0; i < size && i < notes.prefix; ++i) seen[i] = true;
    for (const std::size_t index : notes.indices) seen[index] = true;
    return seen;
  }

  bool check_one(Run& run, const Json& value, const Place& place) const {
    if (!node_.never) return run.below(node_, value, place);
    return run.fail(place, members_ ? "is not a known member" : "is one item too many");
  }

  const Node& node_;
  bool members_;
};

}  // namespace

void compile_unevaluated(Source& source) {
  const Node* items = source.schema("unevaluatedItems");
  const Node* members = source.schema("unevaluatedProperties");
  if (items != nullptr) source.add<Unevaluated>(*items, false);
  if (members != nullptr) source.add<Unevaluated>(*members, true);
  if (items != nullptr || members != nullptr) source.note_evaluation();
}

}  // namespace mcp::schema
