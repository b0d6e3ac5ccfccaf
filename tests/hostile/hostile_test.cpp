#include <algorithm>
#include <cstdlib>
#include <map>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "cpp_tokens.h"
#include "scratch_folder.h"
#include "variants.h"

using hostile::Field;
using hostile::Outcome;
using hostile::Token;

namespace {

bool is_cpp(const std::string& path) { return path.ends_with(".h") || path.ends_with(".cpp"); }

/// Of every file of a kind, in the order of their paths: names may differ, what they are may not.
std::string shape_of(const Outcome& outcome) {
  std::string shape;
  for (const mcpgen::OutputFile& file : outcome.files) {
    if (is_cpp(file.path)) shape += hostile::shape_of(hostile::tokens_of(file.text)) + '\n';
  }
  return shape;
}

/// CMake has four kinds of things we print: words, quoted arguments, brackets and comments of one line.
std::string cmake_shape_of(const Outcome& outcome) {
  std::string shape;
  for (const mcpgen::OutputFile& file : outcome.files) {
    if (!file.path.ends_with(".cmake") && file.path != "CMakeLists.txt") continue;
    bool comment = false;
    bool word = false;
    for (const char c : file.text) {
      if (c == '#') comment = true;
      if (c == '\n') comment = false;
      if (comment) continue;
      const bool part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        c == '_' || c == '.' || c == '/' || c == '-';
      if (!part) shape += c;
      if (part && !word) shape += 'w';
      word = part;
    }
  }
  return shape;
}

bool holds_literal(const Outcome& outcome, const std::string& text) {
  return std::ranges::any_of(outcome.files, [&](const mcpgen::OutputFile& file) {
    if (!is_cpp(file.path)) return false;
    const auto tokens = hostile::tokens_of(file.text);
    return std::ranges::any_of(
        tokens, [&](const Token& token) { return token.kind == Token::Kind::string && token.value == text; });
  });
}

bool raw_literals_are_json(const Outcome& outcome) {
  return std::ranges::all_of(outcome.files, [](const mcpgen::OutputFile& file) {
    if (!is_cpp(file.path)) return true;
    const auto tokens = hostile::tokens_of(file.text);
    return std::ranges::all_of(tokens, [](const Token& token) {
      return !token.text.starts_with("R\"") || nlohmann::json::accept(token.value);
    });
  });
}

/// Paths of files: below the project, made of letters, digits, `_`, `.` and one `/`.
bool paths_are_plain(const Outcome& outcome) {
  return std::ranges::all_of(outcome.files, [](const mcpgen::OutputFile& file) {
    return file.path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./") ==
               std::string::npos &&
           file.path.find("..") == std::string::npos && file.path.front() != '/';
  });
}

}  // namespace

TEST_CASE("the tokenizer sees what a strict compiler sees") {
  using hostile::shape_of;
  using hostile::tokens_of;
  CHECK(shape_of(tokens_of("int x = 1; // c \\\n still\ny")) == "id id = number ; id ");
  CHECK(shape_of(tokens_of("// a \?\?/\nint x;\nz")) == "id ");
  CHECK(shape_of(tokens_of("\"a\\\"b\" 'c' R\"x()\")x\"")) == "string character string ");
  CHECK(shape_of(tokens_of("\"open\n")) == "BROKEN ");
  CHECK(shape_of(tokens_of("#include <string>\n")) == "# id <string> ");
  CHECK(tokens_of(R"("a\0012\n\"")").at(0).value == std::string("a\0012\n\"", 5));
}

TEST_CASE("GEN-01 no text of a manifest changes the shape of the generated code") {
  const Outcome harmless = hostile::generate("", "");
  INFO(harmless.first_error);
  REQUIRE_FALSE(harmless.refused);
  const std::string shape = shape_of(harmless);
  const std::string cmake = cmake_shape_of(harmless);
  REQUIRE(shape.find("BROKEN") == std::string::npos);
  CHECK(raw_literals_are_json(harmless));

  std::size_t variants = 0;
  std::size_t accepted = 0;
  for (const Field& field : hostile::fields()) {
    for (const std::string& text : hostile::hostile_texts()) {
      INFO(field.name << " = " << text);
      const Outcome outcome = hostile::generate(field.name, text);
      ++variants;
      if (outcome.refused) {
        CHECK(outcome.every_error_has_a_place);
        CHECK_FALSE(outcome.first_error.empty());
        continue;
      }
      ++accepted;
      CHECK(paths_are_plain(outcome));
      CHECK(raw_literals_are_json(outcome));
      // An empty text is one that is not there: its line is left out.
      if (text.empty()) continue;
      CHECK((shape_of(outcome) == shape));
      CHECK((cmake_shape_of(outcome) == cmake));
      if (field.literal) CHECK(holds_literal(outcome, text));
    }
  }
  CHECK(variants >= 2000);
  CHECK(accepted >= 1000);
  WARN(variants << " hostile variants, " << accepted << " accepted");
}

TEST_CASE("GEN-01 GEN-04 a sample of hostile manifests compiles without a warning") {
  const tst::ScratchFolder folder;
  std::string all;
  std::size_t number = 0;
  for (const Field& field : hostile::fields()) {
    for (const std::string& text : hostile::hostile_texts()) {
      if (++number % 23 != 0 || text.empty()) continue;
      const std::string name = "v" + std::to_string(number);
      const Outcome outcome = hostile::generate(field.name, text, name);
      if (outcome.refused) continue;
      for (const mcpgen::OutputFile& file : outcome.files) {
        if (!file.path.starts_with("generated/") || !is_cpp(file.path) || file.path.ends_with("/main.cpp"))
          continue;
        folder.file(name + "/" + file.path, file.text);
        if (file.path.ends_with(".cpp")) all += "#include \"" + name + "/" + file.path + "\"\n";
      }
    }
  }
  folder.file("all.cpp", all);
  const std::string compile =
      std::string(MCPGEN_CXX) +
      " -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcomment "
      "-Wtrigraphs -Wno-unused-function -Werror -I " MCPGEN_RUNTIME " " +
      folder.path("all.cpp");
  CHECK(std::system(compile.c_str()) == 0);
}
