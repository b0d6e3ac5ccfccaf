#include "keys_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <utility>
#include <variant>

#include <mcp/auth/api_key/keys_line.h>
#include <mcp/core/members.h>
#include <mcp/core/nearest_word.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcp::auth::keys {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024 * 1024;
constexpr std::array<std::string_view, 4> kMembers = {"name", "key", "scopes", "expires"};

Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

Result<std::vector<std::string>> read_scopes(const Json& entry) {
  std::vector<std::string> scopes;
  const Json* list = find_member(entry, "scopes");
  if (list == nullptr) return scopes;
  if (!list->is_array()) return unfit("`scopes` is no list");
  for (const Json& scope : *list) {
    if (!scope.is_string()) return unfit("a scope is no text");
    scopes.push_back(scope.get<std::string>());
  }
  return scopes;
}

Result<ForeignKey> read_entry(std::string_view text, const std::vector<std::string>& known, Moment now) {
  const auto read = read_json(text, {.depth = 4, .values = 1000});
  // Why the reader stopped would quote what stands there: perhaps a key.
  if (std::holds_alternative<JsonFault>(read)) return unfit("it is no JSON object on one line");
  const Json& entry = std::get<Json>(read);
  const std::string* name = find_text(entry, "name");
  const std::string* key = find_text(entry, "key");
  if (name == nullptr || key == nullptr) return unfit("it is no object with the texts `name` and `key`");
  for (const auto& [member, value] : entry.items()) {
    if (std::ranges::find(kMembers, member) == kMembers.end())
      return unknown_word("member", member, {kMembers.begin(), kMembers.end()});
  }
  ForeignKey foreign;
  foreign.name = *name;
  foreign.text = *key;
  auto scopes = read_scopes(entry);
  if (!scopes) return scopes.error();
  if (auto checked = check_scopes(*scopes, known); !checked) return checked.error();
  foreign.scopes = *std::move(scopes);
  if (find_member(entry, "expires") == nullptr) return foreign;
  const std::string* expires = find_text(entry, "expires");
  const auto moment = read_moment("`expires`", expires == nullptr ? "" : *expires, now);
  if (!moment) return moment.error();
  foreign.expires = *moment;
  return foreign;
}

}  // namespace

Result<std::string> read_keys_text(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string text;
  std::array<char, 64 * 1024> part{};
  while (in && text.size() <= kMostBytes) {
    in.read(part.data(), part.size());
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof() && text.size() <= kMostBytes)
    return Error{Error::Code::not_found, "cannot read the file `" + path + "`"};
  if (text.size() > kMostBytes) return unfit("`" + path + "` is larger than 64 MiB");
  return text;
}

Result<std::vector<ForeignKey>> read_foreign_keys(std::string_view text,
                                                  const std::vector<std::string>& known, Moment now) {
  std::vector<ForeignKey> keys;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view written = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (written.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto entry = read_entry(written, known, now);
    if (!entry)
      return Error{entry.error().code, "line " + std::to_string(line) + ": " + entry.error().message};
    entry->line = line;
    keys.push_back(*std::move(entry));
  }
  return keys;
}

}  // namespace mcp::auth::keys
