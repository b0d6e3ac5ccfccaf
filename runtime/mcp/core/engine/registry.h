#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <mcp/core/engine/param_headers.h>
#include <mcp/core/engine/skill_entry.h>
#include <mcp/core/schedule/pace.h>
#include <mcp/core/server.h>
#include <mcp/core/uri_template.h>
#include <mcp/json/held_json.h>

namespace mcp {

struct ToolEntry {
  Tool tool;
  std::optional<schema::Schema> input{};
  std::vector<ParamHeader> param_headers{};
  std::optional<schema::Schema> output{};
  /// Calls that hold a place; shared with them because a handler that hangs outlives the server.
  std::shared_ptr<std::atomic<std::size_t>> running = std::make_shared<std::atomic<std::size_t>>(0);
  std::unique_ptr<Pace> pace = std::make_unique<Pace>();
};

struct ResourceEntry {
  Resource resource;
  std::optional<UriTemplate> pattern{};  ///< present when the URI is a template
};

/// Everything a server offers, in the order in which it was added.
class Registry {
 public:
  /// False when the name or URI is taken.
  bool add(ToolEntry entry);
  bool add(ResourceEntry entry);
  bool add(Prompt prompt);
  /// Null when there is a skill of this path.
  const SkillEntry* add(SkillEntry entry);

  const std::vector<std::unique_ptr<const ToolEntry>>& tools() const { return tools_; }
  const std::vector<std::unique_ptr<const ResourceEntry>>& resources() const { return resources_; }
  const std::vector<std::unique_ptr<const Prompt>>& prompts() const { return prompts_; }
  const std::vector<std::unique_ptr<const SkillEntry>>& skills() const { return skills_; }

  const ToolEntry* tool(std::string_view name) const;
  const Prompt* prompt(std::string_view name) const;
  /// By the text of its declaration, template or not.
  const ResourceEntry* resource(std::string_view declared) const;

  /// The innermost skill that `uri` is the folder of, or lies in.
  const SkillEntry* skill_around(std::string_view uri) const;

  struct Match {
    const ResourceEntry* entry = nullptr;
    HeldJson variables = Json::object();
  };
  /// The resource that a URI names: an exact one before a skill's file, and that before any other template.
  std::optional<Match> match(std::string_view uri) const;

  bool has_completers() const;
  bool has_subscriptions() const;
  bool has_tasks() const;
  /// Not everybody may use everything: something needs a scope, or is for callers that prove nothing too.
  bool has_restrictions() const { return restricted_; }
  /// There is something for callers that prove nothing.
  bool serves_strangers() const;
  /// Each that something needs, once.
  std::vector<std::string> scopes() const;

 private:
  std::vector<std::unique_ptr<const ToolEntry>> tools_;
  std::vector<std::unique_ptr<const ResourceEntry>> resources_;
  std::vector<std::unique_ptr<const Prompt>> prompts_;
  std::vector<std::unique_ptr<const SkillEntry>> skills_;
  bool restricted_ = false;  ///< kept, for each list asks
  std::unordered_map<std::string_view, const ToolEntry*> tools_by_name_;
  std::unordered_map<std::string_view, const ResourceEntry*> resources_by_uri_;
  std::unordered_map<std::string_view, const Prompt*> prompts_by_name_;
};

}  // namespace mcp
