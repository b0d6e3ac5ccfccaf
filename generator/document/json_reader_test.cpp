#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "document/document_testing.h"

using namespace mcpgen;
using testing::json_of;
using testing::Reading;

namespace {

std::string json(const std::string& text) { return json_of(text, "m.json"); }

/// Kinds, values and source text, which is all that later stages see of a language.
bool same(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.boolean != b.boolean || a.integer != b.integer ||
      a.number != b.number || a.items.size() != b.items.size() || a.members.size() != b.members.size())
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].key != b.members[i].key || !same(a.members[i].value, b.members[i].value)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("JSON is read with its places") {
  const Reading reading("{\n  \"é\": [1, -2.5e3, true, null],\n  \"b\": {\"c\": \"\\u00fc x\"}\n}\n",
                        "m.json");
  REQUIRE(reading.node);
  CHECK(to_json_text(*reading.node) == R"({"é": [1, -2500.0, true, null], "b": {"c": "ü x"}})");
  const Node& root = *reading.node;
  CHECK(root.members[0].key_place == Place{&reading.file, 2, 3, 6});
  CHECK(root.members[0].value.place == Place{&reading.file, 2, 8, 31});
  CHECK(root.members[0].value.items[1].place == Place{&reading.file, 2, 12, 18});
  CHECK(root.find("b")->find("c")->place == Place{&reading.file, 3, 14, 24});
  CHECK(root.find("b")->find("c")->quoted);
}

TEST_CASE("YAML and JSON give the same nodes") {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {R"({"a": 1, "b": [true, null, "x"], "c": {}})", "a: 1\nb: [true, null, x]\nc: {}\n"},
      {R"({"v": "1.10", "n": 1.10, "e": 1e3, "z": -0})", "v: '1.10'\nn: 1.10\ne: 1e3\nz: -0\n"},
      {R"({"t": "one\ntwo\n", "u": "\ud83d\ude00"})", "t: |\n  one\n  two\nu: 😀\n"},
      {R"([[], {}, "", "no"])", "- []\n- {}\n- ''\n- no\n"},
  };
  for (const auto& [as_json, as_yaml] : pairs) {
    CAPTURE(as_json);
    const Reading first(as_json, "m.json");
    const Reading second(as_yaml);
    const Reading third(as_json, "m.yaml");
    REQUIRE((first.node && second.node));
    CHECK(same(*first.node, *second.node));
    if (third.node) CHECK(same(*first.node, *third.node));
  }
}

TEST_CASE("GEN-11 only RFC 8259 is JSON") {
  CHECK(json("{\"a\": 1,}") == "1:9 E0106");
  CHECK(json("[1, ]") == "1:5 E0106");
  CHECK(json("{\"a\": 1} x") == "1:10 E0112");
  CHECK(json("// c\n{}") == "1:1 E0106");
  CHECK(json("{'a': 1}") == "1:2 E0106");
  CHECK(json("{a: 1}") == "1:2 E0106");
  CHECK(json("{\"a\" 1}") == "1:6 E0106");
  CHECK(json("[1 2]") == "1:4 E0106");
  CHECK(json("[") == "1:2 E0106");
  CHECK(json("{\"a\":") == "1:6 E0106");
  CHECK(json("") == "1:1 E0117");
  for (const std::string word : {"01", "+1", ".5", "5.", "1.e3", "1e", "0x10", "-", "--1", "1.2.3", "1e5+3",
                                 "NaN", "Infinity", "True", "nul", "~", "1_000"}) {
    CAPTURE(word);
    CHECK(json("[" + word + "]") == "1:2 E0106");
  }
}

TEST_CASE("GEN-11 JSON strings are exact") {
  CHECK(json(R"(["\"\\\/\b\f\n\r\t\u0041"])") == R"(["\"\\/\u0008\u000c\n\r\tA"])");
  CHECK(json(R"(["\ud83d\ude00"])") == R"(["😀"])");
  CHECK(json(R"(["\ud83d"])") == "1:3 E0106");
  CHECK(json(R"(["\ud83dx"])") == "1:3 E0106");
  CHECK(json(R"(["\ude00"])") == "1:3 E0106");
  CHECK(json(R"(["\u00g0"])") == "1:3 E0106");
  CHECK(json(R"(["\x41"])") == "1:3 E0106");
  CHECK(json("[\"a\tb\"]") == "1:4 E0106");
  CHECK(json("[\"open]\n]") == "1:2 E0106");
  CHECK(json("[\"a\xe2\x80\xa8\"]") == "[\"a\\u2028\"]");
  CHECK(json("[\"a\xff\"]") == "1:4 E0103");
}

TEST_CASE("GEN-11 duplicate keys of JSON are errors that name both places") {
  const Reading reading("{\"a\": 1,\n \"\\u0061\": {\"b\": 1, \"b\": 2}}", "m.json");
  CHECK_FALSE(reading.node);
  const auto found = reading.diagnostics.sorted();
  REQUIRE(found.size() == 2);
  CHECK(found[0].place == Place{&reading.file, 2, 2, 10});
  CHECK(found[0].notes.at(0).place == Place{&reading.file, 1, 2, 5});
}

TEST_CASE("GEN-10 JSON keeps to the same limits") {
  CHECK(json(std::string(100'000, '[')) == "1:65 E0108");
  CHECK(json(std::string(64, '[') + std::string(64, ']')) == std::string(64, '[') + std::string(64, ']'));
  CHECK(json("[9223372036854775808]") == "1:2 E0115");
  CHECK(json("[1e999]") == "1:2 E0115");
  DocumentLimits limits;
  limits.nodes = 3;
  CHECK(Reading("[1,2]", "m.json", limits).first().empty());
  CHECK(Reading("[1,2,3]", "m.json", limits).first() == "1:6 E0109");
  CHECK(Reading("[[[[]]]]", "m.json", limits).first() == "1:4 E0109");
  CHECK(Reading("{\"a\":1,\"b\":[]}", "m.json", limits).first() == "1:11 E0109");
  CHECK(Reading("[\",,,,::\"]", "m.json", limits).first().empty());
}
