#include <algorithm>

#include "manifest/lint/lint.h"

namespace mcpgen {
namespace {

void lint_deprecated(const Manifest& manifest, LintReport& report) {
  for (const Text& transport : manifest.transports) {
    if (transport.value != "sse") continue;
    report.add("W1501", transport.place, "the transport `sse` is deprecated since revision 2025-03-26")
        .labelled("clients are dropping it")
        .helped("use `http`, which every client of today speaks");
  }
}

void lint_idle_server(const Manifest& manifest, LintReport& report) {
  const bool absent = manifest.server.place.file == nullptr;
  if (absent || std::ranges::any_of(manifest.transports,
                                    [](const Text& transport) { return transport.value != "stdio"; }))
    return;
  report.add("W1502", manifest.server.place, "`server` does nothing where `stdio` is the only transport")
      .labelled("nothing listens")
      .helped("add `http` to `transports`, or remove `server`");
}

}  // namespace

void lint_transports(const Manifest& manifest, LintReport& report) {
  lint_deprecated(manifest, report);
  lint_idle_server(manifest, report);
}

}  // namespace mcpgen
