#include <mcp/json/json.h>
#include <mcp/schema/compiler.h>
#include <mcp/schema/fill.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>

namespace mcp::schema {
namespace {

class Reference final : public Keyword {
 public:
  explicit Reference(const Node& target) : target_(target) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    return run.same(target_, value, place);
  }

  void fill(Fill& fill, Json& value) const override { fill.into(target_, value); }

 private:
  const Node& target_;
};

class DynamicReference final : public Keyword {
 public:
  DynamicReference(const Node& target, std::string anchor) : target_(target), anchor_(std::move(anchor)) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Node* outermost = run.dynamic_anchor(anchor_);
    return run.same(outermost != nullptr ? *outermost : target_, value, place);
  }

 private:
  const Node& target_;
  std::string anchor_;
};

void compile_reference(Source& source, const char* keyword, bool dynamic) {
  const std::string* reference = source.text(keyword);
  if (reference == nullptr) return;
  auto found = source.compiler().registry().find(*reference, source.placed());
  if (auto* problem = std::get_if<std::string>(&found)) {
    return source.fault(std::string("/") + keyword, std::move(*problem));
  }
  const Registry::Target& target = std::get<Registry::Target>(found);
  const Node* node = source.compiler().node(*target.schema);
  if (dynamic && target.is_dynamic_anchor)
    source.add<DynamicReference>(*node, target.anchor);
  else
    source.add<Reference>(*node);
  if (!dynamic) source.refer_to(*node);
}

}  // namespace

void compile_references(Source& source) {
  compile_reference(source, "$ref", false);
  compile_reference(source, "$dynamicRef", true);
}

}  // namespace mcp::schema
