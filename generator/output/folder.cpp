#include "output/folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpgen {
namespace {

std::string outcome(int result) { return result == 0 ? std::string() : std::string(std::strerror(errno)); }

std::string write_all(int fd, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(fd, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return std::strerror(errno);
    done += static_cast<std::size_t>(written);
  }
  return {};
}

}  // namespace

Folder::Folder(Folder&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Folder& Folder::operator=(Folder&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Folder::~Folder() {
  if (fd_ >= 0) ::close(fd_);
}

Folder Folder::open(const std::filesystem::path& path) {
  const std::string name = path.empty() ? "." : path.string();
  return Folder(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

Folder Folder::enter(const std::string& name) const {
  return Folder(::openat(fd_, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

Folder::State Folder::state(const std::string& name) const {
  struct stat info {};
  if (::fstatat(fd_, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? State::absent : State::other;
  }
  if (S_ISREG(info.st_mode)) return State::file;
  if (S_ISDIR(info.st_mode)) return State::folder;
  return S_ISLNK(info.st_mode) ? State::link : State::other;
}

std::optional<std::string> Folder::read(const std::string& name) const {
  const int fd = ::openat(fd_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return {};
  std::string text;
  char buffer[64 * 1024];
  ssize_t got = 0;
  while ((got = ::read(fd, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(fd);
  if (got < 0) return {};
  return text;
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  const int fd = ::openat(fd_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(fd), ::closedir);
  if (!entries) {
    ::close(fd);
    return names;
  }
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Folder::make_folder(const std::string& name) const {
  return outcome(::mkdirat(fd_, name.c_str(), 0777));
}

std::string Folder::create(const std::string& name, const std::string& text) const {
  const int fd = ::openat(fd_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (fd < 0) return std::strerror(errno);
  std::string failed = write_all(fd, text);
  if (::close(fd) != 0 && failed.empty()) failed = std::strerror(errno);
  if (!failed.empty()) ::unlinkat(fd_, name.c_str(), 0);
  return failed;
}

std::string Folder::move(const std::string& name, const Folder& to) const {
  return outcome(::renameat(fd_, name.c_str(), to.fd_, name.c_str()));
}

std::string Folder::link(const std::string& name, const Folder& to, const std::string& new_name) const {
  return outcome(::linkat(fd_, name.c_str(), to.fd_, new_name.c_str(), 0));
}

std::string Folder::remove(const std::string& name) const {
  return outcome(::unlinkat(fd_, name.c_str(), 0));
}

std::string Folder::remove_folder(const std::string& name) const {
  const Folder folder = enter(name);
  if (!folder.is_open()) return std::strerror(errno);
  for (const std::string& file : folder.names()) folder.remove(file);
  return outcome(::unlinkat(fd_, name.c_str(), AT_REMOVEDIR));
}

std::string Folder::rename(const std::string& from, const std::string& to) const {
  return outcome(::renameat(fd_, from.c_str(), fd_, to.c_str()));
}

// Not every disk has hard links (exFAT), and not every one this kind of renaming.
std::string Folder::rename_new(const std::string& from, const std::string& to) const {
#if defined(RENAME_NOREPLACE)
  if (::renameat2(fd_, from.c_str(), fd_, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS) return std::strerror(errno);
#elif defined(RENAME_EXCL)
  if (::renameatx_np(fd_, from.c_str(), fd_, to.c_str(), RENAME_EXCL) == 0) return {};
  if (errno != ENOTSUP) return std::strerror(errno);
#endif
  return link(from, *this, to);
}

std::string Folder::exchange(const std::string& one, const std::string& other) const {
#if defined(RENAME_EXCHANGE)
  if (::renameat2(fd_, one.c_str(), fd_, other.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (errno == EXDEV) return exchange_files(one, other);
  if (errno != EINVAL && errno != ENOSYS) return std::strerror(errno);
#elif defined(RENAME_SWAP)
  if (::renameatx_np(fd_, one.c_str(), fd_, other.c_str(), RENAME_SWAP) == 0) return {};
  if (errno != ENOTSUP) return std::strerror(errno);
#endif
  const std::string aside = one + "-aside";
  if (std::string failed = rename(one, aside); !failed.empty()) return failed;
  if (std::string failed = rename(other, one); !failed.empty()) {
    rename(aside, one);
    return failed;
  }
  return rename(aside, other);
}

// A folder in a lower layer of an overlay (a container's image) has a name that cannot be changed; the names
// of its files can.
std::string Folder::exchange_files(const std::string& one, const std::string& other) const {
  const Folder from = enter(one);
  const Folder to = enter(other);
  if (!from.is_open() || !to.is_open()) return std::strerror(errno);
  std::vector<std::string> stale = to.names();
  for (const std::string& name : from.names()) {
    if (std::string failed = from.move(name, to); !failed.empty()) return failed;
    std::erase(stale, name);
  }
  for (const std::string& name : stale) {
    if (std::string failed = to.move(name, from); !failed.empty()) return failed;
  }
  return {};
}

void Folder::lock(For what) const {
  while (::flock(fd_, what == For::writing ? LOCK_EX : LOCK_SH) != 0 && errno == EINTR) {
  }
}

}  // namespace mcpgen
