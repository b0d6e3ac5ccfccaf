#include <algorithm>
#include <utility>

#include <mcp/core/authenticator.h>
#include <mcp/core/engine/answer_page.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/describe.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/folder_call.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/page.h>
#include <mcp/core/engine/permission.h>
#include <mcp/core/files/skill_file.h>
#include <mcp/core/log.h>

namespace mcp {
namespace {

constexpr std::string_view kFolderType = "inode/directory";

bool may_use(const Request& request, const SkillEntry& entry) {
  return authorize(request.caller->principal, entry.skill.scopes).has_value();
}

/// Is the file a part of this skill alone, or of one inside it that the caller may use as well?
bool may_see(const Request& request, const SkillEntry& entry, std::string_view path) {
  const SkillEntry* owner = request.connection->engine().registry().skill_around(entry.uri_of(path));
  return owner == &entry || may_use(request, *owner);
}

void write_skill(JsonWriter& writer, const Request& request, const SkillEntry& entry,
                 const std::vector<Skill::Digest>& files) {
  writer.begin_object().key("uri").string(entry.uri);
  writer.key("frontmatter").raw(entry.skill.front_matter_json).key("resources").begin_array();
  for (const Skill::Digest& file : files) {
    if (!may_see(request, entry, file.path)) continue;
    writer.begin_object().key("uri").string(entry.uri_of(file.path));
    writer.key("digest").string("sha256:" + file.sha256).key("size").unsigned_integer(file.size);
    writer.end_object();
  }
  writer.end_array().end_object();
}

/// Does everybody get the same answer that shows this entry, and what of skills inside it is in its folder?
/// Whoever proves nothing may use no skill.
bool is_shared(const Registry& registry, const SkillEntry& entry) {
  const auto is_kept_from_some = [&](const auto& other) {
    return !other->skill.scopes.empty() && (other->folder + '/').starts_with(entry.folder + '/');
  };
  return !registry.serves_strangers() &&
         std::none_of(registry.skills().begin(), registry.skills().end(), is_kept_from_some);
}

/// An entry tells what a skill's files hold, so that whoever may not read them is not shown it.
Outcome skills_page(const Request& request, std::size_t number) {
  const Engine::Impl& engine = request.connection->engine();
  std::vector<const SkillEntry*> skills;
  bool shared = true;
  for (const auto& entry : engine.registry().skills()) {
    shared = shared && is_shared(engine.registry(), *entry);
    if (may_use(request, *entry)) skills.push_back(entry.get());
  }
  const std::optional<Page> page = Page::of(number, skills.size(), engine.limits().page);
  if (!page) return unknown_cursor();
  ResultText result(engine.texts, *request.revision);
  JsonWriter& writer = result.writer();
  writer.key("skills").begin_array();
  for (std::size_t i = page->begin; i < page->end; ++i) {
    const auto files = skills[i]->skill.digests();
    if (files) {
      write_skill(writer, request, *skills[i], *files);
    } else if (files.error().code != Error::Code::not_found) {  // of that one the log knows already
      log_line(LogLevel::error, "a skill is left out of the list",
               {{"skill", skills[i]->skill.path}, {"why", files.error().message}});
    }
  }
  writer.end_array();
  page->write_cursor(writer);
  result.cache_hints(engine.limits().list_ttl, shared);
  return result.close();
}

Outcome no_such(std::string_view what, const std::string& uri) {
  RpcError error = invalid_params("no " + std::string(what) + " of a skill is served at this URI");
  JsonWriter(error.data).begin_object().key("uri").string(uri).end_object();
  return error;
}

Outcome trouble_with(const Error& error, const Request& request, std::string_view what) {
  if (error.code == Error::Code::not_found) return no_such(what, *request.text_param("uri"));
  return to_rpc_error(error, request.subject());
}

Outcome skill_alone(const Request& request, const SkillEntry& entry) {
  const auto files = entry.skill.digests();
  if (!files) return trouble_with(files.error(), request, kSkillFile);
  const Engine::Impl& engine = request.connection->engine();
  ResultText result(engine.texts, *request.revision);
  write_skill(result.writer().key("skill"), request, entry, *files);
  result.cache_hints(engine.limits().list_ttl, is_shared(engine.registry(), entry));
  return result.close();
}

/// The first name of `path`.
std::string_view first_name(std::string_view path) { return path.substr(0, path.find('/')); }

/// What stands directly in the folder at `uri`: every file below the skill's folder has its URI, and so has
/// every folder on the way to one. They are sorted, so that what is in one folder stands together.
std::vector<Resource::Listed> children(const SkillEntry& entry, const std::vector<Skill::File>& files,
                                       const std::string& uri) {
  const std::string prefix = uri + '/';
  const auto depth =
      std::count(uri.begin() + static_cast<std::ptrdiff_t>(entry.folder.size()), uri.end(), '/');
  std::vector<Resource::Listed> found;
  for (const Skill::File& file : files) {
    Resource::Listed listed = entry.listed(file);
    if (!listed.uri.starts_with(prefix)) continue;
    const std::string_view rest = std::string_view(listed.uri).substr(prefix.size());
    const std::string_view name = first_name(rest);
    if (name.size() == rest.size()) {
      found.push_back(std::move(listed));
      continue;
    }
    std::string folder = prefix + std::string(name);
    if (!found.empty() && found.back().uri == folder) continue;
    std::string_view path = file.path;
    for (auto i = depth; i > 0; --i) path.remove_prefix(path.find('/') + 1);
    found.push_back({std::move(folder), std::string(first_name(path)), std::string(kFolderType), {}});
  }
  return found;
}

Outcome folder_page(const Request& request, const SkillEntry& entry, std::size_t number) {
  auto files = entry.skill.list();
  if (!files) return trouble_with(files.error(), request, "folder");
  std::erase_if(*files, [&](const Skill::File& file) { return !may_see(request, entry, file.path); });
  const std::string& uri = *request.text_param("uri");
  const std::vector<Resource::Listed> listed = children(entry, *files, uri);
  if (listed.empty()) return no_such("folder", uri);
  const Engine::Impl& engine = request.connection->engine();
  const std::optional<Page> page = Page::of(number, listed.size(), engine.limits().page);
  if (!page) return unknown_cursor();
  ResultText result(engine.texts, *request.revision);
  JsonWriter& writer = result.writer();
  writer.key("resources").begin_array();
  for (std::size_t i = page->begin; i < page->end; ++i) describe(writer, listed[i]);
  writer.end_array();
  page->write_cursor(writer);
  return result.close();
}

/// The skill, when the caller may use it; otherwise the request is refused here. `what` is what its URI
/// names.
const SkillEntry* allowed(const Request& request, const SkillEntry* entry, std::string_view what,
                          const std::string& uri) {
  if (entry == nullptr) {
    request.refuse(std::get<RpcError>(no_such(what, uri)));
    return nullptr;
  }
  const auto refusal = refusal_of(request, entry->skill.scopes);
  if (!refusal) return entry;
  request.refuse(*refusal);
  return nullptr;
}

}  // namespace

void list_skills(Request&& request) {
  const std::optional<std::size_t> number = named_page(request);
  if (!number) return;
  answer_from_folders(std::move(request),
                      [number](const Request& asked) { return skills_page(asked, *number); });
}

void get_skill(Request&& request) {
  const std::string* uri = uri_param(request);
  if (uri == nullptr) return;
  const SkillEntry* around = request.connection->engine().registry().skill_around(*uri);
  if (around != nullptr && around->uri != *uri) around = nullptr;
  const SkillEntry* entry = allowed(request, around, kSkillFile, *uri);
  if (entry == nullptr) return;
  answer_from_folders(std::move(request),
                      [entry](const Request& asked) { return skill_alone(asked, *entry); });
}

void read_directory(Request&& request) {
  const std::string* uri = uri_param(request);
  if (uri == nullptr) return;
  const std::optional<std::size_t> number = named_page(request);
  if (!number) return;
  const auto& registry = request.connection->engine().registry();
  const SkillEntry* entry = allowed(request, registry.skill_around(*uri), "folder", *uri);
  if (entry == nullptr) return;
  answer_from_folders(std::move(request),
                      [entry, number](const Request& asked) { return folder_page(asked, *entry, *number); });
}

}  // namespace mcp
