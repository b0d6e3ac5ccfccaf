#include "support/render/render.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "support/render/formats.h"
#include "support/text.h"

namespace mcpgen {
namespace {

struct NamedFormat {
  std::string_view name;
  Format format;
};

constexpr std::array kFormats = {
    NamedFormat{"pretty", Format::pretty},
    NamedFormat{"gcc", Format::gcc},
    NamedFormat{"json", Format::json},
    NamedFormat{"sarif", Format::sarif},
    NamedFormat{"github-actions", Format::github_actions},
};

/// " in mcpgen.yaml", " in 3 files", or nothing where no file is at fault.
std::string where(const std::vector<Diagnostic>& diagnostics) {
  std::vector<const SourceFile*> files;
  for (const Diagnostic& d : diagnostics) {
    const bool known = std::find(files.begin(), files.end(), d.place.file) != files.end();
    if (d.place.file != nullptr && !known) files.push_back(d.place.file);
  }
  if (files.empty()) return {};
  return " in " + (files.size() == 1 ? visible(files[0]->path) : counted(files.size(), "file"));
}

}  // namespace

void render(std::ostream& out, const std::vector<Diagnostic>& diagnostics, Style style) {
  switch (style.format) {
    case Format::pretty:
      return render_pretty(out, diagnostics, style.color);
    case Format::gcc:
      return render_gcc(out, diagnostics);
    case Format::json:
      return render_json(out, diagnostics);
    case Format::sarif:
      return render_sarif(out, diagnostics);
    case Format::github_actions:
      return render_github_actions(out, diagnostics);
  }
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  names.reserve(kFormats.size());
  for (const NamedFormat& known : kFormats) names.emplace_back(known.name);
  return names;
}

std::optional<Format> format_named(std::string_view name) {
  for (const NamedFormat& known : kFormats) {
    if (known.name == name) return known.format;
  }
  return std::nullopt;
}

Format default_format(bool terminal, const char* github_actions) {
  if (github_actions != nullptr && std::string_view(github_actions) == "true") return Format::github_actions;
  return terminal ? Format::pretty : Format::gcc;
}

std::string summary(const std::vector<Diagnostic>& diagnostics, std::chrono::milliseconds elapsed) {
  std::string counts;
  for (const auto& [severity, noun] : {std::pair{Severity::error, "error"}, {Severity::warning, "warning"}}) {
    const auto count = std::count_if(diagnostics.begin(), diagnostics.end(),
                                     [s = severity](const Diagnostic& d) { return d.severity == s; });
    if (count == 0) continue;
    if (!counts.empty()) counts += ", ";
    counts += counted(static_cast<std::size_t>(count), noun);
  }
  if (counts.empty()) return counts;
  return fmt::format("{}{} ({} ms)", counts, where(diagnostics), elapsed.count());
}

}  // namespace mcpgen
