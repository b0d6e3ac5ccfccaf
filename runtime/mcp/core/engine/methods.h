#pragma once

#include <string_view>

#include <mcp/core/engine/registry.h>
#include <mcp/core/engine/request.h>
#include <mcp/core/revision/revision.h>

namespace mcp {

/// A method of the protocol, and what answers it.
struct Method {
  std::string_view name;
  bool legacy;
  bool modern;
  bool counted;  ///< in `limits.rate`, before it runs; tools/call counts by itself, where it is recorded
  bool (*offered)(const Registry&);  ///< served, and therefore advertised
  void (*run)(Request&&);
};

/// Null when `revision` has no such method or this server does not offer it.
const Method* find_method(std::string_view name, const Revision& revision, const Registry& registry);

/// The longest URI that a request may name.
inline constexpr std::size_t kMaxUriBytes = 8 * 1024;
/// The request's `uri`; null when it is none, and then the request is refused here.
const std::string* uri_param(const Request& request);

// lifecycle.cpp
void initialize(Request&& request);
void ping(Request&& request);
void set_log_level(Request&& request);
void discover(Request&& request);
// tools.cpp
void list_tools(Request&& request);
void call_tool(Request&& request);
// resources.cpp
void list_resources(Request&& request);
void list_resource_templates(Request&& request);
void read_resource(Request&& request);
void subscribe_resource(Request&& request);
void unsubscribe_resource(Request&& request);
// skills.cpp
void list_skills(Request&& request);
void get_skill(Request&& request);
void read_directory(Request&& request);
// prompts.cpp
void list_prompts(Request&& request);
void get_prompt(Request&& request);
// completion.cpp
void complete(Request&& request);
// subscriptions.cpp
void listen(Request&& request);
// tasks.cpp
void get_task(Request&& request);
void update_task(Request&& request);
void cancel_task(Request&& request);

}  // namespace mcp
