#include "cli/client/http/event_reader.h"

#include <vector>

#include "catch.h"

namespace mcpgen {
namespace {

using namespace std::chrono_literals;

/// What came of a stream, in one text that tests compare.
struct Seen {
  explicit Seen(std::size_t limit = kMessageLimit)
      : reader(
            [this](const ServerEvent& event) { text += event.type + "<" + event.data + ">@" + id() + " "; },
            limit) {}
  std::string id() const { return reader.last_id(); }

  std::string text;
  EventReader reader;
};

std::string read_whole(const std::string& stream) {
  Seen seen;
  REQUIRE(seen.reader.take(stream));
  return seen.text;
}

TEST_CASE("an event has a type, data on several lines, and an id") {
  CHECK(read_whole("event: endpoint\nid: 7\ndata: a\ndata:b\ndata\n\n") == "endpoint<a\nb\n>@7 ");
  CHECK(read_whole("data: {}\n\n") == "message<{}>@ ");
  CHECK(read_whole("data:  two spaces\n\n") == "message< two spaces>@ ");
}

TEST_CASE("comments, unknown fields and events without data say nothing") {
  CHECK(read_whole(": alive\n\nfield: x\ndat: y\n\nevent: lost\n\ndata: here\n\n") == "message<here>@ ");
}

TEST_CASE("an event that the stream breaks off in never happened, nor did its id") {
  Seen seen;
  CHECK(seen.reader.take("id: 1\ndata: a\n\nid: 2\ndata: b\n"));
  CHECK(seen.text == "message<a>@1 ");
  CHECK(seen.id() == "1");
  seen.reader.restart();
  CHECK(seen.reader.take("data: c\n\n"));
  CHECK(seen.text == "message<a>@1 message<c>@1 ");
}

TEST_CASE("an event without data still has its id and says when to come back") {
  Seen seen;
  CHECK_FALSE(seen.reader.retry());
  CHECK(seen.reader.take("id: 0.0\nretry: 500\ndata:\n\n"));
  CHECK(seen.text == "message<>@0.0 ");
  CHECK(seen.id() == "0.0");
  CHECK(seen.reader.retry() == 500ms);
  CHECK(seen.reader.take("retry: soon\nretry:\nretry: -1\nretry: 9999999999\nid: 9\n\n"));
  CHECK(seen.reader.retry() == 500ms);
  CHECK(seen.id() == "9");
}

TEST_CASE("lines end in CR, LF or both, and a byte order mark is no part of the first") {
  for (const char* end : {"\n", "\r", "\r\n"}) {
    std::string stream =
        "\xEF\xBB\xBF"
        "data: a|data: b||: x|data: c||";
    for (std::size_t at = 0; (at = stream.find('|', at)) != std::string::npos;) stream.replace(at, 1, end);
    CHECK(read_whole(stream) == "message<a\nb>@ message<c>@ ");
  }
}

TEST_CASE("a stream says the same however it is cut") {
  const std::string stream =
      "\xEF\xBB\xBF: hello\r\nid: 1\r\nevent: a\r\ndata: {\"x\":\"\xc3\xa4\"}\r\n\r\n"
      "data: y\rdata: z\r\rretry: 20\nid: 2\n\ndata: w\n\n";
  const std::string expected = read_whole(stream);
  CHECK(expected == "a<{\"x\":\"\xc3\xa4\"}>@1 message<y\nz>@1 message<w>@2 ");
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    Seen seen;
    REQUIRE(seen.reader.take(stream.substr(0, cut)));
    REQUIRE(seen.reader.take(stream.substr(cut)));
    CHECK(seen.text == expected);
  }
  Seen seen;
  for (const char byte : stream) REQUIRE(seen.reader.take({&byte, 1}));
  CHECK(seen.text == expected);
}

TEST_CASE("an id that holds a NUL is ignored") {
  Seen seen;
  CHECK(seen.reader.take(std::string("id: a\0b\ndata: x\n\n", 17)));
  CHECK(seen.text == "message<x>@ ");
}

TEST_CASE("what is larger than any event may be ends the reading") {
  Seen line(100);
  CHECK(line.reader.take(std::string(100, 'x')));
  CHECK_FALSE(line.reader.take("x"));
  Seen lines(100);
  bool goes_on = true;
  for (int i = 0; i < 20 && goes_on; ++i) goes_on = lines.reader.take("data: 123456789\n");
  CHECK_FALSE(goes_on);
  Seen id;
  CHECK_FALSE(id.reader.take("id: " + std::string(5000, 'x') + "\n"));
}

}  // namespace
}  // namespace mcpgen
