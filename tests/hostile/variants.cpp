#include "variants.h"

#include <fstream>
#include <iterator>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "emit/emit.h"
#include "manifest/read.h"
#include "model/model.h"

namespace hostile {
namespace {

const std::string& source() {
  static const std::string text = [] {
    std::ifstream in(MCPGEN_HOSTILE_MANIFEST, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  return text;
}

/// The inside of a JSON string. Bytes that are not UTF-8 stay: the reader has to cope.
std::string escaped(const std::string& text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out;
}

/// Calls visit(field, start, size) for every `@…@` of the source.
template <typename Visit>
void each_field(Visit visit) {
  const std::string& text = source();
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    const std::size_t end = text.find('@', at + 1);
    const std::string inside = text.substr(at + 1, end - at - 1);
    const std::size_t equals = inside.find('=');
    const bool literal = inside[equals - 1] == '!';
    visit(Field{inside.substr(0, equals - (literal ? 1 : 0)), inside.substr(equals + 1), literal}, at,
          end + 1 - at);
    at = end;
  }
}

std::string manifest_with(const std::string& field, const std::string& text,
                          const std::string& cpp_namespace) {
  std::string out;
  std::size_t done = 0;
  each_field([&](const Field& found, std::size_t start, std::size_t size) {
    out += source().substr(done, start - done);
    out += found.name == field ? escaped(text) : found.harmless;
    done = start + size;
  });
  out += source().substr(done);
  if (!cpp_namespace.empty())
    out.insert(out.find('{') + 1, "\"generate\": {\"namespace\": \"" + cpp_namespace + "\"},");
  return out;
}

}  // namespace

std::vector<Field> fields() {
  std::vector<Field> all;
  each_field([&](const Field& field, std::size_t, std::size_t) { all.push_back(field); });
  return all;
}

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      "\"; system(\"touch pwned\"); //",
      "\\\"",
      "\\",
      "ends in \\",
      "*/ int x; /*",
      "/* open",
      "// line",
      ")\"; evil(); R\"(",
      ")json\"",
      ")json1\" )json2\" )json\"",
      "R\"json(",
      "\n#include </etc/passwd>\n",
      "\n}\nint main() {}\n",
      "\r\nx",
      "\?\?/",
      "\?\?/\n\?\?=",
      "\?\?\?\?\?/",
      "%: <% %> <: :>",
      "\x01"
      "B",
      "\x7F",
      std::string("a\0b", 3),
      "\xC2\x85 next line",
      "\xE2\x80\xA8 separator \xE2\x80\xA9",
      "\xE2\x80\xAE bidi \xE2\x81\xA6",
      "\xEF\xBB\xBF bom",
      "\xEF\xBF\xBF",
      "\xFF\xFE",
      "\xC0\xAF",
      "\xED\xA0\x80",
      "\xF0\x9F\x98\x80",
      "\xD0\xB0\xD0\xB1",
      "${ENV}",
      "${CMAKE_COMMAND};a;b",
      "$ENV{HOME}",
      "$<TARGET_FILE:x>",
      ")\nexecute_process(COMMAND touch pwned)\n#",
      "a;b\"c#d",
      "@ONLY@ ",
      "`touch pwned`",
      "$(touch pwned)",
      "{{name}}",
      "{{#tools}}",
      "}}",
      "{name}",
      "%s%n%d",
      "\\u202e\\x41\\101",
      "'",
      "\"",
      "<script>alert(1)</script>",
      "",
      " ",
      "\t",
      std::string(128, 'x'),
      std::string(129, 'x'),
      std::string(4000, '"'),
      "__attribute__((constructor))",
      "std",
      "delete",
      "../../etc/cron.d/x",
      "/abs",
      "C:\\x",
      "con",
      ".git/hooks/pre-commit",
      "CMakeLists.txt",
      "trailing.",
      "clang-format off",
      "#pragma once",
      "#error no",
      "_Pragma(\"once\")",
      "NULL",
  };
  return texts;
}

Outcome generate(const std::string& field, const std::string& text, const std::string& cpp_namespace) {
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  const mcpgen::SourceFile& file = sources.add("mcpgen.json", manifest_with(field, text, cpp_namespace));
  Outcome outcome;
  if (auto root = mcpgen::read_document(file, diagnostics)) {
    const mcpgen::Document document{std::move(*root), {file.path}};
    if (const auto manifest = mcpgen::read_manifest(document, mcpgen::Catalogue::built_in(), diagnostics)) {
      if (const auto model = mcpgen::build_model(*manifest, mcpgen::Catalogue::built_in(), diagnostics)) {
        outcome.files = mcpgen::emit(*model);
      }
    }
  }
  outcome.refused = outcome.files.empty();
  for (const mcpgen::Diagnostic& finding : diagnostics.all()) {
    if (finding.severity != mcpgen::Severity::error) continue;
    if (outcome.first_error.empty()) outcome.first_error = finding.code + ' ' + finding.message;
    const bool placed = finding.place.file != nullptr && finding.place.line > 0;
    outcome.every_error_has_a_place = outcome.every_error_has_a_place && placed;
  }
  return outcome;
}

}  // namespace hostile
