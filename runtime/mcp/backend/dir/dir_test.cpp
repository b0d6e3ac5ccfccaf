#include <mcp/backend/dir/dir.h>

#include <functional>

#include <mcp/testing/client.h>

#include "catch.h"
#include "scratch_folder.h"

namespace {

using mcp::backend::Dir;

mcp::Server serve(const Dir& dir, std::string_view uri) {
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Resource{.name = "docs",
                           .uri = uri,
                           .read = std::bind_front(&Dir::read, dir),
                           .list = std::bind_front(&Dir::list, dir)});
  return server;
}

TEST_CASE("every file of a folder is listed, and each listed URI can be read") {
  const tst::ScratchFolder scratch;
  scratch.file("a.md", "A").file("sub folder/\xC3\xA9.md", "E").file("50%.md", "P");
  const std::string root = scratch.path();
  for (const char* uri : {"docs://{+path}", "docs://x/{path}"}) {
    CAPTURE(uri);
    const Dir dir({.root = root, .uri = uri});
    CHECK(dir.problems().empty());
    mcp::Server server = serve(dir, uri);
    mcp::testing::Client client(server);
    const auto listed = dir.list();
    REQUIRE(listed.size() == 3);
    for (const auto& resource : listed) {
      CAPTURE(resource.uri);
      CHECK(client.read_resource(resource.uri)["contents"][0]["mimeType"] == "text/markdown");
    }
    CHECK(listed[2].name == "sub folder/\xC3\xA9.md");
    CHECK(client.read_resource(listed[2].uri)["contents"][0]["text"] == "E");
  }
  CHECK(Dir({.root = root, .uri = "docs://{+path}"}).list()[2].uri == "docs://sub%20folder/%C3%A9.md");
  CHECK(Dir({.root = root, .uri = "docs://{path}"}).list()[2].uri == "docs://sub%20folder%2F%C3%A9.md");
}

TEST_CASE("MCP-18 what is not listed cannot be read") {
  const tst::ScratchFolder scratch;
  scratch.file("root/a.md", "A")
      .file("root/b.txt", "B")
      .file("root/.env", "")
      .file("root/.git/config.md", "");
  scratch.file("root_evil/secret.md", "outside")
      .link("root/link.md", "a.md")
      .link("root/out", "../root_evil");
  const std::string root = scratch.path("root");
  const Dir dir({.root = root, .glob = "**/*.md", .uri = "docs://{+path}"});
  REQUIRE(dir.list().size() == 1);
  mcp::Server server = serve(dir, "docs://{+path}");
  mcp::testing::Client client(server);
  CHECK(client.read_resource("docs://a.md")["contents"][0]["text"] == "A");
  for (const char* path :
       {"b.txt", ".env", ".git/config.md", "link.md", "out/secret.md", "../root_evil/secret.md",
        "%2e%2e/root_evil/secret.md", "..%2froot_evil%2fsecret.md", "..\\root_evil\\secret.md", "/etc/passwd",
        "/proc/self/environ", "x/../a.md", "./a.md", "a.md%00", ""}) {
    CAPTURE(path);
    CHECK(client.read_resource("docs://" + std::string(path)).contains("error"));
  }
}

TEST_CASE("a declared media type counts for every file") {
  const tst::ScratchFolder scratch;
  scratch.file("a.md", "A");
  const std::string root = scratch.path();
  const Dir dir({.root = root, .uri = "docs://{+path}", .mime_type = "text/x-mine"});
  REQUIRE(dir.list().size() == 1);
  CHECK(dir.list()[0].mime_type == "text/x-mine");
}

TEST_CASE("options of a folder that cannot be used are problems of the server") {
  CHECK(Dir({.root = "/nowhere/at/all", .uri = "docs://{path}"}).problems().size() == 1);
  for (const char* uri : {"docs://all", "docs://{a}/{b}", "docs://{", ""}) {
    CAPTURE(uri);
    CHECK(Dir({.root = ".", .uri = uri}).problems().size() == 1);
  }
}

}  // namespace
