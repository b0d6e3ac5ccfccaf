#include <algorithm>

#include <mcp/json/json.h>
#include <mcp/schema/fill.h>
#include <mcp/schema/pointer.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

const Json::object_t* members_of(const Json& value) { return value.get_ptr<const Json::object_t*>(); }

struct PatternMember {
  std::shared_ptr<const Pattern> pattern;
  const Node* node;
};

/// `properties`, `patternProperties` and `additionalProperties`: what the first two do not name is the
/// third's.
class Members final : public Keyword {
 public:
  Members(NamedNodes named, std::vector<PatternMember> patterns, const Node* others)
      : named_(std::move(named)), patterns_(std::move(patterns)), others_(others) {
    for (const auto& [name, node] : named_) names_.push_back(shown(name));
    std::sort(named_.begin(), named_.end());
  }

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Json::object_t* members = members_of(value);
    if (members == nullptr) return true;
    bool ok = true;
    std::size_t index = 0;
    for (const auto& [name, inner] : *members) {
      ok = check_member(run, name, inner, place, index++) && ok;
      if (!ok && run.settled()) return false;
    }
    return ok;
  }

  void fill(Fill& fill, Json& value) const override {
    if (!value.is_object()) return;
    for (const auto& member : value.items()) {
      // Which patterns a name matches is not asked again.
      const Node* others = patterns_.empty() ? others_ : nullptr;
      const Node* named = find(member.key());
      if (const Node* node = named != nullptr ? named : others) fill.into(*node, member.value());
    }
    for (const auto& [name, node] : named_) fill.member(*node, value, name);
  }

 private:
  bool check_member(Run& run, const std::string& name, const Json& value, const Place& place,
                    std::size_t index) const {
    const Place here = place.member(name);
    bool ok = run.spend(1, place);
    bool known = false;
    if (const Node* node = find(name)) {
      known = true;
      ok = run.below(*node, value, here) && ok;
    }
    for (const PatternMember& pattern : patterns_) {
      if (!run.search(*pattern.pattern, name, here)) continue;
      known = true;
      ok = run.below(*pattern.node, value, here) && ok;
    }
    if (!known && others_ != nullptr) {
      known = true;
      ok = (others_->never ? unknown(run, here) : run.below(*others_, value, here)) && ok;
    }
    if (known && run.notes() != nullptr) run.notes()->indices.push_back(index);
    return ok;
  }

  const Node* find(const std::string& name) const {
    const auto found =
        std::lower_bound(named_.begin(), named_.end(), name,
                         [](const auto& entry, const std::string& key) { return entry.first < key; });
    return found != named_.end() && found->first == name ? found->second : nullptr;
  }

  bool unknown(Run& run, const Place& place) const {
    return run.fail(place, [&] {
      return names_.empty() ? "is not a known member" : "is not a known member; known are " + listed(names_);
    });
  }

  NamedNodes named_;
  std::vector<std::string> names_;  ///< as the schema lists them, for messages
  std::vector<PatternMember> patterns_;
  const Node* others_;
};

class Required final : public Keyword {
 public:
  explicit Required(std::vector<std::string> names) : names_(std::move(names)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Json::object_t* members = members_of(value);
    if (members == nullptr) return true;
    constexpr std::size_t kMembersPerStep = 8;
    bool ok = true;
    for (const std::string& name : names_) {
      if (!run.spend(1 + members->size() / kMembersPerStep, place)) return false;
      if (members->find(name) != members->end()) continue;
      ok = run.fail(place.member(name), "is required");
      if (run.settled()) return false;
    }
    return ok;
  }

 private:
  std::vector<std::string> names_;
};

class MemberNames final : public Keyword {
 public:
  explicit MemberNames(const Node& node) : node_(node) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Json::object_t* members = members_of(value);
    if (members == nullptr) return true;
    bool ok = true;
    for (const auto& member : *members) {
      const Json name = member.first;
      const Place here = place.member(member.first);
      if (run.matches_below(node_, name, here)) continue;
      ok = run.fail(here, [&] { return reason(run, name, here); });
      if (run.settled()) return false;
    }
    return ok;
  }

 private:
  std::string reason(Run& run, const Json& name, const Place& place) const {
    const std::vector<Violation> violations = run.explain(node_, name, place);
    return violations.empty() ? "has a name that is not allowed"
                              : "has a name that " + violations.front().message;
  }

  const Node& node_;
};

}  // namespace

void compile_members(Source& source) {
  if (source.has("required") && source.validates()) source.add<Required>(source.texts("required"));
  NamedNodes named = source.named_schemas("properties");
  std::vector<PatternMember> patterns;
  for (const auto& [expression, node] : source.named_schemas("patternProperties")) {
    std::string at = "/patternProperties";
    append_token(at, expression);
    if (auto pattern = source.pattern(expression, at)) patterns.push_back({std::move(pattern), node});
  }
  const Node* others = source.schema("additionalProperties");
  if (!named.empty() || !patterns.empty() || others != nullptr) {
    source.add<Members>(std::move(named), std::move(patterns), others);
  }
  if (const Node* names = source.schema("propertyNames")) source.add<MemberNames>(*names);
}

}  // namespace mcp::schema
