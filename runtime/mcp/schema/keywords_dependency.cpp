#include <mcp/json/json.h>
#include <mcp/schema/pointer.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

class RequiredWith final : public Keyword {
 public:
  RequiredWith(std::string trigger, std::vector<std::string> names)
      : trigger_(std::move(trigger)), names_(std::move(names)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!value.is_object()) return true;
    if (!run.spend(1 + value.size() * (names_.size() + 1) / 8, place)) return false;
    if (!value.contains(trigger_)) return true;
    bool ok = true;
    for (const std::string& name : names_) {
      if (value.contains(name)) continue;
      ok = run.fail(place.member(name), [&] { return "is required where " + shown(trigger_) + " is given"; });
    }
    return ok;
  }

 private:
  std::string trigger_;
  std::vector<std::string> names_;
};

class SchemaWith final : public Keyword {
 public:
  SchemaWith(std::string trigger, const Node& node) : trigger_(std::move(trigger)), node_(node) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    if (!value.is_object() || !value.contains(trigger_)) return true;
    return run.same(node_, value, place);
  }

 private:
  std::string trigger_;
  const Node& node_;
};

// Draft 7 has one keyword for both, told apart by the value's form.
void compile_dependency(Source& source, const std::string& keyword, const std::string& trigger,
                        const Json& value) {
  std::string at = '/' + keyword;
  append_token(at, trigger);
  const bool names = keyword == "dependentRequired" || (keyword == "dependencies" && value.is_array());
  if (names) {
    source.add<RequiredWith>(trigger, source.texts_of(value, at));
  } else if (const Node* node = source.node_of(value, at)) {
    source.add<SchemaWith>(trigger, *node);
  }
}

}  // namespace

void compile_dependencies(Source& source) {
  for (const char* keyword : {"dependentRequired", "dependentSchemas", "dependencies"}) {
    const Json* triggers = source.object(keyword);
    if (triggers == nullptr) continue;
    for (auto member = triggers->begin(); member != triggers->end(); ++member) {
      compile_dependency(source, keyword, member.key(), *member);
    }
  }
}

}  // namespace mcp::schema
