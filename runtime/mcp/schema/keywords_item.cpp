#include <algorithm>
#include <bit>
#include <limits>

#include <mcp/json/compare.h>
#include <mcp/json/json.h>
#include <mcp/schema/fill.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>
#include <mcp/schema/wording.h>

namespace mcp::schema {
namespace {

const Json::array_t* items_of(const Json& value) { return value.get_ptr<const Json::array_t*>(); }

class Items final : public Keyword {
 public:
  Items(std::vector<const Node*> first, const Node* others) : first_(std::move(first)), others_(others) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Json::array_t* items = items_of(value);
    if (items == nullptr) return true;
    const std::size_t last = others_ != nullptr ? items->size() : std::min(first_.size(), items->size());
    bool ok = true;
    for (std::size_t i = 0; i < last; ++i) {
      ok = check_item(run, (*items)[i], place, i) && ok;
      if (!ok && run.settled()) return false;
    }
    if (run.notes() != nullptr) run.notes()->prefix = std::max(run.notes()->prefix, last);
    return ok;
  }

  void fill(Fill& fill, Json& value) const override {
    if (!value.is_array()) return;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const Node* node = i < first_.size() ? first_[i] : others_;
      if (node != nullptr) fill.into(*node, value[i]);
    }
  }

 private:
  bool check_item(Run& run, const Json& item, const Place& place, std::size_t index) const {
    if (index < first_.size()) return run.below(*first_[index], item, place.item(index));
    if (!others_->never) return run.below(*others_, item, place.item(index));
    return run.fail(place.item(index), [&] {
      return "is one too many: at most " + counted(first_.size(), "item is", "items are") + " allowed";
    });
  }

  std::vector<const Node*> first_;
  const Node* others_;
};

class Contains final : public Keyword {
 public:
  Contains(const Node& node, std::size_t least, std::optional<std::size_t> most)
      : node_(node), least_(least), most_(most) {}

  bool check(Run& run, const Json& value, const Place& place) const override {
    const Json::array_t* items = items_of(value);
    if (items == nullptr) return true;
    std::size_t found = 0;
    for (std::size_t i = 0; i < items->size(); ++i) {
      if (!run.matches_below(node_, (*items)[i], place.item(i))) continue;
      ++found;
      if (run.notes() != nullptr)
        run.notes()->indices.push_back(i);
      else if (!most_ && found >= least_)
        return true;
    }
    if (found < least_) return run.fail(place, [&] { return "must contain at least " + matching(least_); });
    if (most_ && found > *most_)
      return run.fail(place, [&] { return "must contain at most " + matching(*most_); });
    return true;
  }

 private:
  static std::string matching(std::size_t count) {
    return counted(count, "item", "items") + " of the kind that \"contains\" describes";
  }

  const Node& node_;
  std::size_t least_;
  std::optional<std::size_t> most_;
};

/// What it takes to read `value` from end to end.
std::size_t weight_of(const Json& value) {
  constexpr std::size_t kBytes = 64;
  std::size_t weight = 0;
  std::vector<const Json*> open{&value};
  while (!open.empty()) {
    const Json& next = *open.back();
    open.pop_back();
    ++weight;
    if (const auto* text = next.get_ptr<const std::string*>()) weight += text->size() / kBytes;
    if (const auto* items = next.get_ptr<const Json::array_t*>()) {
      for (const Json& item : *items) open.push_back(&item);
    } else if (const auto* members = next.get_ptr<const Json::object_t*>()) {
      for (const auto& [name, member] : *members) {
        weight += name.size() / kBytes;
        open.push_back(&member);
      }
    }
  }
  return weight;
}

class Unique final : public Keyword {
 public:
  bool check(Run& run, const Json& value, const Place& place) const override {
    const Json::array_t* items = items_of(value);
    if (items == nullptr || items->size() < 2) return true;
    if (!run.spend(weight_of(value), place)) return false;
    std::vector<std::pair<std::size_t, std::size_t>> hashes;
    hashes.reserve(items->size());
    for (std::size_t i = 0; i < items->size(); ++i) hashes.emplace_back(hash((*items)[i]), i);
    std::sort(hashes.begin(), hashes.end());
    for (auto first = hashes.begin(); first != hashes.end(); ++first) {
      for (auto other = first + 1; other != hashes.end() && other->first == first->first; ++other) {
        const Json& item = (*items)[other->second];
        // Who makes hashes collide pays for the comparisons, in which the members of both may be sorted.
        const std::size_t weight = weight_of(item);
        if (!run.spend(weight * static_cast<std::size_t>(std::bit_width(weight)), place)) return false;
        if (!equal((*items)[first->second], item)) continue;
        return run.fail(place.item(other->second),
                        [&] { return "must not repeat item " + std::to_string(first->second); });
      }
    }
    return true;
  }
};

// Draft 7 writes `items: [...]` and `additionalItems` for `prefixItems` and `items`.
void compile_item_schemas(Source& source) {
  const Json* items = source.find("items");
  const bool draft7_list = items != nullptr && items->is_array();
  std::vector<const Node*> first;
  if (source.has("prefixItems"))
    first = source.schemas("prefixItems");
  else if (draft7_list && !items->empty())
    first = source.schemas("items");
  const Node* others = source.schema(draft7_list ? "additionalItems" : "items");
  if (!first.empty() || others != nullptr) source.add<Items>(std::move(first), others);
}

}  // namespace

void compile_items(Source& source) {
  compile_item_schemas(source);
  if (const Node* node = source.schema("contains")) {
    const std::size_t least = source.validates() ? source.count("minContains").value_or(1) : 1;
    const auto most = source.validates() ? source.count("maxContains") : std::nullopt;
    source.add<Contains>(*node, least, most);
  }
  if (source.validates() && source.flag("uniqueItems")) source.add<Unique>();
}

}  // namespace mcp::schema
