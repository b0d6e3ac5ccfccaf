#include "cli/pipeline.h"

#include <algorithm>
#include <cstdlib>

#include "cli/laid_over.h"
#include "document/document.h"
#include "emit/emit.h"
#include "manifest/read.h"
#include "support/render/render.h"

namespace mcpgen {

std::chrono::milliseconds Workbench::elapsed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
}

std::optional<Model> model_of(const Project& project, Workbench& bench) {
  const auto document = load_document(project.request, bench.sources, bench.diagnostics);
  auto model = document ? model_of(*document, bench) : std::nullopt;
  for (const SourceFile& file : bench.sources.all()) bench.inputs.push_back(file.path);
  if (model && !note_what_is_laid_over(*model, project, bench.diagnostics)) return {};
  return model;
}

std::optional<Model> model_of(const Document& document, Workbench& bench) {
  const auto manifest = read_manifest(document, Catalogue::built_in(), bench.sources, bench.diagnostics);
  if (!manifest) return {};
  return build_model(*manifest, Catalogue::built_in(), bench.diagnostics);
}

Option error_format_option() {
  return {
      .name = "error-format", .value = "FORMAT", .help = "How findings are shown", .choices = format_names()};
}

bool show_findings(const Workbench& bench, const Given& given, const Console& console) {
  auto findings = bench.diagnostics.sorted();
  Format format = default_format(console.terminal, std::getenv("GITHUB_ACTIONS"));
  if (given.has("error-format")) format = *format_named(given.value("error-format"));
  if (console.json) format = Format::json;
  const bool for_programs = format == Format::json || format == Format::sarif;
  if (console.quiet && !for_programs && !given.has("strict"))
    std::erase_if(findings, [](const Diagnostic& finding) { return finding.severity != Severity::error; });
  if (for_programs || !findings.empty()) {
    render(for_programs ? console.out : console.err, findings, {.format = format, .color = console.color});
  }
  const bool for_people = format == Format::pretty || format == Format::gcc;
  const std::string counts = summary(findings, bench.elapsed());
  if (for_people && !counts.empty()) console.note(counts);
  return bench.diagnostics.has_errors();
}

std::optional<OutputPlan> plan_of(const Model& model, const GeneratedFolder& folder, Which which,
                                  Workbench& bench) {
  Layout layout;
  layout.generated = folder.name;
  layout.to_manifest = folder.to_manifest;
  std::vector<OutputFile> files = emit(model, layout);
  if (which == Which::ours)
    std::erase_if(files, [](const OutputFile& file) { return file.owner != Owner::mcpgen; });
  return plan_output(folder.root, folder.name, files, bench.diagnostics);
}

void list_changes(const OutputPlan& plan, Writing writing, const Console& console) {
  const bool done = writing == Writing::done;
  for (const Change& change : plan.changes) {
    if (change.kind == Change::Kind::create && change.owner == Owner::user) {
      console.note((done ? "created " : "would create ") + change.path + " (yours)");
    } else if (change.kind == Change::Kind::remove) {
      console.note((done ? "removed " : "would remove ") + change.path);
    } else if (change.kind != Change::Kind::keep && change.owner == Owner::mcpgen) {
      console.note((done ? "wrote   " : "would write  ") + change.path);
    }
  }
  for (const std::string& note : plan.notes) console.note("note: " + note);
}

}  // namespace mcpgen
