#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/output_file.h"

namespace hostile {

/// A string field of manifest.json: `@name=harmless@`, or `@name!=harmless@` where the text as it is becomes
/// a string literal of the generated code.
struct Field {
  std::string name;
  std::string harmless;
  bool literal = false;
};

std::vector<Field> fields();

/// Texts that have broken code generators, and some that could.
const std::vector<std::string>& hostile_texts();

/// What came of one manifest: files, or errors each of which has a place.
struct Outcome {
  std::vector<mcpgen::OutputFile> files;
  bool refused = false;
  bool every_error_has_a_place = true;
  std::string first_error;
};

/// manifest.json with one field replaced. `cpp_namespace` is put in when it is not empty.
Outcome generate(const std::string& field, const std::string& text, const std::string& cpp_namespace = {});

}  // namespace hostile
