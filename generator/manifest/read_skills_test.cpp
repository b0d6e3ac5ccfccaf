#include "catch.h"
#include "manifest/testing.h"
#include "scratch_folder.h"

using mcpgen::tst::json;
using mcpgen::tst::Read;

namespace {

/// A manifest beside folders of skills.
struct Project {
  ::tst::ScratchFolder folder{};

  const Project& skill(const std::string& below, const std::string& front_matter) const {
    folder.file(below + "/SKILL.md", "---\n" + front_matter + "---\n# Text\n");
    return *this;
  }
  Read read(const std::string& rest) const {
    return Read("mcpgen: 1\nname: s\nversion: 1.0.0\n" + rest, folder.path("mcpgen.yaml"));
  }
};

constexpr const char* kGit = "name: git-workflow\ndescription: How we use Git.\n";

TEST_CASE("a skill is read from the folder of its name, or the one that is named") {
  const Project project;
  project.skill("skills/git-workflow", kGit)
      .skill("docs/refunds",
             "name: refunds\ndescription: Pays back.\nlicense: MIT\nmetadata: { v: 1.10, s: '1' }\n")
      .skill("docs/pdf", "name: pdf\ndescription: >\n  Reads\n  PDF.\n");
  const Read read = project.read(
      "skills:\n  git-workflow:\n  acme/billing/refunds: docs/refunds\n  pdf: { root: ./docs/pdf }\n"
      "  off: { enabled: false }\n");
  CHECK(read.findings() == "");
  REQUIRE(read.manifest);
  const auto& skills = read.manifest->skills;
  REQUIRE(skills.size() == 3);
  CHECK(skills[0].root.value == "skills/git-workflow");
  CHECK(skills[0].description.value == "How we use Git.");
  CHECK(skills[0].front_matter_sha256.size() == 64);
  CHECK(skills[1].path.value == "acme/billing/refunds");
  CHECK(json(skills[1].front_matter) ==
        R"({"name":"refunds","description":"Pays back.","license":"MIT","metadata":{"v":1.1,"s":"1"}})");
  CHECK(skills[2].description.value == "Reads PDF.\n");
}

TEST_CASE("faults of a front matter have their place in the SKILL.md") {
  const auto errors = [](const std::string& front_matter) {
    const Project project;
    project.skill("skills/git-workflow", front_matter);
    const Read read = project.read("skills: { git-workflow: }\n");
    CHECK_FALSE(read.manifest);
    for (const auto& finding : read.diagnostics.all())
      CHECK_THAT(finding.place.file->path, ::tst::ContainsSubstring("skills/git-workflow/SKILL.md"));
    return read.errors();
  };
  CHECK(errors("name: git-workflow\n") == "E0202 2:1 the front matter has no `description`\n");
  CHECK_THAT(errors("name: git-workflow\nname: b\ndescription: x\n"), ::tst::StartsWith("E0107 3:1 "));
  CHECK_THAT(errors("name: git-workflow\ndescription: a: b\n"), ::tst::StartsWith("E01"));
  CHECK_THAT(errors("name: git-workflow\ndescription: ''\n"), ::tst::StartsWith("E0204 3:14 "));
  CHECK_THAT(errors("name: git-workflow\ndescription: " + std::string(1025, 'x') + "\n"),
             ::tst::StartsWith("E0204 3:14 "));
  CHECK(errors("name: git-workflow\ndescription: 2024\n") == "E0203 3:14 `description` must be text\n");
  CHECK_THAT(errors("- a\n"), ::tst::StartsWith("E0203 2:1 "));
  for (const char* nothing : {"", "\n", "# name: git-workflow\n"})
    CHECK(errors(nothing) == "E0803 1:1 this SKILL.md has no front matter\n");
  for (const char* name : {"Git", "git--workflow", "-git", "git-", "git_workflow", "g\xC3\xAFt"})
    CHECK_THAT(errors("name: " + std::string(name) + "\ndescription: x\n"), ::tst::StartsWith("E0301 2:7 "));
  CHECK_THAT(errors("name: git\ndescription: x\n"), ::tst::StartsWith("E0804 2:7 "));
}

TEST_CASE("a skill at fault hides no fault of another") {
  const Project project;
  CHECK(project.read("skills:\n  a: { rot: x }\n  b: nowhere\n").errors().find("E0801 6:6") !=
        std::string::npos);
  CHECK(project.read("skills: [a]\nprompts: { p: { description: 1, messages: [{ user: '{x}' }] } }\n")
            .has("E0601"));
}

TEST_CASE("a description may be as long as clients take it, in characters") {
  const Project project;
  std::string longest;
  for (int i = 0; i < 1024; ++i) longest += "\xC3\xA9";
  project.skill("skills/git-workflow", "name: git-workflow\ndescription: " + longest + "\n");
  CHECK(project.read("skills: { git-workflow: }\n").findings() == "");
}

TEST_CASE("MCP-18 a skill is neither a link nor behind one") {
  const Project project;
  project.skill("elsewhere", kGit).folder.file("skills/git-workflow/a.md", "");
  project.folder.link("skills/git-workflow/SKILL.md", "../../elsewhere/SKILL.md");
  CHECK(project.read("skills: { git-workflow: }\n").has("E0802"));
  CHECK(project.read("skills: { git-workflow: nowhere }\n").has("E0801"));
  project.folder.file("plain/SKILL.md", "# No front matter\n");
  CHECK(project.read("skills: { git-workflow: plain }\n").has("E0803"));
}

TEST_CASE("a key is a path of URIs that ends in a name, a folder has no placeholders") {
  const Project project;
  for (const char* key : {"Git", "a//b", "/a", "a/", "../a", "a b/c", "a?/c", "x/G"}) {
    CAPTURE(key);
    CHECK_THAT(project.read("skills: { '" + std::string(key) + "': x }\n").errors(),
               ::tst::ContainsSubstring("E0301 "));
  }
  for (const char* root : {"a/{b}", "${DOCS}", ""}) {
    CAPTURE(root);
    CHECK_THAT(project.read("skills: { a: { root: '" + std::string(root) + "' } }\n").errors(),
               ::tst::StartsWith("E0208 "));
  }
}

TEST_CASE("a skill inside another has its folder there") {
  const Project project;
  project.skill("skills/acme", "name: acme\ndescription: x\n")
      .skill("skills/acme/fast", "name: fast\ndescription: x\n");
  CHECK(project.read("skills: { acme: , acme/fast: }\n").findings() == "");
  CHECK(project.read("skills: { acme: , acme/fast: ./skills/acme//fast/ }\n").findings() == "");
  project.skill("fast", "name: fast\ndescription: x\n");
  CHECK(project.read("skills: { acme: , acme/fast: fast }\n").errors() ==
        "E0805 4:30 the skill `acme/fast` lies in `acme`, but its folder does not\n");
  CHECK(project.read("skills: { acme: , acme2/fast: fast }\n").errors() == "");
}

TEST_CASE("no resource stands among the files of a skill") {
  const Project project;
  project.skill("skills/git-workflow", kGit);
  const auto errors = [&](const std::string& uri) {
    return project.read("skills: { git-workflow: }\nresources: { r: { uri: '" + uri + "', text: x } }\n")
        .errors();
  };
  for (const char* uri :
       {"skill://git-workflow", "skill://git-workflow/SKILL.md", "skill://git-workflow/{+p}"})
    CHECK_THAT(errors(uri), ::tst::StartsWith("E0806 5:24 "));
  CHECK(errors("skill://git-workflow2/a") == "");
}

TEST_CASE("more than clients take of a skill is warned of") {
  const Project project;
  project.skill("skills/git-workflow", kGit);
  for (int i = 0; i < 511; ++i) project.folder.file("skills/git-workflow/f" + std::to_string(i), "");
  CHECK(project.read("skills: { git-workflow: }\n").findings() == "");
  project.folder.file("skills/git-workflow/more", "").file("skills/git-workflow/.hidden", "");
  CHECK(project.read("skills: { git-workflow: }\n").findings() ==
        "W1702 4:11 the skill `git-workflow` has 513 files\n");
  const Project large;
  large.skill("skills/git-workflow", kGit);
  large.folder.file("skills/git-workflow/a", "");
  std::filesystem::resize_file(large.folder.path("skills/git-workflow/a"), 16u * 1024 * 1024);
  CHECK_THAT(large.read("skills: { git-workflow: }\n").findings(), ::tst::StartsWith("W1702 4:11 the files"));
  CHECK(large.read("skills: { git-workflow: }\nlint: { W1702: off }\n").findings() == "");
}

TEST_CASE("a skill that profiles have as well is read once, and reported once") {
  const Project project;
  project.skill("skills/git-workflow", "name: git\ndescription: x\n");
  project.folder.file("mcpgen.yaml",
                      "mcpgen: 1\nname: s\nversion: 1.0.0\nskills: { git-workflow: }\n"
                      "profiles: { a: { title: A }, b: { title: B } }\n");
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  const auto document =
      mcpgen::load_document({project.folder.path("mcpgen.yaml"), {}, ""}, sources, diagnostics);
  REQUIRE(document);
  CHECK_FALSE(mcpgen::read_manifest(*document, mcpgen::Catalogue::built_in(), sources, diagnostics));
  CHECK(diagnostics.sorted().size() == 1);
  CHECK(sources.all().size() == 2);
}

TEST_CASE("GEN-16 scopes of skills without authentication are an error") {
  const Project project;
  project.skill("skills/git-workflow", kGit);
  CHECK(project.read("skills: { git-workflow: { scopes: [a] } }\n").has("E0401"));
}

}  // namespace
