#include <unordered_map>

#include <fmt/format.h>

#include "manifest/reading.h"
#include "support/text.h"

namespace mcpgen {
namespace {

std::vector<NamedNode> from_map(const Node& section, std::string_view noun, Diagnostics& diagnostics) {
  std::vector<NamedNode> entries;
  for (const Member& member : section.members) {
    entries.push_back({{member.key, member.key_place}, &member.value});
    const Member* name = member.value.member("name");
    if (!name || name->value.text == member.key) continue;
    diagnostics
        .error("E0210", name->key_place,
               fmt::format("the {} `{}` has a second name", noun, visible(member.key)))
        .labelled("the key above is its name")
        .helped("remove this line, or use `title` for what people read");
  }
  return entries;
}

std::vector<NamedNode> from_list(const Node& section, std::string_view noun, Diagnostics& diagnostics) {
  std::vector<NamedNode> entries;
  std::unordered_map<std::string_view, Place> seen;
  for (const Node& item : section.items) {
    const Node* name = item.find("name");
    if (!name) {
      diagnostics.error("E0202", item.place, fmt::format("this {} has no `name`", noun))
          .helped("add `name:`, or write the section as a map from name to " + std::string(noun));
      continue;
    }
    const auto [earlier, is_new] = seen.emplace(name->text, name->place);
    if (is_new) {
      entries.push_back({{name->text, name->place}, &item});
      continue;
    }
    diagnostics.error("E0302", name->place, fmt::format("two entries are called `{}`", visible(name->text)))
        .labelled("second one")
        .noted(earlier->second, "first one")
        .helped("rename or remove one of them");
  }
  return entries;
}

}  // namespace

std::vector<NamedNode> read_entries(const Node* section, std::string_view noun, Diagnostics& diagnostics) {
  if (!section) return {};
  std::vector<NamedNode> entries =
      section->is_list() ? from_list(*section, noun, diagnostics) : from_map(*section, noun, diagnostics);
  std::erase_if(entries, [](const NamedNode& entry) { return !read_flag(*entry.node, "enabled", true); });
  return entries;
}

void read_common(const NamedNode& from, CommonEntry& entry) {
  const Node& node = *from.node;
  entry.name = from.name;
  entry.title = read_text(node, "title");
  entry.description = read_text(node, "description");
  entry.icons = read_node(node, "icons");
  entry.meta = read_node(node, "meta");
  entry.scopes = read_texts(node, "scopes");
  entry.timeout = read_duration(node, "timeout");
}

}  // namespace mcpgen
