#include "manifest/sound_part.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mcpgen {
namespace {

/// What becomes of a faulty entry of a section.
enum class Entry { removed, any_type, null };

struct Section {
  std::string_view key;
  Entry entry;
};

constexpr std::array kSections{Section{"tools", Entry::removed}, Section{"resources", Entry::removed},
                               Section{"prompts", Entry::removed}, Section{"types", Entry::any_type},
                               Section{"env", Entry::null}};

Node replacement(Entry entry, Place at) {
  return entry == Entry::any_type ? Node::make_string("any", at) : Node::make_null(at);
}

Node sound_section(const Node& section, Entry entry, const FaultyNodes& faulty) {
  Node sound = Node::make_map(section.place);
  sound.kind = section.kind;
  for (const Node& item : section.items) {
    if (!faulty.contains(&item)) sound.items.push_back(item);
  }
  for (const Member& member : section.members) {
    const bool good = !faulty.contains(&member.value);
    if (!good && entry == Entry::removed) continue;
    sound.put(member.key, good ? member.value : replacement(entry, member.value.place), member.key_place);
  }
  return sound;
}

}  // namespace

Node sound_part(const Node& root, const FaultyNodes& faulty) {
  Node sound = Node::make_map(root.place);
  for (const Member& member : root.members) {
    const auto section = std::find_if(kSections.begin(), kSections.end(),
                                      [&](const Section& known) { return known.key == member.key; });
    const Node& value = member.value;
    Node kept;
    if (!faulty.contains(&value)) {
      kept = value;
    } else if (section != kSections.end() && (value.is_map() || value.is_list())) {
      kept = sound_section(value, section->entry, faulty);
    } else {
      kept = Node::make_null(value.place);
    }
    sound.put(member.key, std::move(kept), member.key_place);
  }
  return sound;
}

}  // namespace mcpgen
