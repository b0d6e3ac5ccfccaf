#include <mcp/core/engine/listings.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <mcp/core/authenticator.h>
#include <mcp/core/engine/describe.h>

namespace mcp {
namespace {

using Kind = Listings::Kind;

/// Pages that are kept for callers that may not use everything.
constexpr std::size_t kMostRendered = 64;

std::string_view member_name(Kind kind) {
  switch (kind) {
    case Kind::tools:
      return "tools";
    case Kind::prompts:
      return "prompts";
    case Kind::resources:
      return "resources";
    case Kind::templates:
      break;
  }
  return "resourceTemplates";
}

bool is_open(const Tool& tool) { return tool.open; }
bool is_open(const Prompt&) { return false; }
bool is_open(const Resource&) { return false; }

template <typename Entry>
bool may_use(const Principal& principal, const Entry& entry) {
  return authorize(principal, entry.scopes, is_open(entry)).has_value();
}

/// Calls `visit` with each entry of a kind, in its order.
template <typename Visit>
void each(const Registry& registry, Kind kind, Visit visit) {
  if (kind == Kind::tools) {
    for (const auto& entry : registry.tools()) visit(entry->tool);
  } else if (kind == Kind::prompts) {
    for (const auto& prompt : registry.prompts()) visit(*prompt);
  } else {
    for (const auto& entry : registry.resources())
      if (entry->pattern.has_value() == (kind == Kind::templates)) visit(entry->resource);
  }
}

/// The answer is the same for every caller when nothing in it needs a scope, and no stranger asks.
bool is_shared(const Registry& registry, Kind kind) {
  bool shared = !registry.serves_strangers();
  each(registry, kind, [&](const auto& entry) { shared = shared && entry.scopes.empty(); });
  return shared;
}

std::string left_out(const Registry& registry, Kind kind, const Principal& principal) {
  if (!registry.has_restrictions()) return "";
  std::string choice;
  bool all = true;
  each(registry, kind, [&](const auto& entry) {
    const bool shown = may_use(principal, entry);
    all = all && shown;
    choice += shown ? '+' : '-';
  });
  return all ? "" : choice;
}

std::vector<const Resource*> resources_for(const Principal& principal, const Registry& registry) {
  std::vector<const Resource*> found;
  for (const auto& entry : registry.resources())
    if (!entry->pattern && may_use(principal, entry->resource)) found.push_back(&entry->resource);
  return found;
}

std::vector<Resource::Listed> files_for(const Principal& principal, const Registry& registry) {
  std::vector<Resource::Listed> files;
  for (const auto& entry : registry.resources()) {
    if (!entry->resource.list || !may_use(principal, entry->resource)) continue;
    std::vector<Resource::Listed> more = entry->resource.list();
    files.insert(files.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return files;
}

void write(JsonWriter& writer, const Tool& tool, Kind, const Revision& revision) {
  describe(writer, tool, revision);
}
void write(JsonWriter& writer, const Prompt& prompt, Kind, const Revision& revision) {
  describe(writer, prompt, revision);
}
void write(JsonWriter& writer, const Resource& resource, Kind kind, const Revision& revision) {
  describe(writer, resource, kind == Kind::templates, revision);
}

}  // namespace

bool Listings::has_folders() const {
  const auto& resources = server_.registry.resources();
  return std::any_of(resources.begin(), resources.end(),
                     [](const auto& entry) { return entry->resource.list != nullptr; });
}

std::shared_ptr<const std::string> Listings::page(Kind kind, const Revision& revision,
                                                  const Principal& principal, std::size_t number) {
  if (kind == Kind::resources && has_folders()) return page_with_folders(revision, principal, number);
  Key key{kind, revision.index, number, left_out(server_.registry, kind, principal)};
  const std::lock_guard lock(mutex_);
  if (const auto known = rendered_.find(key); known != rendered_.end()) return known->second;
  auto text = render(kind, revision, principal, number);
  if (!text) return nullptr;
  auto page = std::make_shared<const std::string>(*std::move(text));
  const bool whole = std::get<std::string>(key).empty();
  if (whole || rendered_.size() < kMostRendered) rendered_.emplace(std::move(key), page);
  return page;
}

std::optional<std::string> Listings::render(Kind kind, const Revision& revision, const Principal& principal,
                                            std::size_t number) const {
  const Registry& registry = server_.registry;
  std::size_t count = 0;
  each(registry, kind, [&](const auto& entry) { count += may_use(principal, entry) ? 1 : 0; });
  const std::optional<Page> page = Page::of(number, count, server_.limits.page);
  if (!page) return {};

  ResultText result(texts_, revision);
  JsonWriter& writer = result.writer();
  writer.key(member_name(kind)).begin_array();
  std::size_t i = 0;
  each(registry, kind, [&](const auto& entry) {
    if (!may_use(principal, entry)) return;
    if (i >= page->begin && i < page->end) write(writer, entry, kind, revision);
    ++i;
  });
  writer.end_array();
  page->write_cursor(writer);
  result.cache_hints(server_.limits.list_ttl, is_shared(registry, kind));
  return result.close();
}

std::shared_ptr<const std::string> Listings::page_with_folders(const Revision& revision,
                                                               const Principal& principal,
                                                               std::size_t number) const {
  const auto declared = resources_for(principal, server_.registry);
  const std::vector<Resource::Listed> files = files_for(principal, server_.registry);
  const std::optional<Page> page = Page::of(number, declared.size() + files.size(), server_.limits.page);
  if (!page) return nullptr;

  ResultText result(texts_, revision);
  JsonWriter& writer = result.writer();
  writer.key(member_name(Kind::resources)).begin_array();
  for (std::size_t i = page->begin; i < page->end; ++i) {
    if (i < declared.size()) {
      describe(writer, *declared[i], false, revision);
    } else {
      describe(writer, files[i - declared.size()]);
    }
  }
  writer.end_array();
  page->write_cursor(writer);
  result.cache_hints(std::chrono::milliseconds(0), is_shared(server_.registry, Kind::resources));
  return std::make_shared<const std::string>(result.close());
}

}  // namespace mcp
