#include <mcp/schema/registry.h>

#include <algorithm>
#include <cctype>

#include <mcp/json/json.h>
#include <mcp/schema/format_rules.h>
#include <mcp/schema/pointer.h>
#include <mcp/schema/subschemas.h>
#include <mcp/schema/uri.h>

namespace mcp::schema {
namespace {

const std::string* text_of(const Json& schema, const char* keyword) {
  const auto found = schema.find(keyword);
  return found == schema.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::string without_fragment(const std::string& uri) { return uri.substr(0, uri.find('#')); }

bool is_anchor_name(std::string_view name) {
  if (name.empty() || (!ascii::is_letter(name.front()) && name.front() != '_')) return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; });
}

const Json* step_into(const Json& value, const std::string& token) {
  if (value.is_object()) {
    const auto found = value.find(token);
    return found == value.end() ? nullptr : &*found;
  }
  if (!value.is_array() || token.empty() || token.size() > 9) return nullptr;
  if (!std::all_of(token.begin(), token.end(), ascii::is_digit)) return nullptr;
  const std::size_t index = std::stoul(token);
  return index < value.size() ? &value[index] : nullptr;
}

std::string known_dialects() {
  return "is a dialect this program does not know; known are https://json-schema.org/draft/2020-12/schema "
         "and "
         "http://json-schema.org/draft-07/schema#";
}

}  // namespace

std::optional<SchemaFault> Registry::add(const Json& document, const std::string& uri) {
  resources_.push_back({uri, {}, &program_.resources.emplace_back(), {}});
  names_.emplace(uri, &document);
  return walk({&document, &resources_.back(), uri.empty() ? "" : uri + "#"});
}

std::optional<SchemaFault> Registry::walk(Step start) {
  std::vector<Step> steps{std::move(start)};
  while (!steps.empty()) {
    Step step = std::move(steps.back());
    steps.pop_back();
    if (placed_.contains(step.schema)) continue;
    if (step.schema->is_object()) {
      if (auto fault = enter(step)) return fault;
    }
    placed_.emplace(step.schema, Placed{step.resource, step.pointer});
    order_.push_back(step.schema);
    if (!step.schema->is_object()) continue;
    const auto first = static_cast<std::ptrdiff_t>(steps.size());
    for_each_subschema(*step.schema, [&](const Json& inner, const std::string& pointer) {
      steps.push_back({&inner, step.resource, step.pointer + pointer});
    });
    std::reverse(steps.begin() + first, steps.end());  // so that the first in the text is taken first
  }
  return std::nullopt;
}

std::optional<SchemaFault> Registry::enter(Step& step) {
  const Json& schema = *step.schema;
  const bool hidden = step.resource->dialect.draft7 && schema.contains("$ref");
  if (const std::string* id = text_of(schema, "$id"); id != nullptr && !hidden) {
    if (auto fault = identify(step, *id)) return fault;
  }
  if (auto fault = set_dialect(step)) return fault;
  if (auto fault = name_anchor(step, "$anchor", false)) return fault;
  return name_anchor(step, "$dynamicAnchor", true);
}

std::optional<SchemaFault> Registry::identify(Step& step, const std::string& id) {
  const std::size_t hash = id.find('#');
  const std::string fragment = hash == std::string::npos ? "" : id.substr(hash + 1);
  const std::string uri = without_fragment(resolve_uri(step.resource->base, id));
  if (!fragment.empty()) {
    // Draft 7 spells anchors this way.
    if (hash != 0) return SchemaFault{step.pointer + "/$id", "must not have a fragment"};
    return add_name(step, "$id", uri + '#' + fragment);
  }
  const Dialect inherited = step.resource->dialect;
  resources_.push_back({uri, inherited, &program_.resources.emplace_back(), {}});
  step.resource = &resources_.back();
  return add_name(step, "$id", uri);
}

std::optional<SchemaFault> Registry::add_name(const Step& step, const char* keyword, const std::string& uri) {
  const auto [known, fresh] = names_.emplace(uri, step.schema);
  if (fresh || known->second == step.schema) return std::nullopt;
  return SchemaFault{step.pointer + '/' + keyword, "names two schemas"};
}

std::optional<SchemaFault> Registry::name_anchor(const Step& step, const std::string& keyword, bool dynamic) {
  const std::string* name = text_of(*step.schema, keyword.c_str());
  if (name == nullptr) return std::nullopt;
  if (!is_anchor_name(*name)) {
    return SchemaFault{step.pointer + '/' + keyword,
                       "must begin with a letter and have only letters, digits, -, _ and ."};
  }
  if (dynamic) step.resource->dynamic_anchors.emplace(*name, step.schema);
  return add_name(step, keyword.c_str(), step.resource->base + '#' + *name);
}

std::optional<SchemaFault> Registry::set_dialect(const Step& step) {
  const std::string* uri = text_of(*step.schema, "$schema");
  if (uri == nullptr) return std::nullopt;
  auto dialect = dialect_of(*uri);
  if (auto* message = std::get_if<std::string>(&dialect)) {
    return SchemaFault{step.pointer + "/$schema", std::move(*message)};
  }
  step.resource->dialect = std::get<Dialect>(dialect);
  return std::nullopt;
}

std::variant<Dialect, std::string> Registry::dialect_of(const std::string& uri) const {
  const std::string name = uri.ends_with('#') ? uri.substr(0, uri.size() - 1) : uri;
  if (name == "https://json-schema.org/draft/2020-12/schema") return Dialect{};
  if (name == "http://json-schema.org/draft-07/schema" || name == "https://json-schema.org/draft-07/schema") {
    return Dialect{.draft7 = true};
  }
  const Json* metaschema = options_.documents ? options_.documents(name) : nullptr;
  if (metaschema == nullptr || !metaschema->is_object()) return known_dialects();
  const auto vocabulary = metaschema->find("$vocabulary");
  const bool lists = vocabulary != metaschema->end() && vocabulary->is_object();
  return Dialect{
      .validation = !lists || vocabulary->contains("https://json-schema.org/draft/2020-12/vocab/validation")};
}

std::variant<Registry::Target, std::string> Registry::find(const std::string& reference, const Placed& from) {
  const std::string uri = resolve_uri(from.resource->base, reference);
  const std::string document = without_fragment(uri);
  if (!names_.contains(document)) {
    const Json* other = options_.documents ? options_.documents(document) : nullptr;
    if (other == nullptr) return "points to another document, \"" + document + "\", which is not at hand";
    if (auto fault = add(*other, document)) return fault->pointer + " " + fault->message;
  }
  const Json& root = *names_.at(document);
  const std::string fragment =
      percent_decoded(document.size() == uri.size() ? "" : uri.substr(document.size() + 1));
  if (fragment.empty() || fragment.front() == '/') return find_pointer(root, fragment);
  const std::string& base = placed(root).resource->base;
  const auto named = names_.find(base + '#' + fragment);
  if (named == names_.end()) return "points to the anchor \"" + fragment + "\", which is not there";
  const auto& dynamic = placed(*named->second).resource->dynamic_anchors;
  const auto anchor = dynamic.find(fragment);
  return Target{named->second, anchor != dynamic.end() && anchor->second == named->second, fragment};
}

std::variant<Registry::Target, std::string> Registry::find_pointer(const Json& root,
                                                                   std::string_view pointer) {
  const auto tokens = pointer_tokens(pointer);
  if (!tokens) return std::string("is not a JSON Pointer");
  const Json* target = &root;
  Placed nearest = placed(root);
  for (const std::string& token : *tokens) {
    target = step_into(*target, token);
    if (target == nullptr) return "points to \"#" + std::string(pointer) + "\", which is not there";
    if (const auto known = placed_.find(target); known != placed_.end())
      nearest = known->second;
    else
      append_token(nearest.pointer, token);
  }
  if (!target->is_object() && !target->is_boolean())
    return std::string("points to something that is not a schema");
  // A place that no keyword makes a schema becomes one by being referred to.
  if (auto fault = walk({target, nearest.resource, nearest.pointer}))
    return fault->pointer + " " + fault->message;
  return Target{target, false, ""};
}

}  // namespace mcp::schema
