#include "socket_file.h"

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcp::http {
namespace {

using namespace std::chrono_literals;

/// For the lock of a folder: whoever may read it may take that, and keep it.
constexpr auto kPatience = 3s;
constexpr auto kPause = 10ms;

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

bool call(int (*with)(int, const sockaddr*, socklen_t), int socket, const sockaddr_un& address) {
  return with(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// Whether a server that is gone left it; otherwise errno says what it is.
bool is_left_behind(const std::string& path, const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return false;
  if (!S_ISSOCK(status.st_mode)) {
    errno = EEXIST;
    return false;
  }
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!probe) return false;
  if (!call(::connect, probe.get(), address) && errno == ECONNREFUSED) return true;
  if (errno != EACCES) errno = EADDRINUSE;
  return false;
}

}  // namespace

SocketFile::SocketFile(std::string path) : path_(std::move(path)) {
  struct stat status {};
  if (::lstat(path_.c_str(), &status) != 0) return;
  device_ = status.st_dev;
  number_ = status.st_ino;
}

SocketFile::~SocketFile() {
  struct stat status {};
  const bool there = ::lstat(path_.c_str(), &status) == 0;
  if (there && status.st_dev == device_ && status.st_ino == number_) ::unlink(path_.c_str());
}

FolderLock::FolderLock(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  folder_ = Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (folder_ && !refused_ && ::flock(folder_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return;  // a file system without locks
    refused_ = std::chrono::steady_clock::now() > end;
    std::this_thread::sleep_for(kPause);
  }
}

bool bind_to_file(int socket, const std::string& path) {
  const sockaddr_un address = address_of(path);
  if (!call(::bind, socket, address)) {
    if (errno != EADDRINUSE || !is_left_behind(path, address)) return false;
    if (::unlink(path.c_str()) != 0 || !call(::bind, socket, address)) return false;
  }
  // Nobody gets in before it listens, whatever the file's mode is until here.
  return ::chmod(path.c_str(), S_IRUSR | S_IWUSR) == 0;
}

}  // namespace mcp::http
