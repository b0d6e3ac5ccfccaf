#include "support/diagnostic.h"

#include "catch.h"

using mcpgen::Diagnostics;
using mcpgen::Severity;
using mcpgen::Sources;

TEST_CASE("findings are sorted by file in the order of reading, then by place") {
  Sources sources;
  const auto& a = sources.add("z.yaml", "");
  const auto& b = sources.add("a.yaml", "");
  Diagnostics diagnostics;
  diagnostics.error("E0201", {&b, 1, 1, 2}, "fourth");
  diagnostics.error("E0201", {&a, 9, 1, 2}, "third");
  diagnostics.warning("W1001", {&a, 2, 8, 9}, "second");
  diagnostics.error("E0101", {}, "first");

  std::string order;
  for (const auto& d : diagnostics.sorted()) order += d.message + " ";
  CHECK(order == "first second third fourth ");
}

TEST_CASE("exact repeats are folded, also when another finding stands between") {
  Sources sources;
  const auto& file = sources.add("a.yaml", "");
  Diagnostics diagnostics;
  diagnostics.error("E0201", {&file, 1, 1, 2}, "same");
  diagnostics.error("E0202", {&file, 1, 1, 2}, "other");
  diagnostics.error("E0201", {&file, 1, 1, 2}, "same");
  diagnostics.error("E0201", {&file, 2, 1, 2}, "same");
  CHECK(diagnostics.sorted().size() == 3);
}

TEST_CASE("a diagnostic is built in one chain and counted by severity") {
  Diagnostics diagnostics;
  diagnostics.warning("W1001", {}, "w");
  CHECK_FALSE(diagnostics.has_errors());
  diagnostics.error("E0207", {}, "what").labelled("expected x").helped("do y").noted({}, "see z");
  const auto& d = diagnostics.all().back();
  CHECK(d.label == "expected x");
  CHECK(d.help == "do y");
  CHECK(d.notes.at(0).message == "see z");
  CHECK(diagnostics.count(Severity::error) == 1);
  CHECK(diagnostics.has_errors());
}
