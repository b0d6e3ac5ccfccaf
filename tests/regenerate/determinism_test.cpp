#include <filesystem>

#include "abroad.h"
#include "catch.h"
#include "manifests.h"
#include "project.h"

namespace {

using namespace regenerate;

const std::string kManifest = hello(std::string(kGreet) + R"(  measure:
    description: Numbers that a locale would write otherwise.
    input:
      count?: integer(1000..1234567) = 1234567 -- How many
      ratio?: number(0.5..1.5) = 1.25 -- How much
      sure?: boolean = true
      word?: istanbul | izmir -- Where
    annotations: { readOnlyHint: true }
    timeout: 1234s
    concurrency: 12345
)");

}  // namespace

TEST_CASE("GEN-19 equal manifests give equal bytes, however often") {
  const Tree first = fresh(kManifest);
  REQUIRE(first.contains("generated/hello.cpp"));
  for (int i = 0; i < 20; ++i) CHECK(fresh(kManifest) == first);
}

TEST_CASE("GEN-19 equal manifests give equal bytes in another locale, time zone and folder") {
  const Tree here = fresh(kManifest);
  const tst::Abroad abroad;
  CHECK(fresh(kManifest) == here);
}

TEST_CASE("GEN-19 equal manifests give equal bytes however they are named") {
  const Tree named_whole = fresh(kManifest);
  const std::filesystem::path here = std::filesystem::current_path();
  const Project project(kManifest);
  std::filesystem::create_directory(project.folder().path("inner"));
  std::filesystem::current_path(project.folder().path("inner"));
  for (const std::string manifest : {"../mcpgen.yaml", "./../inner/../mcpgen.yaml", ".."}) {
    CAPTURE(manifest);
    CHECK(run({"build", manifest, "--gen-only"}).exit_code == 0);
    CHECK(project.tree() == named_whole);
    std::filesystem::remove_all(project.folder().path("generated"));
  }
  CHECK(run({"build", "--gen-only"}).exit_code == 0);
  CHECK(project.tree() == named_whole);
  std::filesystem::current_path(here);
}
