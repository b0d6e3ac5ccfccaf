// json_schema_suite required|format <suite> <metaschemas> <exceptions>
//
// Runs the cases of draft 2020-12: those every validator must pass, with formats as annotations, or those
// of the formats we assert and of ECMA-262 expressions. The exceptions are the cases that need the
// metaschema's document; they hold only where that is not installed. Exit codes: 0 passed, 1 failed,
// 77 nothing to run.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include <mcp/pattern/pattern.h>
#include <mcp/schema/formats.h>
#include <mcp/schema/schema.h>

#include "documents.h"

namespace fs = std::filesystem;

namespace {

struct Tally {
  std::size_t passed = 0;
  std::size_t excepted = 0;
  std::vector<std::string> failed;
  std::vector<std::string> wrongly_excepted;
};

// One case by name in each line: "file.json: group: case".
std::set<std::string> read_exceptions(const fs::path& file) {
  std::set<std::string> names;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') names.insert(line);
  }
  return names;
}

bool passes(const mcp::Json& group, const mcp::Json& test, const mcp::schema::Options& options) {
  auto compiled = mcp::schema::Schema::compile(group.at("schema"), options);
  if (const auto* fault = std::get_if<mcp::schema::SchemaFault>(&compiled)) {
    std::cout << "    schema at \"" << fault->pointer << "\" " << fault->message << "\n";
    return false;
  }
  const auto violations = std::get<mcp::schema::Schema>(compiled).check(test.at("data"));
  if (violations.empty() != test.at("valid").get<bool>() && !violations.empty()) {
    std::cout << "    value at \"" << violations.front().pointer << "\" " << violations.front().message
              << "\n";
  }
  return violations.empty() == test.at("valid").get<bool>();
}

void run_file(const fs::path& file, const mcp::schema::Options& options,
              const std::set<std::string>& exceptions, Tally& tally) {
  const auto groups = read_file(file);
  if (!groups) {
    tally.failed.push_back(file.filename().string() + ": cannot be read");
    return;
  }
  for (const mcp::Json& group : *groups) {
    const std::string group_name =
        file.filename().string() + ": " + group.at("description").get<std::string>();
    for (const mcp::Json& test : group.at("tests")) {
      const std::string name = group_name + ": " + test.at("description").get<std::string>();
      const bool excepted = exceptions.contains(name);
      if (passes(group, test, options)) {
        if (excepted) tally.wrongly_excepted.push_back(name);
        ++tally.passed;
      } else if (excepted) {
        ++tally.excepted;
      } else {
        tally.failed.push_back(name);
      }
    }
  }
}

std::vector<fs::path> files_of(const std::string& run, const fs::path& suite) {
  std::vector<fs::path> files;
  const fs::path folder =
      suite / (run == "format" ? "tests/draft2020-12/optional/format" : "tests/draft2020-12");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const bool asserted =
        mcp::schema::is_known_format(entry.path().stem().string()) || entry.path().stem() == "regex";
    if (entry.path().extension() == ".json" && (run != "format" || asserted)) files.push_back(entry.path());
  }
  if (run == "format") files.push_back(folder.parent_path() / "ecmascript-regex.json");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string run = argv[1];
  const fs::path suite = argv[2];
  if (!fs::is_directory(suite / "tests/draft2020-12")) {
    std::cout
        << "skipped: the JSON-Schema-Test-Suite is not there (Debian: libtest-json-schema-acceptance-perl)\n";
    return 77;
  }
  Documents documents;
  add_remotes(documents, suite);
  add_metaschemas(documents, argv[3]);

  mcp::schema::Options options;
  options.patterns = mcp::pcre2_patterns();
  options.assert_formats = run == "format";
  options.documents = [&](std::string_view uri) -> const mcp::Json* {
    const auto found = documents.find(uri);
    return found == documents.end() ? nullptr : &found->second;
  };

  Tally tally;
  const bool complete = documents.contains("https://json-schema.org/draft/2020-12/schema");
  const std::set<std::string> exceptions = complete ? std::set<std::string>() : read_exceptions(argv[4]);
  for (const fs::path& file : files_of(run, suite)) run_file(file, options, exceptions, tally);
  for (const std::string& name : tally.failed) std::cout << "FAILED " << name << "\n";
  for (const std::string& name : tally.wrongly_excepted)
    std::cout << "PASSES, so strike it from exceptions.txt: " << name << "\n";
  std::cout << "JSON Schema 2020-12, " << run << ": " << tally.passed << " passed, " << tally.failed.size()
            << " failed, " << tally.excepted << " excepted by name\n";
  return tally.failed.empty() && tally.wrongly_excepted.empty() ? 0 : 1;
}
