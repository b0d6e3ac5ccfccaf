#include "document/merge.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "document/key_index.h"

namespace mcpgen {
namespace {

bool marks_a_file(std::string_view key) { return key == "mcpgen" || key == "$schema"; }

void report_twice(const Member& first, const Member& second, Diagnostics& diagnostics) {
  diagnostics.error("E0121", second.key_place, fmt::format("`{}` is defined in two files", second.key))
      .helped("rename or remove one; to change what a file gives, name it under `extends`")
      .noted(first.key_place, "also defined here");
}

void add_entries(Node& section, Node included, Diagnostics& diagnostics) {
  KeyIndex index(section);
  for (Member& entry : included.members) {
    const std::size_t at = index.find(entry.key);
    if (at == KeyIndex::kNone) {
      section.put(std::move(entry.key), std::move(entry.value), entry.key_place);
    } else {
      report_twice(section.members[at], entry, diagnostics);
    }
  }
}

/// Removes the members that `deleted` marks; those it does not reach are kept.
void remove_members(Node& map, const std::vector<bool>& deleted) {
  std::vector<Member> kept;
  kept.reserve(map.members.size());
  for (std::size_t at = 0; at < map.members.size(); ++at) {
    if (at >= deleted.size() || !deleted[at]) kept.push_back(std::move(map.members[at]));
  }
  map.members = std::move(kept);
}

/// The entries of a section by name, which may also be written as a list of maps with a `name`. Nothing when
/// it is neither, or has a name twice.
std::optional<Node> entries_of(const Node& section) {
  if (section.is_map()) return section;
  if (section.items.empty()) return {};
  Node map = Node::make_map(section.place);
  KeyIndex index(map);
  for (const Node& entry : section.items) {
    const Node* name = entry.find("name");
    if (name == nullptr || !name->is_string() || index.find(name->text) != KeyIndex::kNone) return {};
    map.put(name->text, entry, name->place);
  }
  return map;
}

/// Makes two sections maps, where one is a list of named entries.
void make_alike(Node& below, Node& above) {
  if (!below.is_list() && !above.is_list()) return;
  auto low = entries_of(below);
  auto high = entries_of(above);
  if (!low || !high) return;
  below = *std::move(low);
  above = *std::move(high);
}

/// Which way of knowing callers an `auth` section chooses: a mode, a class or any of several. "" where it
/// leaves that to what is below it.
std::string_view way_of(const Node& auth) {
  for (const std::string_view way : {"any", "class"}) {
    const Node* chosen = auth.find(way);
    if (chosen != nullptr && !chosen->is_null()) return way;
  }
  const Node* mode = auth.is_map() ? auth.find("mode") : &auth;
  return mode == nullptr || mode->is_null() ? std::string_view() : std::string_view(mode->text);
}

/// What another way was told is nothing to this one; only the scopes mean the same to each.
void make_way(Node& below, const Node& above) {
  if (!below.is_map() || !above.is_map() || way_of(above).empty() || way_of(above) == way_of(below)) return;
  std::erase_if(below.members, [](const Member& member) { return member.key != "scopes"; });
}

/// Sections in which null is never a value of its own.
bool holds_settings(std::string_view section) {
  static constexpr auto kSettings = std::to_array<std::string_view>(
      {"auth", "defaults", "generate", "limits", "lint", "observability", "server", "sessions"});
  return std::ranges::find(kSettings, section) != kSettings.end();
}

/// Removes what deletes nothing, for there is nothing below it.
void drop_idle_nulls(const Node* below, Node& above) {
  std::erase_if(above.members, [&](Member& member) {
    const Node* under = below == nullptr ? nullptr : below->find(member.key);
    drop_idle_nulls(under, member.value);
    return member.value.is_null() && under == nullptr;
  });
}

void merge_maps(Node& base, Node top) {
  KeyIndex index(base);
  std::vector<bool> deleted(base.members.size());
  for (Member& member : top.members) {
    const std::size_t at = index.find(member.key);
    if (at == KeyIndex::kNone) {
      if (!member.value.is_null()) base.put(std::move(member.key), std::move(member.value), member.key_place);
    } else if (member.value.is_null()) {
      deleted[at] = true;
    } else if (Node& value = base.members[at].value; value.is_map() && member.value.is_map()) {
      merge_maps(value, std::move(member.value));
    } else {
      base.members[at] = std::move(member);
    }
  }
  if (std::find(deleted.begin(), deleted.end(), true) != deleted.end()) remove_members(base, deleted);
}

}  // namespace

void merge_over(Node& base, Node top) {
  KeyIndex index(base);
  for (Member& section : top.members) {
    const std::size_t at = index.find(section.key);
    Node* below = at == KeyIndex::kNone ? nullptr : &base.members[at].value;
    if (below != nullptr) make_alike(*below, section.value);
    if (below != nullptr && section.key == "auth") make_way(*below, section.value);
    if (holds_settings(section.key)) drop_idle_nulls(below, section.value);
  }
  merge_maps(base, std::move(top));
}

bool asks_who_calls(const Node& manifest) {
  const Node* auth = manifest.find("auth");
  return auth != nullptr && !way_of(*auth).empty() && way_of(*auth) != "none";
}

void merge_included(Node& into, Node included, Diagnostics& diagnostics) {
  KeyIndex index(into);
  for (Member& section : included.members) {
    const std::size_t at = index.find(section.key);
    if (at != KeyIndex::kNone) make_alike(into.members[at].value, section.value);
    if (at == KeyIndex::kNone) {
      into.put(std::move(section.key), std::move(section.value), section.key_place);
    } else if (Node& value = into.members[at].value; value.is_map() && section.value.is_map()) {
      add_entries(value, std::move(section.value), diagnostics);
    } else if (!marks_a_file(section.key)) {
      report_twice(into.members[at], section, diagnostics);
    }
  }
}

Node take_member(Node& map, std::string_view key) {
  const auto found =
      std::find_if(map.members.begin(), map.members.end(), [key](const Member& m) { return m.key == key; });
  if (found == map.members.end()) return {};
  Node value = std::move(found->value);
  map.members.erase(found);
  return value;
}

}  // namespace mcpgen
