#include "transcript.h"

#include <fstream>
#include <map>
#include <utility>

#include <mcp/json/compare.h>
#include <mcp/json/json.h>

#include "wire_client.h"

namespace conversation {
namespace {

using Names = std::map<std::string, Json>;

bool is_name(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

Json with_values(const Json& value, const Names& names) {
  if (is_name(value) && names.contains(value.get<std::string>())) return names.at(value.get<std::string>());
  if (!value.is_structured()) return value;
  Json result = value;
  for (Json& member : result) member = with_values(member, names);
  return result;
}

/// `expected` with the values of `actual` where a name stands that means nothing yet.
bool learn(const Json& expected, const Json& actual, Names& names) {
  if (is_name(expected)) {
    const auto [known, fresh] = names.emplace(expected.get<std::string>(), actual);
    return fresh || mcp::equal(known->second, actual);
  }
  if (expected.type() != actual.type() || expected.size() != actual.size() || !expected.is_structured())
    return mcp::equal(expected, actual);
  if (expected.is_array()) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (!learn(expected[i], actual[i], names)) return false;
    return true;
  }
  for (const auto& [key, value] : expected.items())
    if (!actual.contains(key) || !learn(value, actual[key], names)) return false;
  return true;
}

}  // namespace

std::string play(const std::filesystem::path& file, mcp::Engine& engine) {
  std::ifstream lines(file);
  std::string line;
  if (!std::getline(lines, line) || !line.starts_with("! ")) return "the first line names no revision";
  WireClient client(engine, WireClient::Bare{line.substr(2)});
  Names names;
  for (std::size_t number = 2; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const std::string place = file.filename().string() + ":" + std::to_string(number) + ": ";
    const Json message = Json::parse(line.substr(1), nullptr, false);
    if (line.front() == '>') {
      client.send_raw(message.is_discarded() ? line.substr(2) : with_values(message, names).dump());
      continue;
    }
    const Json actual = client.next();
    if (line.front() != '<' || !learn(message, actual, names))
      return place + "expected " + message.dump() + "\n  but got " + actual.dump();
  }
  const Json more = client.next(kShort);
  return more.is_null() ? std::string() : file.filename().string() + ": unexpected " + more.dump();
}

}  // namespace conversation
