#include <mcp/schema/source.h>

#include <cmath>
#include <compare>

#include <mcp/json/json.h>
#include <mcp/json/numbers.h>
#include <mcp/schema/compiler.h>
#include <mcp/schema/pointer.h>

namespace mcp::schema {
namespace {

std::string at_keyword(const char* keyword) { return std::string("/") + keyword; }

std::string at_token(const char* keyword, const std::string& token) {
  std::string at = at_keyword(keyword);
  append_token(at, token);
  return at;
}

bool is_finite_number(const Json& value) {
  const double* floating = value.get_ptr<const double*>();
  return value.is_number() && (floating == nullptr || std::isfinite(*floating));
}

bool is_count(const Json& value) {
  if (!is_finite_number(value) || std::is_lt(compare_numbers(value, 0))) return false;
  const double* floating = value.get_ptr<const double*>();
  return floating == nullptr || *floating == std::floor(*floating);
}

}  // namespace

Source::Source(Compiler& compiler, const Json& schema, Node& node)
    : compiler_(compiler), schema_(schema), placed_(compiler.registry().placed(schema)), node_(node) {}

const Options& Source::options() const { return compiler_.options(); }

bool Source::validates() const { return placed_.resource->dialect.validation; }

void Source::fault(const std::string& at, std::string message) {
  compiler_.fault({placed_.pointer + at, std::move(message)});
}

const Json* Source::find(const char* keyword) const {
  const auto found = schema_.find(keyword);
  return found == schema_.end() ? nullptr : &*found;
}

const Json* Source::expect(const char* keyword, bool (*accepts)(const Json&), const char* expected) {
  const Json* value = find(keyword);
  if (value == nullptr || accepts(*value)) return value;
  fault(at_keyword(keyword), std::string("must be ") + expected);
  return nullptr;
}

std::optional<std::size_t> Source::count(const char* keyword) {
  const Json* value = expect(keyword, is_count, "an integer of at least 0");
  if (value == nullptr) return std::nullopt;
  const Json simplest = simplest_number(*value);
  const auto* exact = simplest.get_ptr<const std::uint64_t*>();
  return exact == nullptr ? SIZE_MAX : static_cast<std::size_t>(*exact);
}

const Json* Source::number(const char* keyword) { return expect(keyword, is_finite_number, "a number"); }

const std::string* Source::text(const char* keyword) {
  const Json* value = expect(
      keyword, [](const Json& json) { return json.is_string(); }, "a string");
  return value == nullptr ? nullptr : value->get_ptr<const std::string*>();
}

bool Source::flag(const char* keyword) {
  const Json* value = expect(
      keyword, [](const Json& json) { return json.is_boolean(); }, "true or false");
  return value != nullptr && *value->get_ptr<const bool*>();
}

const Json* Source::list(const char* keyword) {
  return expect(
      keyword, [](const Json& json) { return json.is_array(); }, "an array");
}

const Json* Source::object(const char* keyword) {
  return expect(
      keyword, [](const Json& json) { return json.is_object(); }, "an object");
}

std::vector<std::string> Source::texts(const char* keyword) {
  const Json* value = find(keyword);
  return value == nullptr ? std::vector<std::string>() : texts_of(*value, at_keyword(keyword));
}

std::vector<std::string> Source::texts_of(const Json& value, const std::string& at) {
  std::vector<std::string> texts;
  if (!value.is_array()) fault(at, "must be an array of strings");
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
    const auto* text = value[i].get_ptr<const std::string*>();
    if (text == nullptr)
      fault(at + '/' + std::to_string(i), "must be a string");
    else
      texts.push_back(*text);
  }
  return texts;
}

const Node* Source::node_of(const Json& value, const std::string& at) {
  if (value.is_object() || value.is_boolean()) return compiler_.node(value);
  fault(at, "must be a schema: an object, true or false");
  return nullptr;
}

const Node* Source::schema(const char* keyword) {
  const Json* value = find(keyword);
  return value == nullptr ? nullptr : node_of(*value, at_keyword(keyword));
}

std::vector<const Node*> Source::schemas(const char* keyword) {
  std::vector<const Node*> nodes;
  const Json* value = list(keyword);
  if (value == nullptr) return nodes;
  if (value->empty()) fault(at_keyword(keyword), "must not be empty");
  for (std::size_t i = 0; i < value->size(); ++i) {
    nodes.push_back(node_of((*value)[i], at_token(keyword, std::to_string(i))));
  }
  return nodes;
}

NamedNodes Source::named_schemas(const char* keyword) {
  NamedNodes nodes;
  const Json* value = object(keyword);
  if (value == nullptr) return nodes;
  nodes.reserve(value->size());
  for (auto member = value->begin(); member != value->end(); ++member) {
    nodes.emplace_back(member.key(), node_of(*member, at_token(keyword, member.key())));
  }
  return nodes;
}

std::shared_ptr<const Pattern> Source::pattern(const std::string& expression, const std::string& at) {
  if (!options().patterns) {
    fault(at, "needs regular expressions, which this program was made without");
    return nullptr;
  }
  auto made = options().patterns(expression);
  if (auto* pattern = std::get_if<std::unique_ptr<const Pattern>>(&made)) return std::move(*pattern);
  fault(at, "is not a regular expression: " + std::get<std::string>(made));
  return nullptr;
}

}  // namespace mcp::schema
