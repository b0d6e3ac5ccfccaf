#include <mcp/backend/file/file.h>

#include <functional>

#include <mcp/testing/client.h>

#include "catch.h"
#include "scratch_folder.h"

namespace {

using mcp::backend::File;

mcp::Server serve(const File& file, std::string_view mime_type = {}) {
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Tool{.name = "show",
                       .input_schema_json = R"({"type":"object","properties":{"page":{"type":"string"}}})",
                       .call = std::bind_front(&File::call, file)});
  server.add(mcp::Resource{.name = "page",
                           .uri = "docs://{page}",
                           .mime_type = mime_type,
                           .read = std::bind_front(&File::read, file)});
  return server;
}

TEST_CASE("a file is a resource with its own media type") {
  const tst::ScratchFolder scratch;
  scratch.file("docs/a.md", "# A").file("docs/b.md", "\xff\xfe");
  const std::string root = scratch.path();
  mcp::Server server = serve(File({.path = "docs/{page}.md", .root = root}));
  mcp::testing::Client client(server);
  const auto text = client.read_resource("docs://a")["contents"][0];
  CHECK(text["text"] == "# A");
  CHECK(text["mimeType"] == "text/markdown");
  CHECK(client.read_resource("docs://b")["contents"][0]["blob"] == "//4=");
}

TEST_CASE("MCP-18 no value of a caller leads out of the folder") {
  const tst::ScratchFolder scratch;
  scratch.file("root/a", "inside")
      .file("secret", "outside")
      .file("root/.env", "hidden")
      .link("root/out", "../secret");
  const std::string root = scratch.path("root");
  mcp::Server server = serve(File({.path = "{page}", .root = root}));
  mcp::testing::Client client(server);
  CHECK(client.read_resource("docs://a")["contents"][0]["text"] == "inside");
  for (const char* page : {"..%2Fsecret", "%2e%2e%2fsecret", "%252e%252e%252fsecret", "..%5Csecret", "out",
                           ".env", "%2Fetc%2Fpasswd", "a%00", ".", ".."}) {
    CAPTURE(page);
    CHECK(client.read_resource("docs://" + std::string(page)).contains("error"));
  }
  CHECK(client.call_tool("show", {{"page", "a"}})["content"][0]["text"] == "inside");
  for (const char* page : {"../secret", "..", "out", ".env", "/etc/passwd", "none", ""}) {
    CAPTURE(page);
    CHECK(client.call_tool("show", {{"page", page}})["isError"] == true);
  }
}

TEST_CASE("a tool shows a picture as a picture") {
  const tst::ScratchFolder scratch;
  scratch.file("dot.png", "\x89PNG");
  const std::string root = scratch.path();
  mcp::Server server = serve(File({.path = "dot.png", .root = root}));
  mcp::testing::Client client(server);
  const auto block = client.call_tool("show")["content"][0];
  CHECK(block["type"] == "image");
  CHECK(block["mimeType"] == "image/png");
  CHECK(block["data"] == "iVBORw==");
}

TEST_CASE("options of a file that cannot be used are problems of the server") {
  CHECK(File({.path = "a"}).problems().empty());
  CHECK(File({.path = "{"}).problems().size() == 1);
  CHECK(File({.path = "a", .root = "/nowhere/at/all"}).problems().size() == 1);
  CHECK(File({.path = "a", .root = "{page}"}).problems().size() == 1);
}

}  // namespace
