#include <mcp/schema/fill.h>

#include <algorithm>

#include <mcp/json/add_member.h>
#include <mcp/json/json.h>

namespace mcp::schema {
namespace {

constexpr std::size_t kDepth = 128;
/// A default whose own members have defaults, and so on, must not grow without end. What is added to the
/// value itself is in proportion to it.
constexpr std::size_t kWithinDefaults = 100'000;

}  // namespace

const Json* default_of(const Node& node) {
  const Node* at = &node;
  for (std::size_t steps = 0; at != nullptr && steps < kDepth; ++steps) {
    if (at->fallback) return at->fallback.get();
    at = at->reference;
  }
  return nullptr;
}

void Fill::into(const Node& node, Json& value) {
  if (depth_ == kDepth) return;
  ++depth_;
  for (const auto& keyword : node.keywords) keyword->fill(*this, value);
  --depth_;
}

void Fill::member(const Node& node, Json& object, const std::string& name) {
  const Json* fallback = default_of(node);
  if (fallback == nullptr || too_much_ || object.contains(name)) return;
  if (std::find(within_.begin(), within_.end(), &node) != within_.end()) return;
  if (!within_.empty() && ++added_within_ > kWithinDefaults) {
    too_much_ = true;
    return;
  }
  Json& added = add_member(object, name, *fallback);
  within_.push_back(&node);
  into(node, added);
  within_.pop_back();
}

}  // namespace mcp::schema
