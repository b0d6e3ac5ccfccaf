#include <mcp/backend/skill/skill.h>

#include <mcp/core/files/skill_file.h>
#include <mcp/core/sha256.h>

#include "catch.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

namespace {

using mcp::Error;
using mcp::backend::Skill;

constexpr const char* kMain = "---\nname: a\ndescription: A.\n---\n# A\n";

Skill served(const std::string& root) {
  const std::string digest = mcp::sha256_hex(*mcp::front_matter(kMain));
  return Skill({.root = root, .front_matter_sha256 = digest});
}

std::vector<std::string> paths(const Skill& skill) {
  std::vector<std::string> found;
  const auto files = skill.list();
  REQUIRE(files);
  for (const auto& file : *files) found.push_back(file.path);
  return found;
}

TEST_CASE("every file of a skill is listed with its type, and has a digest") {
  const tst::ScratchFolder scratch;
  scratch.file("SKILL.md", kMain).file("x/y.json", "{}").file("logo", "\x89PNG");
  const Skill skill = served(scratch.path());
  CHECK(skill.problems().empty());
  CHECK(paths(skill) == std::vector<std::string>{"SKILL.md", "logo", "x/y.json"});
  CHECK(skill.list()->at(0).mime_type == "text/markdown");
  CHECK(skill.list()->at(1).mime_type.empty());

  const auto digests = skill.digests();
  REQUIRE(digests);
  REQUIRE(digests->size() == 3);
  CHECK(digests->at(2).path == "x/y.json");
  CHECK(digests->at(2).size == 2);
  CHECK(digests->at(2).sha256 == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  CHECK(digests->at(0).sha256 == mcp::sha256_hex(skill.read("SKILL.md")->parts()[0].text));
}

TEST_CASE("MCP-18 hidden files, links and what is outside are no part of a skill") {
  const tst::ScratchFolder scratch;
  scratch.file("skill/SKILL.md", kMain).file("skill/.env", "x").file("skill/.git/config", "x");
  scratch.file("secret", "outside").link("skill/link", "../secret").link("skill/up", "..");
  const Skill skill = served(scratch.path("skill"));
  CHECK(paths(skill) == std::vector<std::string>{"SKILL.md"});
  CHECK(skill.digests()->size() == 1);
  for (const char* path :
       {".env", ".git/config", "link", "up/secret", "../secret", "/etc/passwd", "x/.env", "", "."}) {
    CAPTURE(path);
    const auto contents = skill.read(path);
    REQUIRE_FALSE(contents);
    CHECK(contents.error().code == Error::Code::not_found);
  }
}

TEST_CASE("a skill whose front matter has changed is none until it is again as it was") {
  const tst::ScratchFolder scratch;
  scratch.file("SKILL.md", kMain);
  const Skill skill = served(scratch.path());
  scratch.file("SKILL.md", std::string(kMain) + "More.\n");
  CHECK(skill.list());
  for (const char* changed : {"---\nname: a\ndescription: B.\n---\n# A\n", "# A\n", ""}) {
    CAPTURE(changed);
    scratch.file("SKILL.md", changed);
    REQUIRE_FALSE(skill.list());
    CHECK(skill.list().error().code == Error::Code::not_found);
    CHECK_FALSE(skill.digests());
  }
  std::filesystem::remove(scratch.path("SKILL.md"));
  CHECK_FALSE(skill.list());
  scratch.file("SKILL.md", kMain);
  CHECK(skill.list());
}

TEST_CASE("the log says once that a skill is not served, and what to do") {
  const tst::ScratchFolder scratch;
  scratch.file("SKILL.md", "# A\n");
  const Skill skill = served(scratch.path());
  tst::StderrPipe errors;
  for (int i = 0; i < 3; ++i) CHECK_FALSE(skill.list());
  CHECK_FALSE(skill.digests());
  CHECK(errors.read_all() ==
        "warning a skill is not served: the front matter of its SKILL.md has changed folder=\"" +
            scratch.path() + "\" next=\"mcpgen build\"\n");
  scratch.file("SKILL.md", kMain);
  CHECK(skill.list());
  std::filesystem::remove(scratch.path("SKILL.md"));
  CHECK_FALSE(skill.list());
  CHECK_THAT(errors.read_all(), tst::ContainsSubstring("its SKILL.md cannot be read"));
}

TEST_CASE("a file that cannot be served is no silent gap among the digests") {
  const tst::ScratchFolder scratch;
  scratch.file("SKILL.md", kMain).file("large", std::string(mcp::kMaxSkillBytes + 1, 'x'));
  const auto digests = served(scratch.path()).digests();
  REQUIRE_FALSE(digests);
  CHECK(digests.error().code == Error::Code::unavailable);
}

TEST_CASE("a folder that is not there is a problem of the server") {
  const auto problems = served("/nowhere/at/all").problems();
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], tst::ContainsSubstring("where the server is started"));
}

}  // namespace
