#include <mcp/core/content.h>

#include <mcp/core/result.h>

#include "catch.h"

namespace {

using mcp::ContentBlock;

mcp::Result<mcp::Content> answer_with_literal() { return "text"; }

TEST_CASE("a handler may return a plain string as its content") {
  const auto result = answer_with_literal();
  REQUIRE(result);
  REQUIRE(result->blocks().size() == 1);
  CHECK(result->blocks()[0].kind == ContentBlock::Kind::text);
  CHECK(result->blocks()[0].text == "text");
}

TEST_CASE("blocks keep the order in which they were added") {
  mcp::Content content("first");
  content.image("\x89PNG", "image/png")
      .audio("RIFF", "audio/wav")
      .text_resource("a://b", "{}", "application/json")
      .binary_resource("a://c", std::string("\0\1", 2), "application/octet-stream")
      .link("a://d", "d");
  const auto& blocks = content.blocks();
  REQUIRE(blocks.size() == 6);
  CHECK(blocks[1].kind == ContentBlock::Kind::image);
  CHECK(blocks[1].data == "\x89PNG");
  CHECK(blocks[2].kind == ContentBlock::Kind::audio);
  CHECK(blocks[2].mime_type == "audio/wav");
  CHECK(blocks[3].kind == ContentBlock::Kind::resource);
  CHECK(blocks[3].text == "{}");
  CHECK(blocks[4].data.size() == 2);
  CHECK(blocks[5].kind == ContentBlock::Kind::resource_link);
  CHECK(blocks[5].name == "d");
}

TEST_CASE("parts of a resource say whether they are text") {
  mcp::Contents contents("text");
  contents.bytes(std::string(3, '\0'), "image/png");
  REQUIRE(contents.parts().size() == 2);
  CHECK_FALSE(contents.parts()[0].binary);
  CHECK(contents.parts()[1].binary);
  CHECK(contents.parts()[1].bytes.size() == 3);
}

TEST_CASE("messages are said by whoever said them") {
  mcp::Messages messages("question");
  messages.assistant("answer");
  REQUIRE(messages.all().size() == 2);
  CHECK(messages.all()[0].role == mcp::Message::Role::user);
  CHECK(messages.all()[1].role == mcp::Message::Role::assistant);
  CHECK(messages.all()[1].content.text == "answer");
}

}  // namespace
