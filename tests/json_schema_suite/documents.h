#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <mcp/json/json.h>

/// The JSON in `file`, or nothing where it cannot be read.
std::optional<mcp::Json> read_file(const std::filesystem::path& file);

/// Schemas by the URI under which the suite refers to them.
using Documents = std::map<std::string, mcp::Json, std::less<>>;

/// Adds the suite's `remotes`, which it expects at http://localhost:1234/.
void add_remotes(Documents& documents, const std::filesystem::path& suite);

/// Adds the metaschema of 2020-12 and its vocabularies as either generation of python3-jsonschema lays them
/// out.
void add_metaschemas(Documents& documents, const std::filesystem::path& folder);
