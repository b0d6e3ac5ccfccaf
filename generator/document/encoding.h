#pragma once

#include "support/diagnostic.h"

namespace mcpgen {

/// Whether the file is UTF-8 text without NUL; else an error at the first byte that is not.
bool check_utf8(const SourceFile& source, Diagnostics& diagnostics);

/// Whether the file has only characters that YAML shows as they are: no control characters, and none of
/// the line separators that some readers break lines at and others do not.
bool check_yaml_characters(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mcpgen
