#include "manifest/sound_part.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mcpgen {
namespace {

/// What becomes of a faulty entry of a section.
enum class Entry { without_faults, any_type, null, absent };

struct Section {
  std::string_view key;
  Entry entry;
  std::string_view arguments{};  ///< the key that tells what else an entry may refer to
};

constexpr std::array kSections{Section{"tools", Entry::without_faults, "input"},
                               Section{"resources", Entry::without_faults, "uri"},
                               Section{"prompts", Entry::without_faults, "arguments"},
                               Section{"types", Entry::any_type},
                               Section{"env", Entry::null},
                               Section{"skills", Entry::absent}};

/// The members of an entry that are not at fault; those that the rest depends on are null where they are
/// missing, for they may stand under a misspelt key. Null when it does not even have a name.
Node sound_entry(const Node& entry, bool needs_name, std::string_view arguments, const FaultyNodes& faulty) {
  Node sound = Node::make_map(entry.place);
  for (const Member& member : entry.members) {
    if (!faulty.contains(&member.value)) sound.put(member.key, member.value, member.key_place);
  }
  if (needs_name && !sound.find("name")) return Node::make_null(entry.place);
  if (!sound.find(arguments) && !sound.find("inputSchema"))
    sound.put(std::string(arguments), Node::make_null(entry.place), entry.place);
  return sound;
}

Node sound_section(const Node& section, const Section& kind, const FaultyNodes& faulty) {
  Node sound = Node::make_map(section.place);
  sound.kind = section.kind;
  for (const Node& item : section.items) {
    Node kept = faulty.contains(&item) ? sound_entry(item, true, kind.arguments, faulty) : item;
    if (kept.is_map()) sound.items.push_back(std::move(kept));
  }
  for (const Member& member : section.members) {
    const Node& value = member.value;
    Node kept = value;
    if (faulty.contains(&value)) {
      if (kind.entry == Entry::absent || (kind.entry == Entry::without_faults && !value.is_map())) continue;
      kept = kind.entry == Entry::without_faults ? sound_entry(value, false, kind.arguments, faulty)
             : kind.entry == Entry::any_type     ? Node::make_string("any", value.place)
                                                 : Node::make_null(value.place);
    }
    sound.put(member.key, std::move(kept), member.key_place);
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
      kept = sound_section(value, *section, faulty);
    } else {
      kept = Node::make_null(value.place);
    }
    sound.put(member.key, std::move(kept), member.key_place);
  }
  return sound;
}

}  // namespace mcpgen
