#include <sys/resource.h>

#include <vector>

#include "catch.h"
#include "cpu_time.h"
#include "document/document_testing.h"

using namespace mcpgen;
using testing::json_of;
using testing::Reading;

namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

/// 430 bytes that stand for nine to the ninth values.
std::string alias_bomb() {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'i'; ++c) {
    const std::string alias = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [" + alias + repeated(", " + alias, 8) + "]\n";
  }
  return text;
}

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || \
    __has_feature(thread_sanitizer)
constexpr long kMostKilobytes = 1024 * 1024;  // sanitizers keep what was freed
#else
constexpr long kMostKilobytes = 64 * 1024;
#endif

/// The most memory that this process has had.
long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("GEN-11 plain scalars have their YAML 1.2 meaning") {
  CHECK(json_of("[yes, no, on, off, y, n, Yes, NO]") ==
        R"(["yes", "no", "on", "off", "y", "n", "Yes", "NO"])");
  CHECK(json_of("[true, True, TRUE, false, False, FALSE, tRUE]") ==
        R"([true, true, true, false, false, false, "tRUE"])");
  CHECK(json_of("[null, Null, NULL, ~, nULL, ]") == R"([null, null, null, null, "nULL"])");
  CHECK(json_of("[0o17, 0x1F, 010, 0o8, 0x, -0x1, 1_000, 0b1]") ==
        R"([15, 31, 10, "0o8", "0x", "-0x1", "1_000", "0b1"])");
  CHECK(json_of("[1.10, .5, 5., -3e2, +1.5E-1, 1e, 1.2.3, 12:30, '1', \"2\"]") ==
        R"([1.1, 0.5, 5.0, -300.0, 0.15, "1e", "1.2.3", "12:30", "1", "2"])");
  CHECK(json_of("[0, -0, +7, 9223372036854775807, -9223372036854775808]") ==
        "[0, 0, 7, 9223372036854775807, -9223372036854775808]");
  CHECK(json_of("[., .., -, '-', +, e5, 2026-07-28]") ==
        R"([".", "..", "-", "-", "+", "e5", "2026-07-28"])" + std::string());
}

TEST_CASE("GEN-11 a scalar keeps its source text, for where text is wanted") {
  const Reading reading("version: 1.10\nn: 007\nb: True\nq: '1.10'\n");
  REQUIRE(reading.node);
  CHECK(reading.node->find("version")->text == "1.10");
  CHECK(reading.node->find("n")->text == "007");
  CHECK(reading.node->find("b")->text == "True");
  CHECK_FALSE(reading.node->find("version")->quoted);
  CHECK(reading.node->find("q")->quoted);
}

TEST_CASE("GEN-11 numbers that nothing can hold are errors") {
  for (const auto& text : {"9223372036854775808", "-9223372036854775809", "0x8000000000000000", "1e999",
                           ".inf", "-.Inf", "+.INF", ".nan", ".NaN"}) {
    CAPTURE(text);
    CHECK(Reading(std::string("a: ") + text).first() == "1:4 E0115");
    CHECK(json_of(std::string("a: '") + text + "'") == std::string("{\"a\": \"") + text + "\"}");
  }
}

TEST_CASE("GEN-11 duplicate keys are errors that name both places") {
  const Reading reading("a: 1\nb:\n  c: 1\n  \"c\": 2\na: 3\n");
  CHECK_FALSE(reading.node);
  const auto found = reading.diagnostics.sorted();
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "E0107");
  CHECK(found[0].place == Place{&reading.file, 4, 3, 6});
  CHECK(found[0].notes.at(0).place == Place{&reading.file, 3, 3, 4});
  CHECK(found[1].place == Place{&reading.file, 5, 1, 2});
}

TEST_CASE("GEN-11 duplicate keys are found in large maps, and within repeated ones") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "k" + std::to_string(i) + ": 1\n";
  CHECK(Reading(text).first().empty());
  CHECK(Reading(text + "k42: 2\n").first() == "101:1 E0107");
  CHECK(Reading("{a: 1, a: {b: 1, b: {c: 1, c: 2}}}").diagnostics.sorted().size() == 3);
}

TEST_CASE("GEN-11 what YAML leaves in doubt is refused with its place") {
  CHECK(Reading("a: 1\n---\nb: 2\n").first() == "2:1 E0112");
  CHECK(Reading("a: 1\n...\nb: 2\n").first() == "3:1 E0112");
  CHECK(Reading("a: 1\n...\n%YAML 1.2\n---\nb: 2\n").first() == "3:1 E0112");
  CHECK(Reading("a: !!python/object:os.system x\n").first() == "1:4 E0113");
  CHECK(Reading("a: !include x.yaml\n").first() == "1:4 E0113");
  CHECK(Reading("a: !!int 3\n").first() == "1:4 E0113");
  CHECK(Reading("%TAG ! tag:x,2000:\n---\na: 1\n").first() == "1:1 E0113");
  CHECK(Reading("a: &x {b: 1}\nc:\n  <<: *x\n").first() == "3:3 E0114");
  CHECK(Reading("? [a, b]\n: 1\n").first() == "1:3 E0116");
  CHECK(Reading("a: {? : 1}\n").first() == "1:7 E0116");
  CHECK(Reading("a:\n\tb: 1\n").first() == "2:1 E0105");
  CHECK(Reading("").first() == "1:1 E0117");
  CHECK(Reading("# only a comment\n---\n").first() == "1:1 E0117");
}

TEST_CASE("GEN-11 what is harmless passes") {
  CHECK(json_of("---\na: 1 # c\n...\n# end\n\n") == R"({"a": 1})");
  CHECK(json_of("a: !!str 12\nb: !!map {}\n\"<<\": x\n") == R"({"a": "12", "b": {}, "<<": "x"})");
  CHECK(json_of("1: a\ntrue: b\nnull: c\n") == R"({"1": "a", "true": "b", "null": "c"})");
  CHECK(json_of("a:\tb\n") == R"({"a": "b"})");
  CHECK(json_of("\xef\xbb\xbf"
                "a: b\r\nc: d\r\n") == R"({"a": "b", "c": "d"})");
}

TEST_CASE("GEN-11 only UTF-8 without hidden line breaks is read") {
  using namespace std::string_literals;
  CHECK(Reading("a: b\nc: d\xff\n").first() == "2:5 E0103");
  CHECK(Reading("é: \xed\xa0\x80\n").first() == "1:4 E0103");
  CHECK(Reading("a: b\0c\n"s).first() == "1:5 E0103");
  CHECK(Reading("\xff\xfe"
                "a\0:\0 \0b\0"s)
            .first() == "1:1 E0103");
  CHECK(Reading("a\0:\0 \0b\0"s).first() == "1:1 E0103");
  CHECK(Reading("# a\xe2\x80\xa8name: evil\n").first() == "1:4 E0103");
  CHECK(Reading("a: b\xc2\x85x\n").first() == "1:5 E0103");
  CHECK(Reading("a: \"\x1b[0m\"\n").first() == "1:5 E0103");
  CHECK(json_of("a: \"\\u2028\\e\"") == "{\"a\": \"\\u2028\\u001b\"}");
}

TEST_CASE("aliases stand for a copy that keeps the places of the original") {
  const Reading reading("a: &x\n  b: [1, 2]\nc: *x\nd: &y text\ne: *y\n");
  REQUIRE(reading.node);
  CHECK(to_json_text(*reading.node) ==
        R"({"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": "text", "e": "text"})");
  CHECK(reading.node->find("c")->find("b")->place == Place{&reading.file, 2, 6, 12});
  CHECK(reading.node->find("e")->place == Place{&reading.file, 4, 7, 11});
}

TEST_CASE("GEN-10 aliases that expand without bound are errors") {
  const Reading bomb(alias_bomb());
  CHECK_FALSE(bomb.node);
  CHECK(bomb.first() == "5:7 E0110");
  DocumentLimits limits;
  limits.alias_nodes = 6;
  CHECK(Reading("a: &x [1, 2]\nb: *x\n", "m.yaml", limits).first().empty());
  CHECK(Reading("a: &x [1, 2]\nb: *x\nc: *x\n", "m.yaml", limits).first() == "3:4 E0110");
}

TEST_CASE("GEN-10 alias cycles are errors") {
  CHECK(Reading("a: &x [*x]\n").first() == "1:8 E0111");
  CHECK(Reading("a: &x {b: {c: *x}}\n").first() == "1:15 E0111");
  CHECK(Reading("a: *later\nb: &later 1\n").first() == "1:4 E0111");
}

TEST_CASE("GEN-10 depth is capped at 64, for aliases too") {
  CHECK(Reading(repeated("[", 64) + repeated("]", 64)).first().empty());
  CHECK(Reading(repeated("[", 65) + repeated("]", 65)).first() == "1:65 E0108");
  const std::string deep = "a: &x " + repeated("[", 40) + repeated("]", 40) + "\nb: ";
  CHECK(Reading(deep + repeated("[", 23) + "*x" + repeated("]", 23)).first().empty());
  CHECK(Reading(deep + repeated("[", 24) + "*x" + repeated("]", 24)).first() == "2:28 E0108");
}

TEST_CASE("GEN-10 endless nesting fails at once, however it is written") {
  const auto read = [](std::size_t times) {
    return [times] {
      CHECK(Reading(repeated("[", times)).first() == "1:65 E0108");
      CHECK(Reading(repeated("{a: ", times)).first() == "1:254 E0108");
      CHECK(Reading(repeated("- ", times)).first() == "1:129 E0108");
      CHECK(Reading(repeated("? ", times)).first() == "1:3 E0116");
      CHECK(Reading(repeated("[\n", times)).first() == "65:1 E0108");
      CHECK(Reading(repeated("%TAG !a! b\n", times)).first() == "1:1 E0113");
      CHECK(Reading("a: 1\n...\n" + repeated("%TAG !a! b\n", times)).first() == "3:1 E0112");
    };
  };
  CHECK(tst::times_as_long(read(80'000), read(20'000)) < 8);
}

TEST_CASE("GEN-10 nodes and bytes are capped") {
  DocumentLimits limits;
  limits.nodes = 7;
  CHECK(Reading("a: 1\nb: 2\nc: 3\n", "m.yaml", limits).first().empty());
  CHECK(Reading("a: 1\nb: 2\nc: [3]\n", "m.yaml", limits).first() == "3:5 E0109");
  limits = {};
  limits.bytes = 4;
  CHECK(Reading("a: b", "m.yaml", limits).first().empty());
  CHECK(Reading("a: bc", "m.yaml", limits).first() == "1:1 E0102");
}

TEST_CASE("GEN-10 a million keys fail before a tree of them is built") {
  std::string text;
  for (int i = 0; i < 900'000; ++i) text += "k" + std::to_string(i) + ":\n";
  REQUIRE(text.size() > DocumentLimits{}.nodes);
  REQUIRE(text.size() <= DocumentLimits{}.bytes);
  const long before = peak_kilobytes();
  CHECK(Reading(text).first() == "250000:9 E0109");
  CHECK(peak_kilobytes() - before < kMostKilobytes);
}

TEST_CASE("GEN-20 places count code points and mark the whole value") {
  const Reading reading("é: 'ü' # c\nlist: [ä, \"b c\"]\nmap:\n  key: long text \n  empty:\n");
  REQUIRE(reading.node);
  const Node& root = *reading.node;
  CHECK(root.members[0].key_place == Place{&reading.file, 1, 1, 2});
  CHECK(root.members[0].value.place == Place{&reading.file, 1, 4, 7});
  CHECK(root.find("list")->place == Place{&reading.file, 2, 7, 17});
  CHECK(root.find("list")->items[1].place == Place{&reading.file, 2, 11, 16});
  CHECK(root.find("map")->place == Place{&reading.file, 4, 3, 6});
  CHECK(root.find("map")->find("key")->place == Place{&reading.file, 4, 8, 17});
  CHECK(root.find("map")->find("empty")->place == Place{&reading.file, 5, 9, 10});
}

TEST_CASE("GEN-20 syntax errors say what to do where the author has to look") {
  struct Fault {
    std::string text;
    std::string first;
    std::string message;
  };
  const std::vector<Fault> faults = {
      {"a: b: c\n", "1:5 E0104", "a `:` cannot stand here"},
      {"name: x\ntitle 'y'\nz: 1\n", "2:1 E0104", "this line has no `:` after its key"},
      {"a: 'open\nb: 1\n", "1:4 E0104", "this quote is never closed"},
      {"a: \"\\q\"\n", "1:5 E0104", "this is no escape that YAML knows"},
      {"a: [1, 2\nb: 3\nc: 4\n", "1:4 E0104", "this list is not continued or closed with `,` or `]`"},
      {"a: {b: 1\nc: 3\n", "1:4 E0104", "this map is not continued or closed with `,` or `}`"},
      {"a: @x\n", "1:4 E0104", "a value cannot begin with `@`"},
      {"a: `x`\n", "1:4 E0104", "a value cannot begin with ```"},
      {"a: *\n", "1:4 E0104", "`*` begins an alias, and this is no name of one"},
      {"a:\n  b: 1\n c: 2\n", "3:2 E0104", "this does not continue the map above"},
      {"a: \"x\" y\n", "1:8 E0104", "this does not continue the map above"},
      {"a: {b} c\n", "1:8 E0104", "this does not continue the map above"},
      {"- a\nb: 1\n", "2:1 E0104", "this does not continue the list above"},
      {"a: - b\n", "1:4 E0104", "a list item cannot begin here"},
      {"a: | text\n", "1:6 E0104", "the text must begin on the next line"},
      {"a: [1, ]]\n", "1:9 E0104", "this does not continue the map above"},
  };
  for (const Fault& fault : faults) {
    CAPTURE(fault.text);
    const Reading reading(fault.text);
    CHECK_FALSE(reading.node);
    CHECK(reading.first() == fault.first);
    CHECK(reading.diagnostics.all().front().message == fault.message);
    CHECK_FALSE(reading.diagnostics.all().front().help.empty());
  }
}
