#include <mcp/core/files/rooted_folder.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include <mcp/core/descriptor.h>
#include <mcp/json/utf8.h>

namespace mcp {
namespace {

constexpr std::size_t kMaxNames = 64;
constexpr std::size_t kMaxVisited = 100'000;
constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
// O_NONBLOCK: a pipe put in a file's place between the look and the opening must not block us.
constexpr int kFileFlags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

/// The names of a path, or nothing when one of them could mean more than a name below the folder.
std::optional<std::vector<std::string>> split(std::string_view path) {
  if (path.find_first_of(std::string_view("\\\0", 2)) != std::string_view::npos) return std::nullopt;
  std::vector<std::string> names;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    if (name.empty() || name == "." || name == ".." || names.size() == kMaxNames) return std::nullopt;
    names.emplace_back(name);
    if (slash == std::string_view::npos) return names;
    path.remove_prefix(slash + 1);
  }
}

/// The folder reached from `root` by all `names` but the last `kept`.
Descriptor open_folder(const Descriptor& root, const std::vector<std::string>& names, std::size_t kept) {
  Descriptor folder(::openat(root.get(), ".", kFolderFlags));
  for (std::size_t i = 0; folder && i + kept < names.size(); ++i) {
    folder = Descriptor(::openat(folder.get(), names[i].c_str(), kFolderFlags));
  }
  return folder;
}

/// What stands under `name` itself, no link followed.
std::optional<struct stat> look(int folder, const char* name) {
  struct stat found {};
  if (::fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return found;
}

Error not_found() { return {Error::Code::not_found, "there is no such file"}; }

Error failed_to_open() {
  if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == EIO) {
    return {Error::Code::unavailable, "the file cannot be read now"};
  }
  return not_found();
}

Result<std::string> read_all(const Descriptor& file, std::size_t limit) {
  struct stat found {};
  if (::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode)) return not_found();
  const Error too_large{Error::Code::unavailable,
                        "the file is larger than the " + std::to_string(limit) + " bytes that are served"};
  if (static_cast<std::size_t>(found.st_size) > limit) return too_large;

  // One byte of room more than expected shows the end without another round.
  std::string bytes(static_cast<std::size_t>(found.st_size) + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t count = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Error{Error::Code::unavailable, "the file cannot be read now"};
    size += static_cast<std::size_t>(count);
    if (size > limit) return too_large;
    if (count == 0) break;
    if (size == bytes.size()) bytes.resize(std::min(size * 2, limit + 1));
  }
  bytes.resize(size);
  return bytes;
}

/// Collects what a glob matches, folder by folder.
class Walk {
 public:
  Walk(const Descriptor& root, const Glob& glob) : root_(root), glob_(glob) {}

  std::vector<std::string> run() {
    std::vector<std::string> waiting{""};
    while (!waiting.empty() && visited_ < kMaxVisited) {
      const std::string folder = std::move(waiting.back());
      waiting.pop_back();
      visit(folder, waiting);
    }
    std::sort(matches_.begin(), matches_.end());
    return std::move(matches_);
  }

 private:
  /// `prefix` is "" or ends in a slash.
  void visit(const std::string& prefix, std::vector<std::string>& waiting) {
    const std::optional<std::vector<std::string>> names =
        prefix.empty() ? std::vector<std::string>() : split(prefix.substr(0, prefix.size() - 1));
    if (!names) return;
    Descriptor folder = open_folder(root_, *names, 0);
    if (!folder) return;
    DIR* entries = ::fdopendir(folder.get());
    if (!entries) return;
    const std::unique_ptr<DIR, int (*)(DIR*)> close_at_end(entries, ::closedir);
    folder.release();
    while (const dirent* entry = ::readdir(entries)) {
      if (++visited_ > kMaxVisited) return;
      take(::dirfd(entries), prefix, entry->d_name, waiting);
    }
  }

  void take(int folder, const std::string& prefix, const char* name, std::vector<std::string>& waiting) {
    if (name[0] == '.' || std::string_view(name).find('\\') != std::string_view::npos || !is_utf8(name))
      return;
    const auto found = look(folder, name);
    if (!found) return;
    std::string path = prefix + name;
    if (S_ISDIR(found->st_mode)) {
      if (glob_.crosses_folders()) waiting.push_back(path + '/');
    } else if (S_ISREG(found->st_mode) && glob_.matches(path)) {
      matches_.push_back(std::move(path));
    }
  }

  const Descriptor& root_;
  const Glob& glob_;
  std::vector<std::string> matches_;
  std::size_t visited_ = 0;
};

}  // namespace

bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

Result<RootedFolder> RootedFolder::open(const std::string& path) {
  // The operator named this folder: a link here is the operator's own.
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) {
    return Error{Error::Code::unavailable,
                 "cannot open the folder `" + path + "`: " + std::generic_category().message(errno)};
  }
  return RootedFolder(std::make_shared<const Descriptor>(std::move(folder)));
}

Result<std::string> RootedFolder::read(std::string_view path, std::size_t limit) const {
  const auto names = split(path);
  if (!names) return not_found();
  const Descriptor folder = open_folder(*folder_, *names, 1);
  if (!folder) return failed_to_open();
  // Looked at before it is opened, because opening a device can already do something.
  const auto found = look(folder.get(), names->back().c_str());
  if (!found || !S_ISREG(found->st_mode)) return not_found();
  const Descriptor file(::openat(folder.get(), names->back().c_str(), kFileFlags));
  if (!file) return failed_to_open();
  return read_all(file, limit);
}

std::vector<std::string> RootedFolder::list(const Glob& glob, std::size_t limit) const {
  std::vector<std::string> files = Walk(*folder_, glob).run();
  if (files.size() > limit) files.resize(limit);
  return files;
}

}  // namespace mcp
