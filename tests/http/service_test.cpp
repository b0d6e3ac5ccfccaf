// A server that a service manager starts.
#include <array>
#include <csignal>
#include <cstdlib>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <mcp/core/descriptor.h>
#include <mcp/transport/http/net/bound.h>

#include "../stdio/server_process.h"
#include "catch.h"
#include "scratch_folder.h"
#include "socket.h"

using http_test::Socket;
using stdio_test::ServerProcess;
using namespace std::chrono_literals;

namespace {

/// Where a manager hears of its services.
class Manager {
 public:
  Manager() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const timeval patience{20, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }

  std::string path() const { return folder_.path("notify"); }
  std::string heard() const {
    std::array<char, 256> text{};
    const ssize_t size = ::recv(socket_.get(), text.data(), text.size(), 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

 private:
  tst::ScratchFolder folder_{};
  mcp::Descriptor socket_;
};

mcp::http::Bound listening(const mcp::ListenAddress& address) {
  auto bound = mcp::http::bind(address);
  REQUIRE(bound);
  return std::move(bound->front());
}

}  // namespace

TEST_CASE("a server serves the socket that it is given, and says when it does and when it stops") {
  const Manager manager;
  const auto bound = listening({"127.0.0.1", 0, {}});
  const std::string waiting = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  Socket early(bound.address.port);
  early.send(waiting);  // before there is a server
  ServerProcess server({.environment = {{"NOTIFY_SOCKET", manager.path()}},
                        .passed_fd = bound.socket.get(),
                        .by_manager = true});
  CHECK(manager.heard() == "READY=1");
  CHECK(server.errors_contain("listening on http://127.0.0.1:" + std::to_string(bound.address.port)));
  CHECK(early.receive()->status == 200);
  server.signal(SIGTERM);
  CHECK(manager.heard() == "STOPPING=1");
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("a socket in a file that was given is not the server's to remove") {
  const Manager manager;
  const tst::ScratchFolder folder;
  const auto bound = listening({"", 0, folder.path("mcp.sock")});
  ServerProcess server({.environment = {{"NOTIFY_SOCKET", manager.path()}},
                        .passed_fd = bound.socket.get(),
                        .by_manager = true});
  CHECK(manager.heard() == "READY=1");
  CHECK(server.errors_contain("listening on unix://" + folder.path("mcp.sock") + "#/here"));
  server.signal(SIGTERM);
  CHECK(server.wait_exit() == 0);
  CHECK(std::filesystem::exists(folder.path("mcp.sock")));
}

TEST_CASE("where a socket is given, or none is served, nobody asks for the variables of the address") {
  const std::map<std::string, std::string> open{{"HTTP_TEST_LISTEN", "127.0.0.1:${HTTP_TEST_PORT}"}};
  const auto bound = listening({"127.0.0.1", 0, {}});
  ServerProcess given({.environment = open, .passed_fd = bound.socket.get(), .by_manager = true});
  CHECK(given.errors_contain("listening on http://127.0.0.1:" + std::to_string(bound.address.port)));
  ServerProcess pipe({.arguments = {"--transport", "stdio"}, .environment = open});
  pipe.send({{"jsonrpc", "2.0"}, {"id", 1}, {"method", "ping"}});
  CHECK(pipe.read_line());
  ServerProcess alone({.environment = open});
  CHECK(alone.wait_exit() == 2);
  CHECK(alone.errors_contain("HTTP_TEST_PORT is not set"));
}

TEST_CASE("WEB-06 a given socket that other machines reach needs leave as any other") {
  const auto bound = listening({"0.0.0.0", 0, {}});
  ServerProcess server({.passed_fd = bound.socket.get(), .by_manager = true});
  CHECK(server.wait_exit() == 1);
  CHECK(server.errors_contain("write `auth: none` into the manifest"));
  CHECK(server.errors_contain("the address: the service manager"));
}

TEST_CASE("a descriptor that is no socket that listens is refused, and one for another process left alone") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  ServerProcess pipe({.passed_fd = ends[0], .by_manager = true});
  CHECK(pipe.wait_exit() == 1);
  CHECK(pipe.errors_contain("descriptor 3 is no stream socket that listens"));
  const Manager manager;
  ServerProcess other(
      {.arguments = {"--port", "0"},
       .environment = {{"NOTIFY_SOCKET", manager.path()}, {"LISTEN_PID", "1"}, {"LISTEN_FDS", "1"}},
       .passed_fd = ends[0]});
  CHECK(manager.heard() == "READY=1");
  CHECK(other.errors_contain("listening on http://127.0.0.1:"));
  ::close(ends[0]);
  ::close(ends[1]);
}
