#include <memory>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "cpu_time.h"
#include "document/document_testing.h"
#include "document/place_inside.h"

using namespace mcpgen;
using testing::Reading;

namespace {

/// What stands in the source at `place`.
std::string marked(const Place& place) {
  const std::string_view line = place.file->line(place.line);
  std::string text;
  int column = 1;
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) --column;
    if (column >= place.column && column < place.end_column) text += c;
    ++column;
  }
  return text;
}

/// Marks `part` of the value of `a` in its source.
std::string mark(const std::string& source, std::string_view part, const std::string& path = "m.yaml") {
  const Reading reading(source, path);
  REQUIRE(reading.node);
  const Node& node = *reading.node->find("a");
  const std::size_t at = node.text.find(part);
  REQUIRE(at != std::string::npos);
  const Place place = place_inside(node, at, part.size());
  return std::to_string(place.line) + ":" + marked(place);
}

}  // namespace

TEST_CASE("places inside scalars are exact") {
  CHECK(mark("a: text with {name} in it", "{name}") == "1:{name}");
  CHECK(mark("a: é ü {n}!", "{n}") == "1:{n}");
  CHECK(mark("a: 'it''s {n} here'", "{n}") == "1:{n}");
  CHECK(mark("a: 'it''s'", "'") == "1:''");
  CHECK(mark(R"(a: "\u00e9\t\"{n}\" \x41")", "{n}") == "1:{n}");
  CHECK(mark(R"(a: "x\u00e9y")", "é") == R"(1:\u00e9)");
  CHECK(mark(R"({"a": "\ud83d\ude00 {n}"})", "{n}", "m.json") == "1:{n}");
  CHECK(mark(R"({"a": "x\ud83d\ude00"})", "😀", "m.json") == R"(1:\ud83d\ude00)");
  CHECK(mark("a: &anchor text {n}", "{n}") == "1:{n}");
  CHECK(mark("a: !!str 'text {n}'", "{n}") == "1:{n}");
}

TEST_CASE("places inside block scalars are exact") {
  CHECK(mark("a: |\n  one\n\n    two {n}\n  three\n", "{n}") == "4:{n}");
  CHECK(mark("a: |\n  one\n\n    two {n}\n  three\n", "three") == "5:three");
  CHECK(mark("a: |2-\n    four {n}\n", "{n}") == "2:{n}");
  CHECK(mark("a: >\n  one\n  two {n}\n\n  three\n   more\n  end {m}\n", "{n}") == "3:{n}");
  CHECK(mark("a: >\n  one\n  two {n}\n\n  three\n   more\n  end {m}\n", "{m}") == "7:{m}");
  CHECK(mark("a: |\n\n\n  é {n}\nb: 1\n", "{n}") == "4:{n}");
  CHECK(mark("a: |\r\n  one\r\n  two {n}\r\n", "{n}") == "3:{n}");
}

TEST_CASE("a place inside is the whole value where it cannot be exact") {
  const Reading reading("a: \"folded\n  {n}\"\nb: x\n");
  REQUIRE(reading.node);
  const Node& folded = *reading.node->find("a");
  CHECK(place_inside(folded, 7, 3) == folded.place);
  const Node made = Node::make_string("something else", folded.place);
  CHECK(place_inside(made, 2, 3) == made.place);
  const Node nowhere = Node::make_string("x", {});
  CHECK(place_inside(nowhere, 0, 1) == nowhere.place);
}

TEST_CASE("GEN-10 many places inside a scalar take time that grows with them") {
  const auto find_all = [](std::size_t count) {
    std::string text = "a: \"";
    for (std::size_t i = 0; i < count; ++i) text += "${VARIABLE}";
    return [reading = std::make_shared<Reading>(text + "\"\n"), count] {
      const PlacesInside places(*reading->node->find("a"));
      for (std::size_t i = 0; i < count; ++i) CHECK(places.at(i * 11, 11).line == 1);
    };
  };
  CHECK(tst::times_as_long(find_all(8'000), find_all(2'000)) < 8);
}

TEST_CASE("a place far to the right is that of the whole value") {
  const Reading reading("a: " + std::string(20'000, 'x') + "{n}\n");
  const Node& node = *reading.node->find("a");
  CHECK(place_inside(node, 20'000, 3).line == 1);
  const Reading quoted("a: '" + std::string(20'000, 'x') + "{n}'\n");
  CHECK(place_inside(*quoted.node->find("a"), 20'000, 3) == quoted.node->find("a")->place);
}

TEST_CASE("the end of a scalar has a place too") {
  const Reading reading("a: abc\n");
  CHECK(place_inside(*reading.node->find("a"), 3, 0) == Place{&reading.file, 1, 7, 8});
}

TEST_CASE("a node made by mcpgen inside a scalar finds its text again") {
  const Reading reading("a: string(1..5) -- what\n");
  const Place part = place_inside(*reading.node->find("a"), 7, 4);
  CHECK(marked(part) == "1..5");
  CHECK(marked(place_inside(Node::make_string("1..5", part), 3, 1)) == "5");
}

TEST_CASE("JSON text is safe in source code and loses nothing") {
  const std::string text =
      "q\" b\\ \n\x01\x7f\xc2\x85\xe2\x80\xa8\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf\xef\xbf\xbe é 語 😀";
  const std::string json = to_json_text(Node::make_string(text, {}));
  CHECK(json == R"("q\" b\\ \n\u0001\u007f\u0085\u2028\u202e\u200b\ufeff\ufffe é 語 😀")");
  CHECK(nlohmann::json::parse(json) == text);
  CHECK(nlohmann::json::parse(to_json_text(Node::make_string("\xf3\xa0\x80\x81", {}))) == "\xf3\xa0\x80\x81");
}

TEST_CASE("JSON text and JSON values agree") {
  const Reading reading("a: [1, -2, 1.5, 3.0, 1e300, .5, 0.1]\nb: {c: null, d: true}\ne: [[], {}]\n");
  REQUIRE(reading.node);
  CHECK(to_json_text(*reading.node) ==
        R"({"a": [1, -2, 1.5, 3.0, 1e+300, 0.5, 0.1], "b": {"c": null, "d": true}, "e": [[], {}]})");
  CHECK(nlohmann::ordered_json::parse(to_json_text(*reading.node)) == to_json(*reading.node));
  CHECK(to_json(*reading.node)["a"][3].is_number_float());
}

TEST_CASE("members are found by key, in the order of the file") {
  Node map = Node::make_map({});
  map.put("b", Node::make_integer(7, {}));
  map.put("a", Node::make_boolean(true, {}));
  CHECK(map.find("a")->boolean);
  CHECK(map.member("b")->value.number == 7);
  CHECK(map.find("c") == nullptr);
  CHECK(map.members[0].key == "b");
  CHECK(Node::make_number(1.5, "1.50", {}).text == "1.50");
  CHECK(Node::make_list({}).is_list());
  CHECK(Node::make_null({}).is_null());
}
