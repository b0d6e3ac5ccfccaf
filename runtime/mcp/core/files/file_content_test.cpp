#include <mcp/core/files/file_content.h>

#include <mcp/core/files/mime_type.h>

#include "catch.h"

namespace {

using mcp::ContentBlock;

TEST_CASE("a file's extension tells its media type") {
  CHECK(mcp::mime_type_of("docs/a.md") == "text/markdown");
  CHECK(mcp::mime_type_of("A.PNG") == "image/png");
  CHECK(mcp::mime_type_of("a.tar.gz") == "application/gzip");
  CHECK(mcp::mime_type_of("a.unheard").empty());
  CHECK(mcp::mime_type_of("md").empty());
  CHECK(mcp::mime_type_of("a.md/b").empty());
}

TEST_CASE("a file is text when it is UTF-8 without NUL") {
  const auto text = mcp::file_part("a", "caf\xC3\xA9");
  CHECK_FALSE(text.binary);
  CHECK(text.text == "caf\xC3\xA9");
  CHECK(text.mime_type == "text/plain");

  const auto bytes = mcp::file_part("a", "caf\xE9");
  CHECK(bytes.binary);
  CHECK(bytes.bytes == "caf\xE9");
  CHECK(bytes.mime_type == "application/octet-stream");
  CHECK(mcp::file_part("a.txt", std::string("a\0", 2)).binary);
}

TEST_CASE("what is declared wins over what the name tells") {
  CHECK(mcp::file_part("a.md", "x", "text/x-mine").mime_type == "text/x-mine");
  CHECK(mcp::file_part("a.md", "x").mime_type == "text/markdown");
}

TEST_CASE("a tool answers with the block that suits the file") {
  CHECK(mcp::file_block("a.png", "\x89PNG").kind == ContentBlock::Kind::image);
  CHECK(mcp::file_block("a.svg", "<svg/>").data == "<svg/>");
  CHECK(mcp::file_block("a.wav", "RIFF").kind == ContentBlock::Kind::audio);
  CHECK(mcp::file_block("a.md", "# A").text == "# A");
  const ContentBlock other = mcp::file_block("b c/a.pdf", "%PDF\xff");
  CHECK(other.kind == ContentBlock::Kind::resource);
  CHECK(other.uri == "file:///b%20c/a.pdf");
  CHECK(other.mime_type == "application/pdf");
}

}  // namespace
