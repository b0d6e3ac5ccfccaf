#include "service_manager.h"

#include <cstddef>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcp {
namespace {

constexpr const char* kNotify = "NOTIFY_SOCKET";
constexpr const char* kProcess = "LISTEN_PID";
constexpr const char* kCount = "LISTEN_FDS";
constexpr const char* kNames = "LISTEN_FDNAMES";
/// Where the sockets that are passed begin.
constexpr int kFirst = 3;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Error unusable(const std::string& why) {
  return {Error::Code::invalid_params, "the socket that the service manager passes cannot be served: " + why};
}

int option_of(int socket, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  return ::getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

bool is_of_a_network(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return false;
  return address.ss_family == AF_INET || address.ss_family == AF_INET6 || address.ss_family == AF_UNIX;
}

}  // namespace

ServiceManager ServiceManager::take_over() {
  ServiceManager manager;
  manager.listener_ = variable(kNotify);
  if (variable(kProcess) == std::to_string(::getpid())) manager.sockets_ = variable(kCount);
  for (const char* name : {kNotify, kProcess, kCount, kNames}) ::unsetenv(name);
  return manager;
}

bool ServiceManager::passes_socket() const { return !sockets_.empty() && sockets_ != "0"; }

Result<Descriptor> ServiceManager::take_socket() {
  if (!passes_socket()) return Descriptor();
  const std::string sockets = std::exchange(sockets_, {});
  if (sockets != "1")
    return unusable("it takes one, not LISTEN_FDS=" + sockets + "; keep one `ListenStream=`");
  if (option_of(kFirst, SO_TYPE) != SOCK_STREAM || option_of(kFirst, SO_ACCEPTCONN) != 1 ||
      !is_of_a_network(kFirst))
    return unusable("descriptor 3 is no stream socket that listens; use `ListenStream=` and `Accept=no`");
  ::fcntl(kFirst, F_SETFD, FD_CLOEXEC);
  ::fcntl(kFirst, F_SETFL, ::fcntl(kFirst, F_GETFL) | O_NONBLOCK);
  return Descriptor(kFirst);
}

void ServiceManager::tell(std::string_view state) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (listener_.size() < 2 || listener_.size() >= sizeof address.sun_path) return;
  listener_.copy(address.sun_path, listener_.size());
  if (listener_.front() == '@') address.sun_path[0] = '\0';  // a name that is no file
  const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
           reinterpret_cast<const sockaddr*>(&address),
           static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + listener_.size()));
}

}  // namespace mcp
