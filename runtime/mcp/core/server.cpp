#include <mcp/core/server.h>

#include <utility>
#include <variant>

#include <mcp/core/codec.h>
#include <mcp/core/engine/server_impl.h>
#include <mcp/core/environment.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

/// Deep and large enough for any schema a manifest can hold.
constexpr JsonLimits kSchemaText{.depth = 256, .values = 1'000'000};

std::string quoted(std::string_view what, std::string_view name) {
  return std::string(what) + " `" + std::string(name) + "`";
}

std::optional<schema::Schema> compile(std::string_view text, const std::string& owner, Server::Impl& impl,
                                      schema::Options options = {}) {
  if (text.empty()) return {};
  auto document = read_json(text, kSchemaText);
  if (const auto* fault = std::get_if<JsonFault>(&document)) {
    impl.problems.push_back(owner + ": " + fault->message);
    return {};
  }
  options.patterns = impl.patterns;
  auto compiled = schema::Schema::compile(std::get<Json>(document), options);
  if (const auto* fault = std::get_if<schema::SchemaFault>(&compiled)) {
    impl.problems.push_back(owner + fault->pointer + ": " + fault->message);
    return {};
  }
  return std::get<schema::Schema>(std::move(compiled));
}

/// The files of a skill but for those of the skills inside it, which list them themselves.
std::vector<Resource::Listed> resources_of(const Registry& registry, const SkillEntry& entry) {
  std::vector<Resource::Listed> listed;
  const auto files = entry.skill.list();
  if (!files) return listed;
  for (const Skill::File& file : *files) {
    Resource::Listed resource = entry.listed(file);
    if (registry.skill_around(resource.uri) == &entry) listed.push_back(std::move(resource));
  }
  return listed;
}

}  // namespace

Server::Server(ServerInfo info, ServerLimits limits) : impl_(new Impl{std::move(info), limits}) {
  declare_environment(impl_->info.environment);
}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

void Server::use_patterns(schema::PatternCompiler compiler) { impl_->patterns = std::move(compiler); }

void Server::add(Tool tool) {
  const std::string owner = quoted("tool", tool.name);
  ToolEntry entry{std::move(tool)};
  entry.input = compile(entry.tool.input_schema_json, owner + " input", *impl_,
                        {.int64_integers = entry.tool.int64_arguments});
  entry.param_headers = find_param_headers(entry.tool.input_schema_json);
  if (entry.tool.open && !entry.tool.scopes.empty())
    impl_->problems.push_back(owner + " is open to whoever proves nothing, and takes scopes: choose one");
  if (entry.tool.check_output)
    entry.output = compile(entry.tool.output_schema_json, owner + " output", *impl_);
  if (!impl_->registry.add(std::move(entry))) impl_->problems.push_back(owner + " is added twice");
}

void Server::add(Resource resource) {
  const std::string owner = quoted("resource", resource.uri);
  ResourceEntry entry{std::move(resource)};
  if (entry.resource.uri.find('{') != std::string_view::npos) {
    auto compiled = UriTemplate::compile(entry.resource.uri);
    if (const auto* fault = std::get_if<UriTemplate::Fault>(&compiled)) {
      impl_->problems.push_back(owner + ": " + fault->message);
      return;
    }
    entry.pattern = std::get<UriTemplate>(std::move(compiled));
  }
  if (!impl_->registry.add(std::move(entry))) impl_->problems.push_back(owner + " is added twice");
}

void Server::add(Prompt prompt) {
  const std::string owner = quoted("prompt", prompt.name);
  if (!impl_->registry.add(std::move(prompt))) impl_->problems.push_back(owner + " is added twice");
}

void Server::add(Skill skill) {
  const std::string owner = quoted("skill", skill.path);
  const Registry& registry = impl_->registry;
  const SkillEntry* entry = impl_->registry.add(SkillEntry(std::move(skill)));
  if (entry == nullptr) {
    impl_->problems.push_back(owner + " is added twice");
    return;
  }
  add(Resource{.name = entry->name(),
               .uri = entry->files,
               .description = entry->skill.description,
               .scopes = entry->skill.scopes,
               .read = [read = entry->skill.read](const Json& variables,
                                                  Context&) { return read(text_of(variables.at("path"))); },
               .list = [&registry, entry] { return resources_of(registry, *entry); }});
}

void Server::tools_changed() { impl_->changes.publish({Change::Kind::tools}); }
void Server::prompts_changed() { impl_->changes.publish({Change::Kind::prompts}); }
void Server::resources_changed() { impl_->changes.publish({Change::Kind::resources}); }
void Server::resource_updated(std::string_view uri) {
  impl_->changes.publish({Change::Kind::resource, std::string(uri)});
}
void Server::elicitation_completed(std::string_view id) {
  impl_->changes.publish({Change::Kind::elicitation, std::string(id)});
}

const ServerInfo& Server::info() const { return impl_->info; }
const ServerLimits& Server::limits() const { return impl_->limits; }
ServerLimits& Server::limits() { return impl_->limits; }
const std::vector<std::string>& Server::problems() const { return impl_->problems; }
void Server::add_problems(const std::vector<std::string>& problems) {
  impl_->problems.insert(impl_->problems.end(), problems.begin(), problems.end());
}

}  // namespace mcp
