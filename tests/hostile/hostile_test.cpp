#include <cstdlib>
#include <iostream>
#include <random>

#include "catch.h"
#include "comparison.h"
#include "generation.h"
#include "harmless.h"
#include "texts.h"

namespace {

using hostile::Generation;
using hostile::Part;
using hostile::Swap;

const std::vector<mcpgen::OutputFile>& harmless() {
  static const auto kFiles = [] {
    Generation made;
    hostile::generate(made, "mcpgen.json", std::string(hostile::harmless_manifest()));
    for (const mcpgen::Diagnostic& found : made.diagnostics.all()) {
      if (found.severity == mcpgen::Severity::error) std::cerr << found.message << '\n';
    }
    return made.files;
  }();
  return kFiles;
}

struct Count {
  std::size_t accepted = 0;
  std::size_t refused = 0;
};

void try_one(const Swap& swap, Count& count) {
  CAPTURE(swap.mark, swap.text);
  Generation made;
  hostile::generate(made, "mcpgen.json", hostile::manifest_with(swap.mark, swap.text));
  if (made.files.empty()) {
    ++count.refused;
    CHECK(hostile::is_refused_with_places(made));
    return;
  }
  ++count.accepted;
  CHECK(hostile::differences(harmless(), made.files, swap) == std::vector<std::string>{});
}

void report(const char* what, const Count& count) {
  std::cout << what << ": " << count.accepted + count.refused << " variants, " << count.accepted
            << " accepted, " << count.refused << " refused\n";
}

/// Each field with more than forty texts; the next one begins elsewhere, so that each text is tried in many.
void try_all(const char* what, Part part) {
  constexpr std::size_t kStride = 3;
  REQUIRE_FALSE(harmless().empty());
  const std::vector<std::string>& texts = hostile::hostile_texts();
  REQUIRE(texts.size() >= 40 * kStride);
  Count count;
  std::size_t first = 0;
  for (const std::string& mark : hostile::marks(part)) {
    for (std::size_t i = first; i < texts.size(); i += kStride) try_one({mark, texts[i]}, count);
    first = (first + 1) % kStride;
  }
  report(what, count);
  CHECK(count.accepted >= 400);
}

/// What `MCPGEN_SEED` says, to see a failure again.
std::uint32_t seed() {
  if (const char* given = std::getenv("MCPGEN_SEED")) {
    return static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
  }
  return std::random_device()();
}

}  // namespace

TEST_CASE("GEN-01 GEN-02 GEN-03 GEN-04 no text about the server changes more than its literals") {
  try_all("server", Part::server);
}

TEST_CASE("GEN-01 GEN-02 GEN-03 GEN-04 no text of a tool changes more than its literals") {
  try_all("tools", Part::tools);
}

TEST_CASE("GEN-01 GEN-02 GEN-03 GEN-04 no text of a resource changes more than its literals") {
  try_all("resources", Part::resources);
}

TEST_CASE("GEN-01 GEN-02 GEN-03 GEN-04 no text of a prompt changes more than its literals") {
  try_all("prompts", Part::prompts);
}

TEST_CASE("GEN-01 GEN-02 GEN-03 GEN-04 no mixture of texts changes more than its literals") {
  REQUIRE_FALSE(harmless().empty());
  const std::uint32_t start = seed();
  std::cout << "MCPGEN_SEED=" << start << '\n';
  std::mt19937 random(start);
  std::vector<std::string> all;
  for (const Part part : {Part::server, Part::tools, Part::resources, Part::prompts}) {
    const std::vector<std::string> some = hostile::marks(part);
    all.insert(all.end(), some.begin(), some.end());
  }
  Count count;
  for (int i = 0; i < 1000; ++i) {
    const std::string& mark = all[random() % all.size()];
    try_one({mark, hostile::mixed_text(random)}, count);
  }
  report("mixtures", count);
  CHECK(count.accepted >= 300);
}
