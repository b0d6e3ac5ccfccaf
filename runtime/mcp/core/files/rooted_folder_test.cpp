#include <mcp/core/files/rooted_folder.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <mcp/core/descriptor.h>

#include "catch.h"
#include "scratch_folder.h"

namespace {

using mcp::Error;
using mcp::Glob;
using mcp::RootedFolder;

constexpr std::size_t kLimit = 1024;

Error::Code refusal(const RootedFolder& folder, std::string_view path) {
  const auto bytes = folder.read(path, kLimit);
  REQUIRE_FALSE(bytes);
  return bytes.error().code;
}

TEST_CASE("a file below the folder is read to its last byte") {
  const tst::ScratchFolder scratch;
  scratch.file("a.txt", "text").file("x/y/b", std::string("\0\xff\n", 3)).file("empty", "");
  const auto folder = RootedFolder::open(scratch.path());
  REQUIRE(folder);
  CHECK(*folder->read("a.txt", kLimit) == "text");
  CHECK(*folder->read("x/y/b", kLimit) == std::string("\0\xff\n", 3));
  CHECK(folder->read("empty", kLimit)->empty());
}

TEST_CASE("MCP-18 no path leads out of the folder") {
  const tst::ScratchFolder scratch;
  scratch.file("root/docs/a.txt", "inside").file("root_evil/secret", "outside").file("secret", "outside");
  const auto folder = RootedFolder::open(scratch.path("root"));
  REQUIRE(folder);
  CHECK(*folder->read("docs/a.txt", kLimit) == "inside");
  for (const char* path : {"../secret",
                           "docs/../../secret",
                           "docs/../docs/a.txt",
                           "..",
                           ".",
                           "",
                           "/",
                           "./docs/a.txt",
                           "docs//a.txt",
                           "docs/a.txt/",
                           "/etc/passwd",
                           "../root_evil/secret",
                           "%2e%2e/secret",
                           "%2e%2e%2fsecret",
                           "..%2fsecret",
                           "..\\secret",
                           "docs\\a.txt",
                           "docs/./a.txt",
                           "/proc/self/environ",
                           "docs"}) {
    CAPTURE(path);
    CHECK(refusal(*folder, path) == Error::Code::not_found);
  }
  CHECK(refusal(*folder, scratch.path("secret")) == Error::Code::not_found);
  CHECK(refusal(*folder, std::string_view("docs/a.txt\0.png", 15)) == Error::Code::not_found);
  CHECK(refusal(*folder, std::string(100'000, 'a')) == Error::Code::not_found);
}

TEST_CASE("a path has at most 64 names") {
  const tst::ScratchFolder scratch;
  std::string folders;
  for (int i = 0; i < 63; ++i) folders += "d/";
  scratch.file(folders + "a", "at the limit").file(folders + "d/a", "above");
  const auto folder = RootedFolder::open(scratch.path());
  REQUIRE(folder);
  CHECK(*folder->read(folders + "a", kLimit) == "at the limit");
  CHECK(refusal(*folder, folders + "d/a") == Error::Code::not_found);
}

TEST_CASE("MCP-18 no link is followed") {
  const tst::ScratchFolder scratch;
  scratch.file("secret", "outside").file("root/a.txt", "inside");
  scratch.link("root/link", "../secret").link("root/inner", "a.txt").link("root/out", "..");
  scratch.link("root/absolute", "/etc").link("root/environ", "/proc/self/environ").link("root/loop", "loop");
  const auto folder = RootedFolder::open(scratch.path("root"));
  REQUIRE(folder);
  for (const char* path : {"link", "inner", "out/secret", "out", "absolute/passwd", "environ", "loop"}) {
    CAPTURE(path);
    CHECK(refusal(*folder, path) == Error::Code::not_found);
  }
  CHECK(folder->list(Glob("**"), 100) == std::vector<std::string>{"a.txt"});
}

TEST_CASE("MCP-18 a folder swapped for a link while it is served leads nowhere") {
  const tst::ScratchFolder scratch;
  scratch.file("root/docs/a.txt", "inside").file("other/a.txt", "outside");
  const auto folder = RootedFolder::open(scratch.path("root"));
  REQUIRE(folder);
  std::filesystem::rename(scratch.path("root/docs"), scratch.path("root/old"));
  scratch.link("root/docs", "../other");
  CHECK(refusal(*folder, "docs/a.txt") == Error::Code::not_found);
  std::filesystem::rename(scratch.path("root"), scratch.path("moved"));
  std::filesystem::rename(scratch.path("other"), scratch.path("root"));
  CHECK(refusal(*folder, "a.txt") == Error::Code::not_found);
}

TEST_CASE("MCP-18 only regular files are read, and nothing blocks") {
  const tst::ScratchFolder scratch;
  REQUIRE(::mkfifo(scratch.path("pipe").c_str(), 0600) == 0);
  const mcp::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  scratch.path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const auto folder = RootedFolder::open(scratch.path());
  REQUIRE(folder);
  CHECK(refusal(*folder, "pipe") == Error::Code::not_found);
  CHECK(refusal(*folder, "socket") == Error::Code::not_found);
  const auto devices = RootedFolder::open("/dev");
  REQUIRE(devices);
  CHECK(refusal(*devices, "zero") == Error::Code::not_found);
  CHECK(refusal(*devices, "tty") == Error::Code::not_found);
}

TEST_CASE("a file is read up to the limit and not above it") {
  const tst::ScratchFolder scratch;
  scratch.file("below", std::string(kLimit - 1, 'x')).file("at", std::string(kLimit, 'x'));
  scratch.file("above", std::string(kLimit + 1, 'x'));
  const auto folder = RootedFolder::open(scratch.path());
  REQUIRE(folder);
  CHECK(folder->read("below", kLimit)->size() == kLimit - 1);
  CHECK(folder->read("at", kLimit)->size() == kLimit);
  CHECK(refusal(*folder, "above") == Error::Code::unavailable);
  // A file whose size says nothing, as those of /proc, is held to the limit while it is read.
  const auto proc = RootedFolder::open("/proc");
  if (proc) {
    CHECK(proc->read("uptime", kLimit));
    CHECK_FALSE(proc->read("kallsyms", 16));
  }
}

TEST_CASE("a listing is sorted, capped and without hidden files") {
  const tst::ScratchFolder scratch;
  scratch.file("b.md", "").file("a.md", "").file("x/c.md", "").file("x/y/d.md", "").file("e.txt", "");
  scratch.file(".hidden.md", "").file(".git/config.md", "").file("x/.env", "").file("back\\slash.md", "");
  scratch.file("latin\xE9.md", "");
  const auto folder = RootedFolder::open(scratch.path());
  REQUIRE(folder);
  using Paths = std::vector<std::string>;
  CHECK(folder->list(Glob("**"), 100) == Paths{"a.md", "b.md", "e.txt", "x/c.md", "x/y/d.md"});
  CHECK(folder->list(Glob("*.md"), 100) == Paths{"a.md", "b.md"});
  CHECK(folder->list(Glob("x/*"), 100) == Paths{"x/c.md"});
  CHECK(folder->list(Glob("**"), 2) == Paths{"a.md", "b.md"});
}

TEST_CASE("a folder that is not there says so") {
  const tst::ScratchFolder scratch;
  scratch.file("file", "");
  CHECK_THAT(RootedFolder::open(scratch.path("none")).error().message, tst::ContainsSubstring("none"));
  CHECK_FALSE(RootedFolder::open(scratch.path("file")));
}

}  // namespace
