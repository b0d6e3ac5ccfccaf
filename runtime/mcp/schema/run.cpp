#include <mcp/schema/run.h>

#include <algorithm>

#include <mcp/schema/pointer.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

/// Sets a variable for as long as this lives.
template <typename T>
class Swap {
 public:
  Swap(T& variable, T value) : variable_(variable), before_(std::exchange(variable, value)) {}
  ~Swap() { variable_ = before_; }
  Swap(const Swap&) = delete;
  Swap& operator=(const Swap&) = delete;

 private:
  T& variable_;
  T before_;
};

}  // namespace

std::string Place::pointer() const {
  std::vector<const Place*> path;
  for (const Place* place = this; place->above != nullptr; place = place->above) path.push_back(place);
  std::string out;
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    if ((*step)->name != nullptr)
      append_token(out, shortened(*(*step)->name));
    else
      append_token(out, std::to_string((*step)->index));
  }
  return out;
}

void Notes::take_back(Mark mark) {
  indices.resize(mark.indices);
  prefix = mark.prefix;
}

void Notes::add(const Notes& other) {
  indices.insert(indices.end(), other.indices.begin(), other.indices.end());
  prefix = std::max(prefix, other.prefix);
}

bool Run::spend(std::size_t work, const Place& place) {
  if (refusal_) return false;
  if (work > limits_.work - work_) return refuse(place, "would take too long to check");
  work_ += work;
  return true;
}

bool Run::refuse(const Place& place, std::string message) {
  if (!refusal_) refusal_ = Violation{place.pointer(), std::move(message)};
  return false;
}

bool Run::spend_on(const std::string& text, const Place& place) {
  constexpr std::size_t kBytesPerStep = 64;
  return spend(1 + text.size() / kBytesPerStep, place);
}

bool Run::search(const Pattern& pattern, const std::string& text, const Place& place) {
  constexpr std::size_t kSearchedPerStep = 16;
  if (!spend_on(text, place)) return false;
  const std::size_t before = (limits_.work - work_) * kSearchedPerStep;
  std::size_t budget = before;
  const Pattern::Answer answer = pattern.search(text, budget);
  if (answer == Pattern::Answer::too_hard) return refuse(place, "takes too long to match against a pattern");
  return spend((before - budget) / kSearchedPerStep, place) && answer == Pattern::Answer::yes;
}

bool Run::same(const Node& node, const Json& value, const Place& place) {
  if (!node.needs_notes) return keywords(node, value, place);
  Notes own;
  {
    const Swap swap(notes_, &own);
    if (!keywords(node, value, place)) return false;
  }
  if (notes_ != nullptr) notes_->add(own);
  return true;
}

bool Run::below(const Node& node, const Json& value, const Place& place) {
  const Swap<Notes*> swap(notes_, nullptr);
  return same(node, value, place);
}

bool Run::matches_same(const Node& node, const Json& value, const Place& place) {
  const Swap<std::vector<Violation>*> swap(report_, nullptr);
  return same(node, value, place);
}

bool Run::matches_below(const Node& node, const Json& value, const Place& place) {
  const Swap<std::vector<Violation>*> swap(report_, nullptr);
  return below(node, value, place);
}

std::vector<Violation> Run::explain(const Node& node, const Json& value, const Place& place) {
  std::vector<Violation> violations;
  const Swap swap(report_, &violations);
  below(node, value, place);
  return violations;
}

void Run::adopt(std::vector<Violation> violations) {
  for (Violation& violation : violations) {
    if (settled()) return;
    report_->push_back(std::move(violation));
  }
}

bool Run::keywords(const Node& node, const Json& value, const Place& place) {
  if (depth_ >= limits_.depth) return refuse(place, "nests too deeply to be checked");
  if (!spend(1 + node.keywords.size(), place)) return false;
  const Swap deeper(depth_, depth_ + 1);
  const Scope scope{scope_, node.resource};
  const bool leaves_resource = scope_ == nullptr || scope_->resource != node.resource;
  const Swap in_scope(scope_, leaves_resource ? &scope : scope_);
  const Notes::Mark mark = notes_ != nullptr ? notes_->mark() : Notes::Mark{};
  bool ok = true;
  for (const auto& keyword : node.keywords) {
    if (!ok && keyword->is_about_rest()) continue;
    ok = keyword->check(*this, value, place) && ok;
    if (!ok && settled()) break;
  }
  if (!ok && notes_ != nullptr) notes_->take_back(mark);
  return ok && !refusal_;
}

const Node* Run::dynamic_anchor(std::string_view name) const {
  const Node* outermost = nullptr;
  for (const Scope* scope = scope_; scope != nullptr; scope = scope->outer) {
    const auto found = scope->resource->dynamic_anchors.find(name);
    if (found != scope->resource->dynamic_anchors.end()) outermost = found->second;
  }
  return outermost;
}

std::vector<Violation> Run::verdict(const Node& node, const Json& value) {
  std::vector<Violation> violations;
  const Swap swap(report_, &violations);
  same(node, value, Place{});
  if (refusal_) return {*refusal_};
  return violations;
}

}  // namespace mcp::schema
