// A server that is reached through a file.
#include <algorithm>
#include <array>
#include <barrier>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <mcp/transport/http/net/bound.h>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "served.h"

using http_test::Served;
using http_test::Socket;
using stdio_test::ServerProcess;
namespace fs = std::filesystem;

namespace {

int status_of(const std::string& path) {
  const auto answer = Socket(path).send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").receive();
  return answer ? answer->status : 0;
}

/// The file of a server that was killed.
void leave_behind(const std::string& path) {
  fs::remove(path);
  const mcp::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

}  // namespace

TEST_CASE("a server listens on a socket for its owner, says where, and takes it away at the end") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("mcp.sock");
  Served served({"--listen", "unix:" + path});
  CHECK(served.said() == "unix://" + path + "#/here\n");
  CHECK(status_of(path) == 200);
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK_THAT(served.process().errors(), !tst::ContainsSubstring("warning"));
  served.process().signal(SIGTERM);
  CHECK(served.process().wait_exit() == 0);
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("what a server left behind that is gone makes way, what somebody listens on does not") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("mcp.sock");
  const std::vector<std::string> arguments{"--listen", "unix:" + path};
  {
    Served killed(arguments);
    killed.process().signal(SIGKILL);
    REQUIRE(killed.process().wait_exit());
  }
  REQUIRE(fs::exists(path));
  Served served(arguments);
  ServerProcess second({.arguments = arguments});
  CHECK(second.wait_exit() == 1);
  CHECK(second.errors_contain("cannot listen on unix:" + path));
  CHECK(second.errors_contain("somebody listens there already"));
  CHECK(status_of(path) == 200);
}

TEST_CASE("of servers that start together one takes what another left behind, and keeps it") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("mcp.sock");
  for (int round = 0; round < 500; ++round) {
    CAPTURE(round);
    leave_behind(path);
    std::array<std::optional<mcp::Result<std::vector<mcp::http::Bound>>>, 8> bound;
    {
      std::barrier together(bound.size());
      std::vector<std::jthread> threads;
      threads.reserve(bound.size());
      for (auto& one : bound) {
        threads.emplace_back([&] {
          together.arrive_and_wait();
          one = mcp::http::bind({.socket = path});
        });
      }
    }
    CHECK(std::ranges::count_if(bound, [](const auto& one) { return static_cast<bool>(*one); }) == 1);
    CHECK_FALSE(mcp::http::bind({.socket = path}));
  }
}

TEST_CASE("a file that is no socket stays") {
  const tst::ScratchFolder folder;
  folder.file("mcp.sock", "precious");
  ServerProcess server({.arguments = {"--listen", "unix:" + folder.path("mcp.sock")}});
  CHECK(server.wait_exit() == 1);
  CHECK(server.errors_contain("the file there is no socket"));
  CHECK(fs::file_size(folder.path("mcp.sock")) == 8);
}

TEST_CASE("a folder that is not there is told apart") {
  const tst::ScratchFolder folder;
  ServerProcess server({.arguments = {"--listen", "unix:" + folder.path("none/mcp.sock")}});
  CHECK(server.wait_exit() == 1);
  CHECK(server.errors_contain("make its folder first"));
}

TEST_CASE("a server takes only its own socket away") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("mcp.sock");
  Served first({"--listen", "unix:" + path});
  fs::remove(path);
  Served second({"--listen", "unix:" + path});
  first.process().signal(SIGTERM);
  CHECK(first.process().wait_exit() == 0);
  CHECK(status_of(path) == 200);
}

TEST_CASE("a socket is given as a whole, and given up for a port") {
  ServerProcess both({.arguments = {"--listen", "unix:/tmp/x", "--port", "1"}});
  CHECK(both.wait_exit() == 2);
  CHECK(both.errors_contain("leave --host and --port out"));
  Served port({}, {{"MCPGEN_SERVER_LISTEN", "unix:/none/mcp.sock"}});
  CHECK_THAT(port.said(), tst::StartsWith("http://127.0.0.1:"));
}

TEST_CASE("who keeps the folder of a socket locked keeps no server waiting for ever") {
  const tst::ScratchFolder folder;
  const mcp::Descriptor held(::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  REQUIRE(::flock(held.get(), LOCK_EX) == 0);
  const auto bound = mcp::http::bind({.socket = folder.path("mcp.sock")});
  REQUIRE_FALSE(bound);
  CHECK(bound.error().message.find("somebody keeps its folder locked: choose one") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path("mcp.sock")));
}
