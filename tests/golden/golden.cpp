// golden <cases> <schema> [--update]
//
// Generates every case and compares the whole tree with its expected/. The editor's schema is the same in
// all of them and stands once, as schemas/mcpgen.schema.json.

#include <exception>
#include <iostream>
#include <string_view>

#include "tree.h"

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFewestCases = 40;
constexpr auto kSchema = "generated/mcpgen.schema.json";

bool same(const golden::Tree& expected, const golden::Tree& made) {
  bool same = true;
  for (const auto& [path, text] : made) {
    const auto found = expected.find(path);
    if (found != expected.end() && found->second == text) continue;
    std::cerr << (found == expected.end() ? "  unexpected: " : "  differs: ") << path << "\n" << text;
    same = false;
  }
  for (const auto& [path, text] : expected) {
    if (made.contains(path)) continue;
    std::cerr << "  missing: " << path << '\n';
    same = false;
  }
  return same;
}

bool check(const fs::path& folder, const std::string& schema, bool update) {
  golden::Tree made = golden::generate(folder);
  if (made[kSchema] != schema) {
    std::cerr << "  " << kSchema << " is not schemas/mcpgen.schema.json\n";
    return false;
  }
  made.erase(kSchema);
  if (update) golden::write_tree(folder / "expected", made);
  return same(golden::read_tree(folder / "expected"), made);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const bool update = argc > 3 && std::string_view(argv[3]) == "--update";
  const std::string schema = golden::read_text(argv[2]);
  const auto cases = golden::cases_in(argv[1]);
  std::size_t good = 0;
  for (const fs::path& folder : cases) {
    try {
      if (check(folder, schema, update)) {
        ++good;
        continue;
      }
    } catch (const std::exception& error) {
      std::cerr << error.what();
    }
    std::cerr << folder.filename().string() << " is not as expected\n";
  }
  std::cout << good << " of " << cases.size() << " trees are as expected\n";
  return good == cases.size() && good >= kFewestCases ? 0 : 1;
}
