#include <mcp/core/files/served_folder.h>

#include <algorithm>
#include <utility>

#include <mcp/core/template/place.h>

namespace mcp {
namespace {

constexpr std::size_t kMaxListed = 10'000;

}  // namespace

ServedFolder::ServedFolder(std::string_view root, std::int64_t limit)
    : limit_(static_cast<std::size_t>(std::max<std::int64_t>(limit, 0))) {
  const TextTemplate text(root);
  problems_ = text.problems();
  if (!problems_.empty()) return;
  const std::string* path = text.constant();
  if (!path) {
    problems_.push_back("the folder `" + std::string(root) + "` must not depend on an {argument}");
    return;
  }
  Result<RootedFolder> folder = RootedFolder::open(*path);
  if (folder) {
    folder_ = std::move(*folder);
  } else {
    problems_.push_back(folder.error().message);
  }
}

Result<ServedFolder::File> ServedFolder::read(std::string path) const {
  if (!folder_) return Error{Error::Code::unavailable, "the folder cannot be read"};
  Result<std::string> bytes = folder_->read(path, limit_);
  if (!bytes) return bytes.error();
  return File{std::move(path), std::move(*bytes)};
}

Result<ServedFolder::File> ServedFolder::read(const TextTemplate& path, const Json& arguments) const {
  std::optional<std::string> rendered = path.render(arguments, as_path_part);
  if (!rendered) return Error{Error::Code::not_found, "there is no such file"};
  return read(std::move(*rendered));
}

std::vector<std::string> ServedFolder::list(const Glob& glob) const {
  return folder_ ? folder_->list(glob, kMaxListed) : std::vector<std::string>();
}

}  // namespace mcp
