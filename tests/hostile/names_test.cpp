#include <algorithm>
#include <set>

#include "catch.h"
#include "generation.h"
#include "tokens.h"

namespace {

/// A server with two things of one kind, called by two names.
std::string manifest(const std::string& kind, const std::string& one, const std::string& other) {
  const auto with = [&](const std::string& before, const std::string& each, const std::string& after) {
    return R"({"mcpgen": 1, "name": "hello", "version": "1", )" + before + '"' + one + "\": " + each +
           ", \"" + other + "\": " + each + after + "}";
  };
  if (kind == "tools") return with(R"("tools": {)", "{}", "}");
  if (kind == "prompts") return with(R"("prompts": {)", "{}", "}");
  if (kind == "fields") return with(R"("tools": {"greet": {"input": {)", "\"string\"", "}}}");
  return R"({"mcpgen": 1, "name": "hello", "version": "1", "tools": {"greet": {"inputSchema": {"type": "object",
      "properties": {"x": {"type": "string", "enum": [")" +
         one + "\", \"" + other + R"("]}}}}}})";
}

/// Some error points to the one name and, in a note, to the other.
bool shows_both_places(const hostile::Generation& made) {
  return std::ranges::any_of(made.diagnostics.all(), [](const mcpgen::Diagnostic& found) {
    return found.severity == mcpgen::Severity::error && !found.notes.empty() &&
           found.notes.front().place.line >= 1 && found.notes.front().place != found.place;
  });
}

std::string all_text(const hostile::Generation& made) {
  std::string all;
  for (const mcpgen::OutputFile& file : made.files) all += file.path + '\n' + file.text;
  return all;
}

}  // namespace

TEST_CASE("GEN-05 GEN-06 two names never become one in C++ or among files") {
  const std::vector<std::string> names{"get-user", "get_user", "get.user", "GET_USER", "getUser", "delete",
                                       "delete_",  "main",     "main_",    "__x",      "u5F_x",   "_X",
                                       "1abc",     "n1abc",    "state",    "state_",   "errno",   "errno_",
                                       "linux",    "std",      "std_",     "x__y",     "xu5F_y",  "con"};
  std::size_t accepted = 0;
  for (const std::string kind : {"tools", "prompts", "fields", "values"}) {
    for (const std::string& one : names) {
      for (const std::string& other : names) {
        if (one >= other) continue;
        CAPTURE(kind, one, other);
        hostile::Generation made;
        hostile::generate(made, "mcpgen.json", manifest(kind, one, other));
        if (made.files.empty()) {
          REQUIRE(hostile::is_refused_with_places(made));
          CHECK(shows_both_places(made));
          continue;
        }
        ++accepted;
        std::set<std::string> paths;
        for (const mcpgen::OutputFile& file : made.files) CHECK(paths.insert(file.path).second);
        hostile::Generation swapped;
        hostile::generate(swapped, "mcpgen.json", manifest(kind, one, "harmless"));
        CHECK(all_text(swapped) != all_text(made));
      }
    }
  }
  CHECK(accepted >= 700);
}
