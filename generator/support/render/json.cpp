#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "support/render/formats.h"
#include "support/render/sentence.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

void put_place(Json& object, const Place& place) {
  if (place.file == nullptr) return;
  object["file"] = place.file->path;
  if (place.line == 0) return;
  object["line"] = place.line;
  object["column"] = place.column;
  object["endColumn"] = place.end_column;
}

Json to_json(const Diagnostic& diagnostic) {
  Json object = {
      {"severity", name_of(diagnostic.severity)}, {"code", diagnostic.code}, {"message", diagnostic.message}};
  put_place(object, diagnostic.place);
  if (!diagnostic.label.empty()) object["label"] = diagnostic.label;
  if (!diagnostic.help.empty()) object["help"] = diagnostic.help;
  for (const auto& note : diagnostic.notes) {
    Json& added = object["notes"].emplace_back(Json{{"message", note.message}});
    put_place(added, note.place);
  }
  return object;
}

}  // namespace

void render_json(std::ostream& out, const std::vector<Diagnostic>& diagnostics) {
  const auto count = [&](Severity severity) {
    return std::count_if(diagnostics.begin(), diagnostics.end(),
                         [&](const Diagnostic& d) { return d.severity == severity; });
  };
  Json report = {{"diagnostics", Json::array()},
                 {"errors", count(Severity::error)},
                 {"warnings", count(Severity::warning)}};
  for (const Diagnostic& diagnostic : diagnostics) report["diagnostics"].push_back(to_json(diagnostic));
  out << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace mcpgen
