#include "manifest/lint/lint.h"

namespace mcpgen {

void lint_deprecated(const Manifest& manifest, LintReport& report) {
  for (const Text& transport : manifest.transports) {
    if (transport.value != "sse") continue;
    report.add("W1501", transport.place, "the transport `sse` is deprecated since revision 2025-03-26")
        .labelled("clients are dropping it")
        .helped("use `http`, which every client of today speaks");
  }
}

}  // namespace mcpgen
