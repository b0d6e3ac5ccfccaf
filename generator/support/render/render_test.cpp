#include "support/render/render.h"

#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.h"

using namespace mcpgen;
using namespace std::chrono_literals;

namespace {

std::string rendered(const Diagnostics& diagnostics, Style style) {
  std::ostringstream out;
  render(out, diagnostics.sorted(), style);
  return out.str();
}

std::string pretty(const SourceFile& file, Place place, const std::string& label = "") {
  place.file = &file;
  Diagnostics diagnostics;
  diagnostics.error("E0101", place, "wrong").labelled(label);
  return rendered(diagnostics, {});
}

/// The finding that the description of the format shows.
struct Example {
  Example() {
    diagnostics.error("E0207", {&file, 14, 9, 16}, "unknown auth mode `api_key`")
        .labelled("expected none, api-key or jwt")
        .helped("did you mean `api-key`?");
  }
  SourceFile file{"mcpgen.yaml", std::string(12, '\n') + "auth:\n  mode: api_key\n"};
  Diagnostics diagnostics;
};

}  // namespace

TEST_CASE("GEN-20 pretty shows the line, the caret and the help") {
  const Example example;
  CHECK(rendered(example.diagnostics, {Format::pretty, false}) ==
        "error[E0207]: unknown auth mode `api_key`\n"
        "  --> mcpgen.yaml:14:9\n"
        "   |\n"
        "13 | auth:\n"
        "14 |   mode: api_key\n"
        "   |         ^^^^^^^ expected none, api-key or jwt\n"
        "   |\n"
        "help: did you mean `api-key`?\n"
        "   = more: mcpgen explain E0207\n"
        "\n");
}

TEST_CASE("GEN-20 gcc gives one line that editors can link") {
  Example example;
  CHECK(rendered(example.diagnostics, {Format::gcc}) ==
        "mcpgen.yaml:14:9: error: unknown auth mode 'api_key'; did you mean 'api-key'? [E0207]\n");
  example.diagnostics.warning("W1001", {}, "odd\nname").noted({&example.file, 13, 1, 5}, "see `auth`");
  CHECK_THAT(
      rendered(example.diagnostics, {Format::gcc}),
      tst::StartsWith("mcpgen: warning: odd\\u{000a}name [W1001]\nmcpgen.yaml:13:1: note: see 'auth'\n"));
}

TEST_CASE("colour appears only when asked for") {
  const Example example;
  CHECK(rendered(example.diagnostics, {Format::pretty, false}).find('\x1b') == std::string::npos);
  CHECK_THAT(rendered(example.diagnostics, {Format::pretty, true}),
             tst::StartsWith("\x1b[1;31merror[E0207]\x1b[0m"));
}

TEST_CASE("a note shows its own place") {
  const SourceFile file("m.yaml", "a: 1\nb: 2\na: 3\n");
  Diagnostics diagnostics;
  diagnostics.error("E0107", {&file, 3, 1, 2}, "twice").noted({&file, 1, 1, 2}, "first given here");
  CHECK_THAT(rendered(diagnostics, {}), tst::ContainsSubstring("note: first given here\n"
                                                               " --> m.yaml:1:1\n"
                                                               "  |\n"
                                                               "1 | a: 1\n"
                                                               "  | -\n"
                                                               "  = more:"));
}

TEST_CASE("carets stand under what they mark in any script") {
  const SourceFile file("m.yaml", "\tk: x\n語: x\ne\xcc\x81: x\n");
  CHECK_THAT(pretty(file, {nullptr, 1, 5, 6}), tst::ContainsSubstring("1 |     k: x\n  |        ^\n"));
  CHECK_THAT(pretty(file, {nullptr, 2, 4, 5}), tst::ContainsSubstring("2 | 語: x\n  |     ^\n"));
  CHECK_THAT(pretty(file, {nullptr, 3, 5, 6}), tst::ContainsSubstring("  |    ^\n"));
}

TEST_CASE("hidden characters of the user's are written out") {
  const SourceFile file("m\x1b.yaml", "k: \xe2\x80\xae x\n");
  const std::string text = pretty(file, {nullptr, 1, 6, 7}, "\x1b[2J");
  CHECK_THAT(text, tst::ContainsSubstring("m\\u{001b}.yaml:1:6"));
  CHECK_THAT(text, tst::ContainsSubstring("1 | k: \\u{202e} x\n  |             ^ \\u{001b}[2J\n"));
}

TEST_CASE("a very long line is cut around the caret") {
  const SourceFile file("m.yaml", std::string(100'000, 'x') + "FAULT" + std::string(100'000, 'y'));
  const std::string text = pretty(file, {nullptr, 1, 100'001, 100'006});
  CHECK(text.size() < 500);
  CHECK_THAT(text,
             tst::ContainsSubstring("1 | …" + std::string(40, 'x') + "FAULT" + std::string(55, 'y') + "…\n"));
  CHECK_THAT(text, tst::ContainsSubstring("  | " + std::string(41, ' ') + "^^^^^\n"));
}

TEST_CASE("places beyond the text do no harm") {
  const SourceFile file("m.yaml", "a\n");
  CHECK_THAT(pretty(file, {nullptr, 1, 99, 100}), tst::ContainsSubstring("1 | a\n  |  ^\n"));
  CHECK_THAT(pretty(file, {nullptr, 7, 1, 2}), tst::ContainsSubstring("7 |\n  | ^\n"));
}

TEST_CASE("json carries every field for programs") {
  Example example;
  example.diagnostics.warning("W1001", {}, "bad \xff byte").noted({&example.file, 13, 1, 5}, "see");
  const auto report = nlohmann::json::parse(rendered(example.diagnostics, {Format::json}));
  CHECK(report["errors"] == 1);
  CHECK(report["warnings"] == 1);
  CHECK(report["diagnostics"][1] == nlohmann::json{{"severity", "error"},
                                                   {"code", "E0207"},
                                                   {"message", "unknown auth mode `api_key`"},
                                                   {"file", "mcpgen.yaml"},
                                                   {"line", 14},
                                                   {"column", 9},
                                                   {"endColumn", 16},
                                                   {"label", "expected none, api-key or jwt"},
                                                   {"help", "did you mean `api-key`?"}});
  CHECK(report["diagnostics"][0]["notes"][0]["line"] == 13);
}

TEST_CASE("sarif names the rule, its page and the region") {
  const SourceFile file("a b/m.yaml", "x: 1\n");
  Diagnostics diagnostics;
  diagnostics.error("E0101", {&file, 1, 1, 2}, "what").helped("do this").noted({&file, 1, 4, 5}, "see");
  const auto report = nlohmann::json::parse(rendered(diagnostics, {Format::sarif}));
  CHECK(report["version"] == "2.1.0");
  const auto& run = report["runs"][0];
  CHECK(run["tool"]["driver"]["rules"][0]["id"] == "E0101");
  CHECK_THAT(run["tool"]["driver"]["rules"][0]["help"]["markdown"].get<std::string>(),
             tst::StartsWith("# E0101"));
  const auto& result = run["results"][0];
  CHECK(result["level"] == "error");
  CHECK(result["message"]["text"] == "what; do this");
  const auto& location = result["locations"][0]["physicalLocation"];
  CHECK(location["artifactLocation"]["uri"] == "a%20b/m.yaml");
  CHECK(location["region"] == nlohmann::json{{"startLine", 1}, {"startColumn", 1}, {"endColumn", 2}});
  CHECK(result["relatedLocations"][0]["message"]["text"] == "see");
}

TEST_CASE("github-actions escapes what would end a command") {
  const SourceFile file("a,b:c.yaml", "x: 1\n");
  Diagnostics diagnostics;
  diagnostics.error("E0101", {&file, 1, 1, 2}, "100% wrong").noted({&file, 1, 4, 5}, "see");
  CHECK(rendered(diagnostics, {Format::github_actions}) ==
        "::error title=E0101,file=a%2Cb%3Ac.yaml,line=1,col=1,endColumn=2::100%25 wrong%0Asee: "
        "a,b:c.yaml:1:4\n");
}

TEST_CASE("the format follows the surroundings") {
  CHECK(default_format(true, nullptr) == Format::pretty);
  CHECK(default_format(false, nullptr) == Format::gcc);
  CHECK(default_format(true, "true") == Format::github_actions);
  CHECK(default_format(false, "false") == Format::gcc);
  for (const std::string& name : format_names()) CHECK(format_named(name).has_value());
  CHECK_FALSE(format_named("xml"));
}

TEST_CASE("the summary counts and says where") {
  Example example;
  example.diagnostics.warning("W1001", {&example.file, 1, 1, 2}, "w");
  example.diagnostics.error("E0201", {&example.file, 2, 1, 2}, "e");
  CHECK(summary(example.diagnostics.sorted(), 3ms) == "2 errors, 1 warning in mcpgen.yaml (3 ms)");
  const SourceFile other("other.yaml", "");
  example.diagnostics.error("E0201", {&other, 2, 1, 2}, "e");
  CHECK(summary(example.diagnostics.sorted(), 12ms) == "3 errors, 1 warning in 2 files (12 ms)");
  CHECK(summary({}, 3ms).empty());
}
