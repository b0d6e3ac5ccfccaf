#include <mcp/json/compare.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <mcp/json/json.h>
#include <mcp/json/numbers.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

using Member = Json::object_t::value_type;
using Pair = std::pair<const Json*, const Json*>;

const Json::object_t& members_of(const Json& object) { return *object.get_ptr<const Json::object_t*>(); }
const Json::array_t& items_of(const Json& array) { return *array.get_ptr<const Json::array_t*>(); }

std::vector<const Member*> sorted_members(const Json& object) {
  std::vector<const Member*> sorted;
  sorted.reserve(object.size());
  for (const Member& member : members_of(object)) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(),
            [](const Member* a, const Member* b) { return a->first < b->first; });
  return sorted;
}

bool equal_scalars(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == std::partial_ordering::equivalent;
  return a.type() == b.type() && a == b;
}

void pair_items(const Json& a, const Json& b, std::vector<Pair>& pairs) {
  for (std::size_t i = 0; i < a.size(); ++i) pairs.emplace_back(&items_of(a)[i], &items_of(b)[i]);
}

// False when the two objects, of one size, differ in a name.
bool pair_members(const Json& a, const Json& b, std::vector<Pair>& pairs) {
  const auto same_name = [](const Member& x, const Member& y) { return x.first == y.first; };
  if (std::equal(members_of(a).begin(), members_of(a).end(), members_of(b).begin(), same_name)) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      pairs.emplace_back(&members_of(a).data()[i].second, &members_of(b).data()[i].second);
    }
    return true;
  }
  const auto left = sorted_members(a);
  const auto right = sorted_members(b);
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i]->first != right[i]->first) return false;
    pairs.emplace_back(&left[i]->second, &right[i]->second);
  }
  return true;
}

std::size_t mixed(std::size_t seed, std::size_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15U + (seed >> 7U);
}

// Equal values are alike at every depth, so a hash may stop looking at one: as deep as a text can be.
std::size_t hash_to(const Json& value, std::size_t depth) {
  if (value.is_number()) return std::hash<Json>()(simplest_number(value));
  if (!value.is_structured()) return std::hash<Json>()(value);
  std::size_t result = mixed(static_cast<std::size_t>(value.type()), value.size());
  if (depth == 0) return result;
  if (value.is_array()) {
    for (const Json& item : value) result = mixed(result, hash_to(item, depth - 1));
    return result;
  }
  std::size_t sum = 0;  // the order of members must not count
  for (const Member& member : members_of(value)) {
    sum += mixed(std::hash<std::string>()(member.first), hash_to(member.second, depth - 1));
  }
  return mixed(result, sum);
}

/// An array or object that canonical_text() has begun: what of it is still to be written.
struct Open {
  const Json* container;
  std::vector<const Member*> members;
  std::size_t next = 0;
};

}  // namespace

bool equal(const Json& a, const Json& b) {
  if (!a.is_structured()) return equal_scalars(a, b);
  std::vector<Pair> pairs{{&a, &b}};
  while (!pairs.empty()) {
    const auto [left, right] = pairs.back();
    pairs.pop_back();
    if (!left->is_structured() || !right->is_structured()) {
      if (!equal_scalars(*left, *right)) return false;
      continue;
    }
    if (left->type() != right->type() || left->size() != right->size()) return false;
    if (left->is_array())
      pair_items(*left, *right, pairs);
    else if (!pair_members(*left, *right, pairs))
      return false;
  }
  return true;
}

std::size_t hash(const Json& value) {
  constexpr std::size_t kDepth = 64;
  return hash_to(value, kDepth);
}

std::string canonical_text(const Json& value) {
  std::string out;
  JsonWriter writer(out);
  std::vector<Open> open;
  const auto start = [&](const Json& item) {
    if (item.is_object()) {
      writer.begin_object();
      open.push_back({&item, sorted_members(item)});
    } else if (item.is_array()) {
      writer.begin_array();
      open.push_back({&item, {}});
    } else {
      writer.value(item.is_number() ? simplest_number(item) : item);
    }
  };
  start(value);
  while (!open.empty()) {
    Open& inner = open.back();
    const bool is_object = inner.container->is_object();
    if (inner.next == inner.container->size()) {
      is_object ? writer.end_object() : writer.end_array();
      open.pop_back();
      continue;
    }
    const std::size_t index = inner.next++;
    if (is_object) writer.key(inner.members[index]->first);
    start(is_object ? inner.members[index]->second : items_of(*inner.container)[index]);
  }
  return out;
}

}  // namespace mcp
