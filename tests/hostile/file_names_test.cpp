// The one text that reaches a build file as it is: what the manifest itself is called.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "cmake_tokens.h"
#include "generation.h"
#include "harmless.h"
#include "scratch_folder.h"
#include "texts.h"

namespace {

constexpr std::size_t kLongestName = 255;

const std::string& text_of(const hostile::Generation& made, std::string_view path) {
  for (const mcpgen::OutputFile& file : made.files) {
    if (file.path == path) return file.text;
  }
  throw std::out_of_range(std::string(path));
}

/// Names a file can have.
std::vector<std::string> file_names() {
  std::vector<std::string> names;
  for (const std::string& text : hostile::hostile_texts()) {
    const std::string name = text + ".json";
    const bool possible =
        name.size() <= kLongestName && name.find_first_of(std::string("/\\\0", 3)) == name.npos;
    if (possible) names.push_back(name);
  }
  return names;
}

/// Stands in for what a project calls, and keeps what reaches mcp_generate().
constexpr std::string_view kCommands = R"cmake(function(project)
endfunction()
function(find_package)
endfunction()
function(mcp_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;MANIFEST;HANDLERS;CHECKED_IN" "")
  file(WRITE "${here}/manifest" "${arg_MANIFEST}")
  file(WRITE "${here}/rest" "${arg_TARGET} ${arg_HANDLERS} ${arg_CHECKED_IN} ${arg_UNPARSED_ARGUMENTS}")
endfunction()
)cmake";

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("GEN-04 GEN-09 CMake gets the name of a manifest as it is, or the manifest is refused") {
  const tst::ScratchFolder folder;
  std::string script(kCommands);
  std::vector<std::string> accepted;
  for (const std::string& name : file_names()) {
    CAPTURE(name);
    hostile::Generation made;
    hostile::generate(made, name, std::string(hostile::harmless_manifest()));
    if (made.files.empty()) {
      CHECK(hostile::is_refused_with_places(made));
      continue;
    }
    const std::string place = std::to_string(accepted.size());
    CHECK(hostile::cmake_tokens(text_of(made, "generated/server.cmake")).oddities.empty());
    folder.file(place + "/CMakeLists.txt", text_of(made, "CMakeLists.txt"));
    script += "set(here \"${CMAKE_CURRENT_LIST_DIR}/" + place + "\")\ninclude(\"${here}/CMakeLists.txt\")\n";
    accepted.push_back(name);
  }
  CHECK(accepted.size() >= 60);
  folder.file("script.cmake", script);
  REQUIRE(std::system((MCPGEN_CMAKE " -P " + folder.path("script.cmake")).c_str()) == 0);
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    CHECK(content(folder.path(std::to_string(i) + "/manifest")) == accepted[i]);
    CHECK(content(folder.path(std::to_string(i) + "/rest")) == "zq00 src generated ");
  }
}
