#include <wire_schema/definitions.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace wire {
namespace {

mcp::Json load(std::string_view revision) {
  const std::string path = std::string(MCPGEN_WIRE_SCHEMAS "/") + std::string(revision) + ".json";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto document = mcp::read_json(text);
  if (!std::holds_alternative<mcp::Json>(document)) throw std::runtime_error("cannot read " + path);
  return std::get<mcp::Json>(std::move(document));
}

struct Revision {
  explicit Revision(std::string_view name)
      : document(load(name)), member(document.contains("$defs") ? "$defs" : "definitions") {}

  const mcp::schema::Schema* find(std::string_view name) {
    if (const auto known = compiled.find(name); known != compiled.end()) return known->second.get();
    if (!document.at(member).contains(name)) return nullptr;
    mcp::Json wrapper{{"allOf", {{{"$ref", "#/" + member + "/" + std::string(name)}}}}};
    wrapper[member] = document.at(member);
    auto result = mcp::schema::Schema::compile(wrapper);
    if (const auto* fault = std::get_if<mcp::schema::SchemaFault>(&result))
      throw std::runtime_error(std::string(name) + fault->pointer + ": " + fault->message);
    auto schema =
        std::make_unique<const mcp::schema::Schema>(std::get<mcp::schema::Schema>(std::move(result)));
    return compiled.emplace(name, std::move(schema)).first->second.get();
  }

  mcp::Json document;
  std::string member;
  std::map<std::string, std::unique_ptr<const mcp::schema::Schema>, std::less<>> compiled{};
};

}  // namespace

const mcp::schema::Schema* definition(std::string_view revision, std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, Revision, std::less<>> revisions;
  const std::lock_guard lock(mutex);
  auto known = revisions.find(revision);
  if (known == revisions.end()) known = revisions.emplace(revision, Revision(revision)).first;
  return known->second.find(name);
}

}  // namespace wire
