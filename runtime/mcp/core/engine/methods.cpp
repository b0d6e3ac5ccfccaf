#include <mcp/core/engine/methods.h>

#include <algorithm>
#include <array>

namespace mcp {
namespace {

bool always(const Registry&) { return true; }
bool has_tools(const Registry& registry) { return !registry.tools().empty(); }
bool has_resources(const Registry& registry) { return !registry.resources().empty(); }
bool has_subscriptions(const Registry& registry) { return registry.has_subscriptions(); }
bool has_skills(const Registry& registry) { return !registry.skills().empty(); }
bool has_prompts(const Registry& registry) { return !registry.prompts().empty(); }
bool has_completers(const Registry& registry) { return registry.has_completers(); }
bool has_tasks(const Registry& registry) { return registry.has_tasks(); }

// Those that begin or keep up a conversation are not counted, nor is what belongs to a call that was.
// clang-format off
constexpr std::array kMethods{
    //     name                        legacy modern counted offered            run
    Method{"tools/call",               true,  true,  false,  has_tools,         call_tool},
    Method{"tools/list",               true,  true,  true,   has_tools,         list_tools},
    Method{"resources/read",           true,  true,  true,   has_resources,     read_resource},
    Method{"resources/list",           true,  true,  true,   has_resources,     list_resources},
    Method{"resources/templates/list", true,  true,  true,   has_resources,     list_resource_templates},
    Method{"prompts/get",              true,  true,  true,   has_prompts,       get_prompt},
    Method{"prompts/list",             true,  true,  true,   has_prompts,       list_prompts},
    Method{"completion/complete",      true,  true,  true,   has_completers,    complete},
    Method{"initialize",               true,  false, false,  always,            initialize},
    Method{"ping",                     true,  false, false,  always,            ping},
    Method{"logging/setLevel",         true,  false, true,   always,            set_log_level},
    Method{"resources/subscribe",      true,  false, true,   has_subscriptions, subscribe_resource},
    Method{"resources/unsubscribe",    true,  false, true,   has_subscriptions, unsubscribe_resource},
    Method{"server/discover",          false, true,  false,  always,            discover},
    Method{"subscriptions/listen",     false, true,  true,   always,            listen},
    Method{"skills/list",              false, true,  true,   has_skills,        list_skills},
    Method{"skills/get",               false, true,  true,   has_skills,        get_skill},
    Method{"resources/directory/read", false, true,  true,   has_skills,        read_directory},
    Method{"tasks/get",                false, true,  false,  has_tasks,         get_task},
    Method{"tasks/update",             false, true,  false,  has_tasks,         update_task},
    Method{"tasks/cancel",             false, true,  false,  has_tasks,         cancel_task},
};
// clang-format on

}  // namespace

const Method* find_method(std::string_view name, const Revision& revision, const Registry& registry) {
  const auto found = std::find_if(kMethods.begin(), kMethods.end(), [&](const Method& method) {
    return method.name == name && (revision.modern() ? method.modern : method.legacy);
  });
  return found != kMethods.end() && found->offered(registry) ? &*found : nullptr;
}

}  // namespace mcp
