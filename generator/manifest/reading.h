#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"
#include "support/diagnostic.h"

// What the readers of the manifest's sections share. They run on documents whose shape is checked.

namespace mcp {
struct TemplatePiece;
}

namespace mcpgen {

class Catalogue;
class PlacesInside;
class SkillFolders;

/// A `${VARIABLE}` that some template uses.
struct VariableUse {
  std::string name;
  Place place;
};

/// What readers need and what they note on the way.
struct Reading {
  const Catalogue& catalogue;
  const std::vector<TypeEntry>& types;
  SkillFolders& skill_folders;
  Diagnostics& diagnostics;
  std::vector<VariableUse> variables{};
};

/// A tool, resource or prompt with its name.
struct NamedNode {
  Text name;
  const Node* node;
};

/// The entries of a section that are enabled, whether it is a map by name or a list whose items have a
/// `name`. `noun` is what one is called: "tool".
std::vector<NamedNode> read_entries(const Node* section, std::string_view noun, Diagnostics& diagnostics);

/// All that tools, resources and prompts have in common but the back end, which needs their arguments.
void read_common(const NamedNode& from, CommonEntry& entry);

/// The optional keys of an entry; the node, text or value is empty where the key is absent.
Text read_text(const Node& map, std::string_view key);
std::optional<Text> read_optional_text(const Node& map, std::string_view key);
std::optional<Node> read_node(const Node& map, std::string_view key);
bool read_flag(const Node& map, std::string_view key, bool otherwise = false);
std::optional<std::chrono::milliseconds> read_duration(const Node& map, std::string_view key);
std::optional<std::size_t> read_count(const Node& map, std::string_view key);
std::optional<mcp::Rate> read_rate(const Node& map, std::string_view key);
std::vector<Text> read_texts(const Node& map, std::string_view key);
std::vector<std::string> values_of(const std::vector<Text>& texts);

/// Reports a default that is none of `values`, where there are any.
void check_is_choice(const Text& fallback, const std::vector<std::string>& values, Diagnostics& diagnostics);

/// The back end of an entry that names one; `arguments` are what its templates may use.
std::optional<Backend> read_backend(const Node& entry, std::string_view entry_kind,
                                    const std::vector<std::string>& arguments, Reading& reading);

/// Reports what is wrong with a piece of a text, and notes the `${VARIABLE}` that it is.
void note_piece(const mcp::TemplatePiece& piece, const PlacesInside& text, Reading& reading);

/// Checks one template: its `{arguments}` are among `arguments`, its `${VARIABLES}` are noted.
void check_template(const Node& text, const std::vector<std::string>& arguments, Reading& reading);

/// `complete:` of an entry with these arguments or variables.
std::vector<CompleteEntry> read_completes(const Node& entry, const std::vector<std::string>& arguments,
                                          Diagnostics& diagnostics);

/// What a server fills in when it starts, and takes as it is otherwise.
Text read_operators_text(const Node& node, Reading& reading);
Text read_operators_text(const Node& section, std::string_view key, Reading& reading);
std::vector<Text> read_operators_texts(const Node& section, std::string_view key, Reading& reading);

AuthEntry read_auth(const Node& root, Reading& reading);
ServerEntry read_server(const Node& root, Reading& reading);
std::optional<AuditEntry> read_audit(const Node& root, Reading& reading);
std::vector<EnvVariable> read_env(const Node* section, Diagnostics& diagnostics);
std::vector<TypeEntry> read_types(const Node* section, Diagnostics& diagnostics);
/// `defaults` is the manifest's section of that name, or nullptr.
std::vector<ToolEntry> read_tools(const Node* section, const Node* defaults, Reading& reading);
std::vector<ResourceEntry> read_resources(const Node* section, Reading& reading);
std::vector<PromptEntry> read_prompts(const Node* section, Reading& reading);
std::vector<SkillEntry> read_skills(const Node* section, Reading& reading);
/// Reports resources whose URIs are those of files of a skill.
void check_outside_skills(const std::vector<ResourceEntry>& resources, const std::vector<SkillEntry>& skills,
                          Diagnostics& diagnostics);

}  // namespace mcpgen
