#include "documents.h"

#include <fstream>
#include <iterator>

#include <mcp/json/read.h>

namespace fs = std::filesystem;

namespace {

void add_by_id(Documents& documents, const mcp::Json& schema) {
  const auto id = schema.is_object() ? schema.find("$id") : schema.end();
  if (id != schema.end() && id->is_string()) documents.emplace(id->get<std::string>(), schema);
}

}  // namespace

std::optional<mcp::Json> read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  auto read = mcp::read_json(text);
  if (auto* json = std::get_if<mcp::Json>(&read)) return std::move(*json);
  return std::nullopt;
}

void add_remotes(Documents& documents, const fs::path& suite) {
  const fs::path remotes = suite / "remotes";
  if (!fs::is_directory(remotes)) return;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(remotes)) {
    if (entry.path().extension() != ".json") continue;
    const std::string uri = "http://localhost:1234/" + fs::relative(entry.path(), remotes).generic_string();
    if (auto schema = read_file(entry.path())) documents.emplace(uri, std::move(*schema));
  }
}

void add_metaschemas(Documents& documents, const fs::path& folder) {
  for (const char* file : {"draft2020-12.json", "draft202012/metaschema.json"}) {
    if (const auto schema = read_file(folder / file)) add_by_id(documents, *schema);
  }
  if (const auto bundle = read_file(folder / "vocabularies.json")) {
    for (const mcp::Json& schema : *bundle) add_by_id(documents, schema);
  }
  const fs::path vocabularies = folder / "draft202012/vocabularies";
  if (!fs::is_directory(vocabularies)) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(vocabularies)) {
    if (const auto schema = read_file(entry.path())) add_by_id(documents, *schema);
  }
}
