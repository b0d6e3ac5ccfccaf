#include <mcp/core/engine/registry.h>

#include <algorithm>
#include <utility>

namespace mcp {
namespace {

template <typename Entry>
bool insert(std::vector<std::unique_ptr<const Entry>>& entries,
            std::unordered_map<std::string_view, const Entry*>& index, std::string_view key, Entry entry) {
  auto owned = std::make_unique<const Entry>(std::move(entry));
  if (!index.emplace(key, owned.get()).second) return false;
  entries.push_back(std::move(owned));
  return true;
}

template <typename Entry>
const Entry* find(const std::unordered_map<std::string_view, const Entry*>& index, std::string_view key) {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

bool Registry::add(ToolEntry entry) {
  const std::string_view name = entry.tool.name;
  restricted_ = restricted_ || entry.tool.open || !entry.tool.scopes.empty();
  return insert(tools_, tools_by_name_, name, std::move(entry));
}

bool Registry::add(ResourceEntry entry) {
  const std::string_view uri = entry.resource.uri;
  restricted_ = restricted_ || !entry.resource.scopes.empty();
  return insert(resources_, resources_by_uri_, uri, std::move(entry));
}

bool Registry::add(Prompt prompt) {
  const std::string_view name = prompt.name;
  restricted_ = restricted_ || !prompt.scopes.empty();
  return insert(prompts_, prompts_by_name_, name, std::move(prompt));
}

const SkillEntry* Registry::add(SkillEntry entry) {
  const auto is_same = [&](const auto& known) { return known->folder == entry.folder; };
  if (std::any_of(skills_.begin(), skills_.end(), is_same)) return nullptr;
  return skills_.emplace_back(std::make_unique<const SkillEntry>(std::move(entry))).get();
}

const ToolEntry* Registry::tool(std::string_view name) const { return find(tools_by_name_, name); }
const Prompt* Registry::prompt(std::string_view name) const { return find(prompts_by_name_, name); }
const ResourceEntry* Registry::resource(std::string_view declared) const {
  return find(resources_by_uri_, declared);
}

const SkillEntry* Registry::skill_around(std::string_view uri) const {
  const SkillEntry* innermost = nullptr;
  for (const auto& entry : skills_) {
    const std::string& folder = entry->folder;
    const bool inside = uri.starts_with(folder) && (uri.size() == folder.size() || uri[folder.size()] == '/');
    if (inside && (innermost == nullptr || folder.size() > innermost->folder.size())) innermost = entry.get();
  }
  return innermost;
}

std::optional<Registry::Match> Registry::match(std::string_view uri) const {
  const ResourceEntry* exact = resource(uri);
  if (exact != nullptr && !exact->pattern) return Match{exact};
  const SkillEntry* skill = skill_around(uri);
  if (const ResourceEntry* files = skill != nullptr ? resource(skill->files) : nullptr) {
    if (std::optional<HeldJson> variables = files->pattern->match(uri))
      return Match{files, *std::move(variables)};
  }
  for (const auto& entry : resources_) {
    if (!entry->pattern) continue;
    if (std::optional<HeldJson> variables = entry->pattern->match(uri))
      return Match{entry.get(), *std::move(variables)};
  }
  return {};
}

bool Registry::has_completers() const {
  const auto completes = [](const auto& completers) { return !completers.empty(); };
  return std::any_of(prompts_.begin(), prompts_.end(),
                     [&](const auto& prompt) { return completes(prompt->completers); }) ||
         std::any_of(resources_.begin(), resources_.end(),
                     [&](const auto& entry) { return completes(entry->resource.completers); });
}

bool Registry::has_subscriptions() const {
  return std::any_of(resources_.begin(), resources_.end(),
                     [](const auto& entry) { return entry->resource.subscribe; });
}

bool Registry::serves_strangers() const {
  return std::any_of(tools_.begin(), tools_.end(), [](const auto& entry) { return entry->tool.open; });
}

std::vector<std::string> Registry::scopes() const {
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& scopes) {
    for (const std::string& scope : scopes) {
      if (std::find(all.begin(), all.end(), scope) == all.end()) all.push_back(scope);
    }
  };
  for (const auto& entry : tools_) add(entry->tool.scopes);
  for (const auto& entry : resources_) add(entry->resource.scopes);
  for (const auto& prompt : prompts_) add(prompt->scopes);
  for (const auto& entry : skills_) add(entry->skill.scopes);
  return all;
}

bool Registry::has_tasks() const {
  return std::any_of(tools_.begin(), tools_.end(),
                     [](const auto& entry) { return entry->tool.task != TaskMode::never; });
}

}  // namespace mcp
