#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/node.h"
#include "manifest/manifest.h"
#include "manifest/reading.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Advice on a manifest that could be read. `root` is the document it came from: its `lint:` section sets
/// the level of each rule.
void lint(const Node& root, const Manifest& manifest, const std::vector<VariableUse>& variables,
          Diagnostics& diagnostics);

/// The codes of all rules.
std::vector<std::string> lint_codes();

/// Where the rules report: each at the level that the manifest gives it.
class LintReport {
 public:
  /// `levels` is the manifest's `lint:` section, or nullptr.
  LintReport(const Node* levels, Diagnostics& diagnostics) : levels_(levels), diagnostics_(diagnostics) {}

  /// The finding, for .labelled() and .helped(); of no consequence when the rule is off.
  Diagnostic& add(std::string_view code, Place place, std::string message);

 private:
  const Node* levels_;
  Diagnostics& diagnostics_;
  Diagnostic unheard_;
};

// One function per family of rules.
void lint_names(const Manifest& manifest, LintReport& report);    // W1002 W1003
void lint_tools(const Manifest& manifest, LintReport& report);    // W1001 W1101 W1201
void lint_schemas(const Manifest& manifest, LintReport& report);  // W1001 W1004 W1005
void lint_secrets(const Node& root, LintReport& report);          // W1301
void lint_variables(const Manifest& manifest, const std::vector<VariableUse>& variables,
                    LintReport& report);                             // W1302 W1303
void lint_transports(const Manifest& manifest, LintReport& report);  // W1501 W1502
void lint_auth(const Manifest& manifest, LintReport& report);        // W1401 W1402 W1503 W1504
void lint_headers(const Manifest& manifest, LintReport& report);     // W1601
void lint_skills(const Manifest& manifest, LintReport& report);      // W1701 W1702

}  // namespace mcpgen
