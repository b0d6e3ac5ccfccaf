#include <mcp/core/engine/listings.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include <mcp/core/engine/describe.h>

namespace mcp {
namespace {

std::string_view member_name(Listings::Kind kind) {
  switch (kind) {
    case Listings::Kind::tools:
      return "tools";
    case Listings::Kind::prompts:
      return "prompts";
    case Listings::Kind::resources:
      return "resources";
    case Listings::Kind::templates:
      break;
  }
  return "resourceTemplates";
}

template <typename Entries>
bool open_to_all(const Entries& entries, auto scopes) {
  return std::all_of(entries.begin(), entries.end(),
                     [&](const auto& entry) { return std::invoke(scopes, *entry).empty(); });
}

/// The answer is the same for every caller when nothing in it needs a scope.
bool is_shared(const Registry& registry, Listings::Kind kind) {
  if (kind == Listings::Kind::tools)
    return open_to_all(
        registry.tools(), [](const ToolEntry& entry) -> auto& { return entry.tool.scopes; });
  if (kind == Listings::Kind::prompts) return open_to_all(registry.prompts(), &Prompt::scopes);
  return open_to_all(
      registry.resources(), [](const ResourceEntry& entry) -> auto& { return entry.resource.scopes; });
}

std::vector<const Resource*> resources_of(const Registry& registry, bool templates) {
  std::vector<const Resource*> found;
  for (const auto& entry : registry.resources())
    if (entry->pattern.has_value() == templates) found.push_back(&entry->resource);
  return found;
}

std::vector<Resource::Listed> files_of(const Registry& registry) {
  std::vector<Resource::Listed> files;
  for (const auto& entry : registry.resources()) {
    if (!entry->resource.list) continue;
    std::vector<Resource::Listed> more = entry->resource.list();
    files.insert(files.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return files;
}

}  // namespace

bool Listings::has_folders() const {
  const auto& resources = server_.registry.resources();
  return std::any_of(resources.begin(), resources.end(),
                     [](const auto& entry) { return entry->resource.list != nullptr; });
}

std::size_t Listings::count(Kind kind) const {
  const Registry& registry = server_.registry;
  if (kind == Kind::tools) return registry.tools().size();
  if (kind == Kind::prompts) return registry.prompts().size();
  const auto is_wanted = [&](const auto& entry) {
    return entry->pattern.has_value() == (kind == Kind::templates);
  };
  return static_cast<std::size_t>(
      std::count_if(registry.resources().begin(), registry.resources().end(), is_wanted));
}

std::shared_ptr<const std::string> Listings::page(Kind kind, const Revision& revision, std::size_t number) {
  if (kind == Kind::resources && has_folders()) return page_with_folders(revision, number);
  const std::optional<Page> page = Page::of(number, count(kind), server_.limits.page);
  if (!page) return nullptr;
  const std::lock_guard lock(mutex_);
  auto& text = rendered_[{kind, revision.index, number}];
  if (text == nullptr) text = std::make_shared<const std::string>(render(kind, revision, *page));
  return text;
}

std::string Listings::render(Kind kind, const Revision& revision, const Page& page) const {
  const Registry& registry = server_.registry;
  const auto resources = resources_of(registry, kind == Kind::templates);

  ResultText result(texts_, revision);
  JsonWriter& writer = result.writer();
  writer.key(member_name(kind)).begin_array();
  for (std::size_t i = page.begin; i < page.end; ++i) {
    if (kind == Kind::tools) {
      describe(writer, registry.tools()[i]->tool, revision);
    } else if (kind == Kind::prompts) {
      describe(writer, *registry.prompts()[i], revision);
    } else {
      describe(writer, *resources[i], kind == Kind::templates, revision);
    }
  }
  writer.end_array();
  page.write_cursor(writer);
  result.cache_hints(server_.limits.list_ttl, is_shared(registry, kind));
  return result.close();
}

std::shared_ptr<const std::string> Listings::page_with_folders(const Revision& revision,
                                                               std::size_t number) const {
  const auto declared = resources_of(server_.registry, false);
  const std::vector<Resource::Listed> files = files_of(server_.registry);
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
