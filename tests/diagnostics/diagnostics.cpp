// diagnostics <cases> [--update]
//
// Checks every manifest x.yaml or x.json of a folder and compares what is said, one line each, with
// x.expected; where there is x.pretty, also what people see. A first line `# --profile NAME` asks for that
// profile. Files that cases include lie in folders below.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "manifest/read.h"
#include "model/model.h"
#include "support/render/render.h"

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFewestCases = 60;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string profile_of(const fs::path& manifest) {
  constexpr std::string_view kAsks = "# --profile ";
  const std::string text = read_text(manifest);
  return text.starts_with(kAsks) ? text.substr(kAsks.size(), text.find('\n') - kAsks.size()) : "";
}

std::string what_is_said(const fs::path& manifest, mcpgen::Format format) {
  const mcpgen::Catalogue& catalogue = mcpgen::Catalogue::built_in();
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  const auto document =
      mcpgen::load_document({manifest.string(), {}, profile_of(manifest)}, sources, diagnostics);
  if (document) {
    if (const auto read = mcpgen::read_manifest(*document, catalogue, sources, diagnostics))
      mcpgen::build_model(*read, catalogue, diagnostics);
  }
  std::ostringstream out;
  mcpgen::render(out, diagnostics.sorted(), {format, false});
  return out.str();
}

/// True when the golden says the same; writes it when `update` is set.
bool compare(const fs::path& golden, const std::string& said, bool update) {
  if (update) {
    std::ofstream(golden, std::ios::binary) << said;
    return true;
  }
  if (fs::exists(golden) && read_text(golden) == said) return true;
  std::cerr << "--- " << golden.string() << '\n' << read_text(golden) << "+++ what is said now\n" << said;
  return false;
}

std::vector<fs::path> manifests() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(".")) {
    const fs::path path = entry.path().filename();
    if (path.extension() == ".yaml" || path.extension() == ".json") paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// A golden whose manifest is gone would never be looked at again.
bool has_orphans(const std::vector<fs::path>& cases) {
  bool found = false;
  for (const fs::directory_entry& entry : fs::directory_iterator(".")) {
    const fs::path path = entry.path().filename();
    if (path.extension() != ".expected" && path.extension() != ".pretty") continue;
    const bool used = std::any_of(cases.begin(), cases.end(),
                                  [&](const fs::path& manifest) { return manifest.stem() == path.stem(); });
    if (used) continue;
    std::cerr << path.string() << " has no manifest\n";
    found = true;
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const bool update = argc > 2 && std::string(argv[2]) == "--update";
  fs::current_path(argv[1]);  // so that messages name the files as written here
  const std::vector<fs::path> cases = manifests();
  bool good = cases.size() >= kFewestCases && !has_orphans(cases);
  for (const fs::path& manifest : cases) {
    fs::path golden = manifest;
    good =
        compare(golden.replace_extension(".expected"), what_is_said(manifest, mcpgen::Format::gcc), update) &&
        good;
    if (!fs::exists(golden.replace_extension(".pretty"))) continue;
    good = compare(golden, what_is_said(manifest, mcpgen::Format::pretty), update) && good;
  }
  std::cerr << cases.size() << " manifests" << (good ? "" : ": not as expected") << '\n';
  return good ? 0 : 1;
}
