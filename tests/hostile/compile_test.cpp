#include <cstdlib>

#include "catch.h"
#include "generation.h"
#include "harmless.h"
#include "scratch_folder.h"
#include "texts.h"

namespace {

constexpr std::size_t kEvery = 149;  // of more than ten thousand

bool is_compiled(const std::string& path) {
  return path.starts_with("generated/") && path.ends_with(".cpp") && !path.ends_with("/main.cpp");
}

/// The manifest with a namespace of its own, so that one translation unit can hold many servers.
std::string in_namespace(const std::string& manifest, const std::string& name) {
  return hostile::replaced(manifest, "\"zq17::zq18\"", '"' + name + '"');
}

}  // namespace

TEST_CASE("GEN-01 GEN-04 GEN-21 a sample of what hostile texts become compiles without a warning") {
  using hostile::Part;
  const tst::ScratchFolder folder;
  std::string all;
  std::size_t turn = 0;
  std::size_t compiled = 0;
  for (const Part part : {Part::server, Part::tools, Part::resources, Part::prompts}) {
    for (const std::string& mark : hostile::marks(part)) {
      for (const std::string& text : hostile::hostile_texts()) {
        if (++turn % kEvery != 0) continue;
        const std::string name = "v" + std::to_string(turn);
        hostile::Generation made;
        hostile::generate(made, "mcpgen.json", in_namespace(hostile::manifest_with(mark, text), name));
        compiled += made.files.empty() ? 0U : 1U;
        for (const mcpgen::OutputFile& file : made.files) {
          folder.file(name + "/" + file.path, file.text);
          if (is_compiled(file.path)) all += "#include \"" + name + "/" + file.path + "\"\n";
        }
      }
    }
  }
  CHECK(compiled >= 30);
  folder.file("all.cpp", all);
  for (const std::string compiler : {MCPGEN_COMPILERS}) {
    CAPTURE(compiler);
    const std::string compile = compiler +
                                " -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion "
                                "-Wcomment -Wtrigraphs -Werror -I " MCPGEN_RUNTIME " " +
                                folder.path("all.cpp");
    CHECK(std::system(compile.c_str()) == 0);
  }
}
