// diagnostic_codes <root of the tree>
//
// Every code that the tool's sources report has a page under support/explain, every page's code is
// reported somewhere, and every code about the content of manifests is shown by a case.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace {

// Reported only about a transport that this build has not.
const std::set<std::string> kWithoutCase{"W1501"};

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_code(const std::string& text) {
  return text.size() == 5 && (text[0] == 'E' || text[0] == 'W') &&
         std::all_of(text.begin() + 1, text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// The codes in `text` that stand between `before` and `after`.
void collect(const std::string& text, char before, char after, std::set<std::string>& codes) {
  for (std::size_t at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
    const std::string word = text.substr(at + 1, 5);
    if (is_code(word) && at + 6 < text.size() && text[at + 6] == after) codes.insert(word);
  }
}

bool is_source(const fs::path& path) {
  return (path.extension() == ".cpp" || path.extension() == ".h") &&
         path.stem().string().find("_test") == std::string::npos;
}

bool report(const std::set<std::string>& wanted, const std::set<std::string>& there, const char* complaint) {
  bool good = true;
  for (const std::string& code : wanted) {
    if (there.contains(code)) continue;
    std::cerr << code << ' ' << complaint << '\n';
    good = false;
  }
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const fs::path root = argv[1];
  std::set<std::string> reported, pages, shown = kWithoutCase, about_manifests;
  for (const auto& entry : fs::recursive_directory_iterator(root / "generator")) {
    if (is_source(entry.path())) collect(read_text(entry.path()), '"', '"', reported);
  }
  for (const auto& entry : fs::directory_iterator(root / "generator/support/explain")) {
    pages.insert(entry.path().stem().string());
  }
  for (const auto& entry : fs::directory_iterator(root / "tests/diagnostics/cases")) {
    if (entry.path().extension() == ".expected") collect(read_text(entry.path()), '[', ']', shown);
  }
  for (const std::string& code : reported) {
    if ((code >= "E02" && code < "E07") || code[0] == 'W') about_manifests.insert(code);
  }
  bool good = report(reported, pages, "has no page in generator/support/explain");
  good = report(pages, reported, "has a page but is never reported") && good;
  good = report(about_manifests, shown, "is shown by no case of tests/diagnostics/cases") && good;
  return good ? 0 : 1;
}
