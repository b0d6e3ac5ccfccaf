#include "document/file_loader.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "document/extent.h"
#include "document/merge.h"
#include "document/read_file.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

/// One name for one file, however it was reached.
std::string identity(const std::string& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path : canonical.string();
}

std::string beside(const std::string& file, const std::string& named) {
  return (fs::path(file).parent_path() / named).lexically_normal().string();
}

std::string what_is_wrong(FileText::Fault fault, std::string_view path) {
  switch (fault) {
    case FileText::Fault::missing:
      return fmt::format("there is no file `{}`", path);
    case FileText::Fault::not_a_file:
      return fmt::format("`{}` is not a regular file", path);
    default:
      return fmt::format("the file `{}` cannot be read", path);
  }
}

}  // namespace

std::optional<Node> FileLoader::load(const std::string& path, Place named_at) {
  const std::size_t errors = diagnostics_.count(Severity::error);
  std::optional<Node> map = compose(path, named_at);
  if (diagnostics_.count(Severity::error) > errors) return std::nullopt;
  return map;
}

std::optional<Node> FileLoader::compose(const std::string& path, Place named_at) {
  const std::string id = identity(path);
  if (std::find(open_.begin(), open_.end(), id) != open_.end()) {
    diagnostics_.error("E0119", named_at, fmt::format("`{}` leads back to itself", path))
        .helped("remove one of the `extends` or `include` lines of the cycle");
    return std::nullopt;
  }
  if (!seen_.insert(id).second) return Node::make_map(named_at);

  std::optional<Node> own = read(path, named_at);
  if (!own) return std::nullopt;
  const std::vector<Node> extended = take_paths(*own, "extends");
  const std::vector<Node> included = take_paths(*own, "include");

  open_.push_back(id);
  std::vector<Node> bases;
  std::vector<Node> parts;
  const bool complete = compose_all(extended, path, bases) && compose_all(included, path, parts);
  open_.pop_back();
  if (!complete) return std::nullopt;

  for (Node& part : parts) merge_included(*own, std::move(part), diagnostics_);
  if (bases.empty()) return own;
  Node whole = std::move(bases.front());
  for (std::size_t i = 1; i < bases.size(); ++i) merge_over(whole, std::move(bases[i]));
  const Place place = own->place;
  merge_over(whole, std::move(*own));
  whole.place = place;
  return whole;
}

bool FileLoader::compose_all(const std::vector<Node>& names, const std::string& from,
                             std::vector<Node>& loaded) {
  bool complete = true;
  for (const Node& name : names) {
    if (std::optional<Node> map = compose(beside(from, name.text), name.place)) {
      loaded.push_back(std::move(*map));
    } else {
      complete = false;
    }
  }
  return complete;
}

std::optional<Node> FileLoader::read(const std::string& path, Place named_at) {
  std::optional<std::string> text = read_text(path, named_at);
  if (!text) return std::nullopt;
  files_.push_back(path);
  const SourceFile& source = sources_.add(path, std::move(*text));
  std::optional<Node> root = read_document(source, diagnostics_, left_);
  if (!root) return std::nullopt;
  if (!root->is_map()) {
    diagnostics_.error("E0120", root->place, "a manifest is a map of keys").helped("begin with `mcpgen: 1`");
    return std::nullopt;
  }
  left_.bytes -= source.text.size();
  left_.nodes -= std::min(left_.nodes, extent_of(*root).nodes);
  return root;
}

std::optional<std::string> FileLoader::read_text(const std::string& path, Place named_at) {
  if (left_.files == 0) {
    diagnostics_.error("E0122", named_at, "too many files make up this manifest")
        .helped("put some of them together");
    return std::nullopt;
  }
  --left_.files;
  FileText file = read_file(path, left_.bytes);
  if (file.fault == FileText::Fault::none) return std::move(file.text);
  if (file.fault == FileText::Fault::too_large) {
    diagnostics_
        .error("E0102", named_at,
               fmt::format("`{}` is larger than the {} bytes left for a manifest", path, left_.bytes))
        .helped("offer less from one server, or divide it into several");
  } else {
    diagnostics_.error("E0101", named_at, what_is_wrong(file.fault, path))
        .helped(named_at.file ? "paths are relative to the file that names them"
                              : "give the path of a manifest");
  }
  return std::nullopt;
}

std::vector<Node> FileLoader::take_paths(Node& map, std::string_view key) {
  if (map.find(key) == nullptr) return {};
  Node value = take_member(map, key);
  std::vector<Node> names;
  if (value.is_list()) {
    names = std::move(value.items);
  } else {
    names.push_back(std::move(value));
  }
  const auto is_no_path = [](const Node& name) {
    return !name.is_string() || name.text.empty() || name.text.find('\0') != name.text.npos;
  };
  for (const Node& name : names) {
    if (!is_no_path(name)) continue;
    diagnostics_
        .error("E0118", name.place, fmt::format("`{}` takes the path of a file, or a list of paths", key))
        .helped(fmt::format("write `{}: [shared.yaml]`", key));
  }
  names.erase(std::remove_if(names.begin(), names.end(), is_no_path), names.end());
  return names;
}

}  // namespace mcpgen
