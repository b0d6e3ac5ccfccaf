#include <ostream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/explain.h"
#include "support/render/formats.h"
#include "support/render/sentence.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

/// A relative path is a relative URI once everything that means something there is encoded.
std::string to_uri(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json location(const Place& place) {
  Json physical = {{"artifactLocation", {{"uri", to_uri(place.file->path)}}}};
  if (place.line > 0) {
    physical["region"] = {
        {"startLine", place.line}, {"startColumn", place.column}, {"endColumn", place.end_column}};
  }
  return {{"physicalLocation", physical}};
}

Json result(const Diagnostic& diagnostic) {
  Json object = {{"ruleId", diagnostic.code},
                 {"level", name_of(diagnostic.severity)},
                 {"message", {{"text", sentence(diagnostic)}}}};
  if (diagnostic.place.file != nullptr) object["locations"] = Json::array({location(diagnostic.place)});
  for (const auto& note : diagnostic.notes) {
    if (note.place.file == nullptr) continue;
    Json related = location(note.place);
    related["message"] = {{"text", visible(note.message)}};
    object["relatedLocations"].push_back(related);
  }
  return object;
}

/// The page of explanation is what a reader unfolds beside the finding.
Json rule(const std::string& code) {
  Json object = {{"id", code}};
  if (const auto page = explanation(code)) object["help"] = {{"text", *page}, {"markdown", *page}};
  return object;
}

}  // namespace

void render_sarif(std::ostream& out, const std::vector<Diagnostic>& diagnostics) {
  Json rules = Json::array();
  Json results = Json::array();
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (codes.insert(diagnostic.code).second) rules.push_back(rule(diagnostic.code));
    results.push_back(result(diagnostic));
  }
  const Json report = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({Json{{"tool", {{"driver", {{"name", "mcpgen"}, {"rules", rules}}}}},
                                 {"columnKind", "unicodeCodePoints"},
                                 {"results", results}}})}};
  out << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace mcpgen
