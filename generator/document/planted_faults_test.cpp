#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "document/document_testing.h"

using namespace mcpgen;
using testing::Reading;

namespace {

struct Fault {
  std::string name;
  std::string line;  // stands in place of a tool's description
  std::string code;
};

const std::vector<Fault> kFaults = {
    {"tab", "\tdescription: Adds.", "E0105"},
    {"no colon", "    description Adds.", "E0104"},
    {"second colon", "    description: Adds: two numbers", "E0104"},
    {"open double quote", "    description: \"Adds.", "E0104"},
    {"open single quote", "    description: 'Adds.", "E0104"},
    {"text after quote", "    description: \"Adds\" two numbers", "E0104"},
    {"bad escape", "    description: \"C:\\path\"", "E0104"},
    {"open list", "    scopes: [a, b", "E0104"},
    {"open map", "    annotations: {readOnlyHint: true", "E0104"},
    {"text after brace", "    description: {a} is added", "E0104"},
    {"at sign", "    description: @adds", "E0104"},
    {"star", "    description: *adds*", "E0104"},
    {"tag", "    description: !adds two", "E0113"},
    {"less indentation", "   description: Adds.", "E0104"},
    {"more indentation", "      description: Adds.", "E0104"},
    {"list item in a map", "    - description", "E0104"},
    {"repeated key", "    title: Again", "E0107"},
    {"merge key", "    <<: {a: b}", "E0114"},
    {"bad byte", "    description: Adds \xe9.", "E0103"},
    {"infinity", "    timeout: .inf", "E0115"},
};

constexpr int kTools = 10;

/// A manifest of kTools tools; tool `at` has `line` for its description, whose number is returned too.
std::pair<std::string, int> manifest_with(const std::string& line, int at) {
  std::string text = "mcpgen: 1\nname: planted\n\ntools:\n";
  int number = 0;
  for (int i = 0; i < kTools; ++i) {
    const std::string id = std::to_string(i);
    text += "  tool" + id + ":\n    title: \"Tool " + id + "\"\n";
    if (i == at) number = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
    text += (i == at ? line : "    description: It's tool {" + id + "}.") + "\n";
    text += "    input: { \"a\": 'number', b?: integer }\n    scopes: [read, 'write it']\n";
  }
  return {text, number};
}

}  // namespace

TEST_CASE("GEN-20 the first error of 200 manifests with one fault stands at the fault") {
  REQUIRE(Reading(manifest_with("    description: fine", 0).first).first().empty());
  std::string missed;
  for (const Fault& fault : kFaults) {
    for (int at = 0; at < kTools; ++at) {
      const auto [text, line] = manifest_with(fault.line, at);
      const Reading reading(text);
      CHECK_FALSE(reading.node);
      const auto found = reading.diagnostics.sorted();
      REQUIRE_FALSE(found.empty());
      const Diagnostic& first = found.front();
      CHECK_FALSE(first.help.empty());
      if (first.place.line != line || first.code != fault.code)
        missed += fault.name + " -> " + reading.first() + "\n";
    }
  }
  CHECK(missed == "");
}
