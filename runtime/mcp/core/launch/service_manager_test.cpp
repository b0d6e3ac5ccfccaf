#include "service_manager.h"

#include <array>
#include <cstddef>
#include <cstdlib>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "catch.h"
#include "scratch_folder.h"

namespace {

/// What reaches a socket of this name.
std::string told(std::string name, const std::string& wanted) {
  const mcp::Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, sizeof address.sun_path - 1);
  if (name.front() == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
  ::setenv("NOTIFY_SOCKET", wanted.c_str(), 1);
  mcp::ServiceManager::take_over().tell("READY=1");
  std::array<char, 64> text{};
  const ssize_t count = ::recv(socket.get(), text.data(), text.size(), MSG_DONTWAIT);
  return count < 0 ? "nothing" : std::string(text.data(), static_cast<std::size_t>(count));
}

/// What becomes of this many sockets for process `process`.
std::string taken(const std::string& process, const std::string& count) {
  ::setenv("LISTEN_PID", process.c_str(), 1);
  ::setenv("LISTEN_FDS", count.c_str(), 1);
  const auto socket = mcp::ServiceManager::take_over().take_socket();
  return !socket ? socket.error().message : *socket ? "a socket" : "none";
}

}  // namespace

TEST_CASE("a service manager hears through a file or a name that is none") {
  const tst::ScratchFolder folder;
  CHECK(told(folder.path("notify"), folder.path("notify")) == "READY=1");
  const std::string name = "@mcpgen-test-" + std::to_string(::getpid());
  CHECK(told(name, name) == "READY=1");
  CHECK(told(folder.path("other"), "") == "nothing");
  CHECK(told(folder.path("long"), "/" + std::string(200, 'a')) == "nothing");
}

TEST_CASE("sockets count for the process they are meant for, one at a time") {
  const std::string own = std::to_string(::getpid());
  CHECK(taken("1", "1") == "none");
  CHECK(taken("", "1") == "none");
  CHECK(taken(own, "0") == "none");
  for (const char* count : {"2", "-1", "x", "1x", " 1"})
    CHECK_THAT(taken(own, count),
               tst::ContainsSubstring("it takes one, not LISTEN_FDS=" + std::string(count)));
}

TEST_CASE("what a service manager says is not for the children of the server") {
  for (const char* name : {"NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
    ::setenv(name, "1", 1);
  (void)mcp::ServiceManager::take_over();
  for (const char* name : {"NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
    CHECK(std::getenv(name) == nullptr);
}
