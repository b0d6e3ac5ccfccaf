#include "document/document.h"

#include <filesystem>

#include <sys/stat.h>

#include "catch.h"
#include "scratch_folder.h"

using namespace mcpgen;
namespace fs = std::filesystem;

namespace {

struct Loading {
  explicit Loading(const DocumentRequest& request, const DocumentLimits& limits = {})
      : document(load_document(request, sources, diagnostics, limits)) {}
  Loading(const Loading&) = delete;

  /// The document as JSON, or "file:line:column code" of its first finding.
  std::string result() const {
    if (document) return to_json_text(document->root);
    const Diagnostic d = diagnostics.sorted().at(0);
    const std::string file = d.place.file ? fs::path(d.place.file->path).filename().string() : "";
    return file + ":" + std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " + d.code;
  }

  Sources sources;
  Diagnostics diagnostics;
  std::optional<Document> document;
};

std::string load(const tst::ScratchFolder& folder, const std::vector<std::string>& overlays = {},
                 const std::string& profile = "") {
  DocumentRequest request{folder.path("m.yaml"), {}, profile};
  for (const std::string& name : overlays) request.overlays.push_back(folder.path(name));
  return Loading(request).result();
}

}  // namespace

TEST_CASE("extends puts the base first and lets this file win") {
  const tst::ScratchFolder folder;
  folder.file("base/b.yaml",
              "name: base\ntools: {a: {title: A, timeout: 1s}, b: {title: B}}\nlist: [1, 2]\n");
  folder.file("m.yaml",
              "extends: base/b.yaml\nname: mine\ntools: {a: {timeout: 2s}, b: null, c: {default: "
              "null}}\nlist: [3]\n");
  CHECK(
      load(folder) ==
      R"({"name": "mine", "tools": {"a": {"title": "A", "timeout": "2s"}, "c": {"default": null}}, "list": [3]})");
}

TEST_CASE("later bases win over earlier ones, and paths are relative to the file that names them") {
  const tst::ScratchFolder folder;
  folder.file("x/one.yaml", "extends: [deep/zero.yaml]\na: 1\n").file("x/deep/zero.yaml", "a: 0\nz: 0\n");
  folder.file("two.yaml", "a: 2\n").file("m.yaml", "extends: [x/one.yaml, two.yaml]\nm: 3\n");
  CHECK(load(folder) == R"({"a": 2, "z": 0, "m": 3})");
}

TEST_CASE("include merges sections, and an entry defined twice names both places") {
  const tst::ScratchFolder folder;
  folder.file("tools.yaml", "mcpgen: 1\ntools: {b: {title: B}}\ntypes: {T: {x: string}}\n");
  folder.file("m.yaml", "mcpgen: 1\ninclude: [tools.yaml]\ntools: {a: {title: A}}\n");
  CHECK(
      load(folder) ==
      R"({"mcpgen": 1, "tools": {"a": {"title": "A"}, "b": {"title": "B"}}, "types": {"T": {"x": "string"}}})");

  folder.file("tools.yaml", "tools:\n  b: {title: B}\n  a: {description: also}\n");
  const Loading twice({folder.path("m.yaml"), {}, ""});
  CHECK(twice.result() == "tools.yaml:3:3 E0121");
  const auto note = twice.diagnostics.all().front().notes.at(0);
  CHECK(note.place == Place{&twice.sources.all().front(), 3, 9, 10});
}

TEST_CASE("a file that is reached on two ways counts once") {
  const tst::ScratchFolder folder;
  folder.file("types.yaml", "types: {T: {x: string}}\n");
  folder.file("a.yaml", "include: types.yaml\na: 1\n").file("b.yaml", "include: ./types.yaml\nb: 1\n");
  folder.file("m.yaml", "include: [a.yaml, b.yaml]\n");
  CHECK(load(folder) == R"({"a": 1, "types": {"T": {"x": "string"}}, "b": 1})");
}

TEST_CASE("overlays are laid over in order, null deletes") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml", "a: {x: 1, y: 2}\nb: 1\nc: 1\n");
  folder.file("o1.yaml", "a: {x: 10}\nb: null\nnothing: null\n")
      .file("o2.json", R"({"a": {"x": 20}, "d": 4})");
  CHECK(load(folder, {"o1.yaml", "o2.json"}) == R"({"a": {"x": 20, "y": 2}, "c": 1, "d": 4})");
  CHECK(load(folder, {"none.yaml"}) == ":0:0 E0101");
}

TEST_CASE("a section that is a list of named entries merges by name") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml",
              "tools:\n  - {name: a, x: 1}\n  - {name: b}\nlist: [1]\nprofiles:\n"
              "  map: {tools: {a: {x: 2}, b: null, c: {}}}\n"
              "  list: {tools: [{name: a, x: 3}], list: [2]}\n"
              "  none: {tools: []}\n");
  CHECK(load(folder, {}, "map") == R"({"tools": {"a": {"name": "a", "x": 2}, "c": {}}, "list": [1]})");
  CHECK(load(folder, {}, "list") ==
        R"({"tools": {"a": {"name": "a", "x": 3}, "b": {"name": "b"}}, "list": [2]})");
  CHECK(load(folder, {}, "none") == R"({"tools": [], "list": [1]})");
}

TEST_CASE("the profile asked for is merged in, the others vanish") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml",
              "a: {x: 1, y: 2}\nprofiles:\n  dev: {a: {x: 9, y: null}}\n  prod: {b: 1}\n  bad: 3\n"
              "  worse: {include: [x]}\n");
  CHECK(load(folder, {}, "dev") == R"({"a": {"x": 9}})");
  CHECK(load(folder, {}, "prod") == R"({"a": {"x": 1, "y": 2}, "b": 1})");
  CHECK(load(folder, {}, "bad") == "m.yaml:5:8 E0118");
  CHECK(load(folder, {}, "worse") == "m.yaml:6:11 E0118");

  const Loading all({folder.path("m.yaml"), {}, ""});
  CHECK(all.result() == R"({"a": {"x": 1, "y": 2}})");
  REQUIRE(all.document);
  CHECK(all.document->profiles.size() == 2);
  CHECK(all.diagnostics.all().size() == 2);  // `bad` and `worse`

  std::string many = "a: 1\nprofiles:\n";
  for (int i = 0; i < 33; ++i) many += "  p" + std::to_string(i) + ": {b: 1}\n";
  const tst::ScratchFolder crowded;
  crowded.file("m.yaml", many);
  const Loading too_many({crowded.path("m.yaml"), {}, ""});
  REQUIRE(too_many.document);
  CHECK(too_many.document->profiles.empty());
  CHECK(too_many.diagnostics.all().front().place.line == 35);

  const Loading unknown({folder.path("m.yaml"), {}, "prd"});
  CHECK(unknown.result() == "m.yaml:3:3 E0123");
  CHECK(unknown.diagnostics.all().front().help == "did you mean `prod`?");
  folder.file("m.yaml", "a: 1\n");
  CHECK(load(folder, {}, "dev") == ":0:0 E0123");
}

TEST_CASE("every node keeps the place it was written at, and every file is named") {
  const tst::ScratchFolder folder;
  folder.file("base.yaml", "tools:\n  a: {title: A}\n").file("o.yaml", "\ntools: {a: {title: O}}\n");
  folder.file("m.yaml", "extends: base.yaml\nname: x\n");
  const Loading loading({folder.path("m.yaml"), {folder.path("o.yaml")}, ""});
  REQUIRE(loading.document);
  const Node& title = *loading.document->root.find("tools")->find("a")->find("title");
  CHECK(fs::path(title.place.file->path).filename() == "o.yaml");
  CHECK(title.place.line == 2);
  CHECK(loading.document->root.find("tools")->find("a")->place.file->path == folder.path("base.yaml"));
  CHECK(loading.document->files ==
        std::vector<std::string>{folder.path("m.yaml"), folder.path("base.yaml"), folder.path("o.yaml")});
}

TEST_CASE("GEN-10 files that lead back to themselves are errors at the line that closes the cycle") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml", "a: 1\nextends: x/b.yaml\n").file("x/b.yaml", "include: [../c.yaml]\n");
  folder.file("c.yaml", "c: 1\ninclude:\n  - ./x/../m.yaml\n");
  CHECK(load(folder) == "c.yaml:3:5 E0119");
  folder.file("m.yaml", "include: m.yaml\n");
  CHECK(load(folder) == "m.yaml:1:10 E0119");
}

TEST_CASE("GEN-10 the limits hold for all files together") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml", "include: [a.yaml, b.yaml]\n")
      .file("a.yaml", "a: [1, 2]\n")
      .file("b.yaml", "b: [1, 2]\n");
  const DocumentRequest request{folder.path("m.yaml"), {}, ""};
  DocumentLimits limits;
  limits.files = 2;
  CHECK(Loading(request, limits).result() == "m.yaml:1:19 E0122");
  limits.files = 3;
  limits.bytes = 26 + 10 + 10;
  limits.nodes = 5 + 5 + 5;
  CHECK(Loading(request, limits).document.has_value());
  limits.nodes -= 1;
  CHECK(Loading(request, limits).result() == "b.yaml:1:8 E0109");
  limits.nodes += 1;
  limits.bytes -= 1;
  CHECK(Loading(request, limits).result() == "m.yaml:1:19 E0102");
}

TEST_CASE("GEN-10 only regular files of a bounded size are read") {
  const tst::ScratchFolder folder;
  CHECK(load(folder) == ":0:0 E0101");
  CHECK(Loading({"/dev/zero", {}, ""}).result() == ":0:0 E0101");
  CHECK(Loading({folder.path("."), {}, ""}).result() == ":0:0 E0101");
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  CHECK(Loading({folder.path("pipe"), {}, ""}).result() == ":0:0 E0101");  // not opened: that would wait
  folder.file("m.yaml", "").file("big", "");
  fs::resize_file(folder.path("m.yaml"), 100 * 1024 * 1024);
  CHECK(load(folder) == ":0:0 E0102");
}

TEST_CASE("GEN-20 faults in what is named stand at the name") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml", "a: 1\ninclude: [there.yaml, nowhere.yaml]\n").file("there.yaml", "- 1\n");
  const Loading both({folder.path("m.yaml"), {}, ""});
  CHECK(both.result() == "m.yaml:2:23 E0101");
  CHECK(both.diagnostics.sorted().at(1).code == "E0120");
  folder.file("m.yaml", "include: 7\n");
  CHECK(load(folder) == "m.yaml:1:10 E0118");
  folder.file("m.yaml", "extends: [{a: b}, '']\n");
  CHECK(Loading({folder.path("m.yaml"), {}, ""}).diagnostics.all().size() == 2);
  folder.file("m.yaml", "include: [\"m.yaml\\0x\"]\n");
  CHECK(load(folder) == "m.yaml:1:11 E0118");
}

TEST_CASE("a schema key of a JSON manifest is left for the check of shape") {
  const tst::ScratchFolder folder;
  folder.file("m.json", R"({"$schema": "s.json", "mcpgen": 1, "include": "t.json"})");
  folder.file("t.json", R"({"$schema": "s.json", "tools": {}})");
  CHECK(Loading({folder.path("m.json"), {}, ""}).result() ==
        R"({"$schema": "s.json", "mcpgen": 1, "tools": {}})");
}

TEST_CASE("maps of many keys are merged in time that grows with them") {
  std::string base, top, expected;
  for (int i = 0; i < 20'000; ++i) {
    base += "k" + std::to_string(i) + ": 1\n";
    top += "k" + std::to_string(i) + (i % 2 == 0 ? ": null\n" : ": 2\n");
  }
  const tst::ScratchFolder folder;
  folder.file("m.yaml", base).file("o.yaml", top);
  const Loading loading({folder.path("m.yaml"), {folder.path("o.yaml")}, ""});
  REQUIRE(loading.document);
  CHECK(loading.document->root.members.size() == 10'000);
  CHECK(loading.document->root.members[1].key == "k3");
  CHECK(loading.document->root.members[1].value.integer == 2);
}

TEST_CASE("an auth that knows callers another way replaces the one below, but for the scopes") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml",
              "auth: {mode: jwt, issuer: i, scopes: {a: A}}\nprofiles:\n"
              "  none: {auth: {mode: none}}\n  same: {auth: {mode: jwt, issuer: j}}\n"
              "  rest: {auth: {audience: x}}\n  several: {auth: {any: [api-key]}}\n"
              "  own: {auth: {class: C, header: c.h, scopes: {a: null}}}\n  word: {auth: api-key}\n");
  CHECK(load(folder, {}, "none") == R"({"auth": {"scopes": {"a": "A"}, "mode": "none"}})");
  CHECK(load(folder, {}, "same") == R"({"auth": {"mode": "jwt", "issuer": "j", "scopes": {"a": "A"}}})");
  CHECK(load(folder, {}, "rest") ==
        R"({"auth": {"mode": "jwt", "issuer": "i", "scopes": {"a": "A"}, "audience": "x"}})");
  CHECK(load(folder, {}, "several") == R"({"auth": {"scopes": {"a": "A"}, "any": ["api-key"]}})");
  CHECK(load(folder, {}, "own") == R"({"auth": {"scopes": {}, "class": "C", "header": "c.h"}})");
  CHECK(load(folder, {}, "word") == R"({"auth": "api-key"})");
}

TEST_CASE("a document knows that what was laid over it asks callers no more") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml", "auth: api-key\nprofiles: {dev: {auth: none}, prod: {name: n}}\n");
  folder.file("open.yaml", "auth: {mode: none}\n");
  const auto taken_away = [&](const std::vector<std::string>& overlays, const std::string& profile) {
    const Loading loading({folder.path("m.yaml"), overlays, profile});
    REQUIRE(loading.document);
    return loading.document->auth_taken_away;
  };
  CHECK(taken_away({}, "dev"));
  CHECK(taken_away({folder.path("open.yaml")}, ""));
  CHECK_FALSE(taken_away({}, "prod"));
  folder.file("m.yaml", "auth: none\n");
  CHECK_FALSE(taken_away({folder.path("open.yaml")}, ""));
}

TEST_CASE("null deletes a setting that is not there, however deep it stands") {
  const tst::ScratchFolder folder;
  folder.file("m.yaml",
              "env: {A: }\nprofiles:\n  dev:\n    server: {listen: l, tls: null, x: {y: null, z: 1}}\n"
              "    tools: {t: {json: {a: null}}}\n    env: {B: }\n");
  CHECK(
      load(folder, {}, "dev") ==
      R"({"env": {"A": null}, "server": {"listen": "l", "x": {"z": 1}}, "tools": {"t": {"json": {"a": null}}}})");
}

TEST_CASE("sections that are lists of named entries are included as maps are") {
  const tst::ScratchFolder folder;
  folder.file("list.yaml", "tools: [{name: b}]\n").file("map.yaml", "tools: {c: {}}\n");
  folder.file("m.yaml", "include: [list.yaml, map.yaml]\ntools: [{name: a}]\n");
  CHECK(load(folder) == R"({"tools": {"a": {"name": "a"}, "b": {"name": "b"}, "c": {}}})");
  folder.file("map.yaml", "tools:\n  a: {}\n");
  CHECK(load(folder) == "map.yaml:2:3 E0121");
  folder.file("m.yaml", "include: other.yaml\ntransports: [stdio]\n")
      .file("other.yaml", "transports: [http]\n");
  CHECK(load(folder) == "other.yaml:1:1 E0121");
}
