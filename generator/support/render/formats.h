#pragma once

#include <iosfwd>
#include <vector>

#include "support/diagnostic.h"

namespace mcpgen {

/// For people: the lines at fault with carets under them.
void render_pretty(std::ostream& out, const std::vector<Diagnostic>& diagnostics, bool color);

/// One line each in the form of compilers, which editors and build tools turn into links.
void render_gcc(std::ostream& out, const std::vector<Diagnostic>& diagnostics);

/// One JSON object for programs: `diagnostics`, `errors`, `warnings`.
void render_json(std::ostream& out, const std::vector<Diagnostic>& diagnostics);

/// SARIF 2.1.0, for code scanning.
void render_sarif(std::ostream& out, const std::vector<Diagnostic>& diagnostics);

/// Workflow commands, which put marks on a pull request.
void render_github_actions(std::ostream& out, const std::vector<Diagnostic>& diagnostics);

}  // namespace mcpgen
