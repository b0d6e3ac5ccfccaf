// diagnostic_codes <root of the tree>
//
// Every code that the tool's sources report has a page under support/explain, every page's code is
// reported somewhere, and every code is shown by a case or, where that is not possible, by a unit test.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace {

// What no manifest in a folder can show, and why. Unit tests show these.
const std::map<std::string, std::string> kWithoutCase{
    {"E0102", "takes a file of 8 MiB"},
    {"E0109", "takes half a million values"},
    {"E0122", "takes 257 files"},
    {"E0705", "takes a text of 64 KiB"},
    {"E0706", "takes a manifest that was checked by another build of the tool"},
    {"E0710", "takes a symbolic link where a file is to be written"},
    {"E0711", "takes a file of somebody else's where one is to be written"},
    {"E0712", "takes a folder that cannot be written to"},
    {"E0713", "takes a folder where a file is to be written"},
    {"E0714", "takes files that a manifest cannot ask for"},
    {"E0715", "takes a folder that holds another manifest's server"},
    {"W1702", "takes 513 files"},
};

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

enum class Source { none, ours, test };

Source kind_of(const fs::path& path) {
  if (path.extension() != ".cpp" && path.extension() != ".h") return Source::none;
  return path.stem().string().ends_with("_test") ? Source::test : Source::ours;
}

void collect_words(const std::string& text, std::set<std::string>& codes) {
  for (const auto& [code, reason] : kWithoutCase)
    if (text.find(code) != text.npos) codes.insert(code);
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
  std::set<std::string> reported, pages, shown, tested, needs_case, needs_test;
  for (const auto& entry : fs::recursive_directory_iterator(root / "generator")) {
    const Source kind = kind_of(entry.path());
    if (kind == Source::ours) collect(read_text(entry.path()), '"', '"', reported);
    if (kind == Source::test) collect_words(read_text(entry.path()), tested);
  }
  for (const auto& entry : fs::directory_iterator(root / "generator/support/explain")) {
    pages.insert(entry.path().stem().string());
  }
  for (const auto& entry : fs::directory_iterator(root / "tests/diagnostics/cases")) {
    if (entry.path().extension() == ".expected") collect(read_text(entry.path()), '[', ']', shown);
  }
  for (const std::string& code : reported)
    (kWithoutCase.contains(code) ? needs_test : needs_case).insert(code);
  bool good = report(reported, pages, "has no page in generator/support/explain");
  good = report(pages, reported, "has a page but is never reported") && good;
  good = report(needs_case, shown, "is shown by no case of tests/diagnostics/cases") && good;
  good = report(needs_test, tested, "is shown by no unit test") && good;
  for (const auto& [code, reason] : kWithoutCase) {
    if (!shown.contains(code)) continue;
    std::cerr << code << " is shown by a case, though it " << reason << '\n';
    good = false;
  }
  return good ? 0 : 1;
}
