#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mcp/json/json_fwd.h>
#include <mcp/schema/program.h>
#include <mcp/schema/schema.h>

namespace mcp::schema {

class Compiler;
struct Placed;

using NamedNodes = std::vector<std::pair<std::string, const Node*>>;

/// One schema object on its way to a Node. Each reader takes one keyword: nothing when it is absent, and
/// nothing and a fault when its value is not what the keyword asks for.
class Source {
 public:
  Source(Compiler& compiler, const Json& schema, Node& node);

  bool has(const char* keyword) const { return find(keyword) != nullptr; }
  const Json* find(const char* keyword) const;
  std::optional<std::size_t> count(const char* keyword);
  const Json* number(const char* keyword);
  const std::string* text(const char* keyword);
  bool flag(const char* keyword);
  const Json* list(const char* keyword);
  const Json* object(const char* keyword);
  std::vector<std::string> texts(const char* keyword);
  const Node* schema(const char* keyword);
  std::vector<const Node*> schemas(const char* keyword);
  NamedNodes named_schemas(const char* keyword);

  /// The text, or texts, of `value`, which stands at `at` below this schema.
  std::vector<std::string> texts_of(const Json& value, const std::string& at);
  /// The node of `value`, which stands at `at` below this schema and must be a schema.
  const Node* node_of(const Json& value, const std::string& at);
  std::shared_ptr<const Pattern> pattern(const std::string& expression, const std::string& at);

  void fault(const std::string& at, std::string message);
  Compiler& compiler() { return compiler_; }
  const Options& options() const;
  const Placed& placed() const { return placed_; }
  /// False when the schema's dialect leaves out the validation keywords.
  bool validates() const;

  template <typename Made, typename... Arguments>
  void add(Arguments&&... arguments) {
    node_.keywords.push_back(std::make_unique<const Made>(std::forward<Arguments>(arguments)...));
  }
  void refer_to(const Node& target) { node_.reference = &target; }
  void note_evaluation() { node_.needs_notes = true; }

 private:
  const Json* expect(const char* keyword, bool (*accepts)(const Json&), const char* expected);

  Compiler& compiler_;
  const Json& schema_;
  const Placed& placed_;
  Node& node_;
};

/// The keyword families, in the order in which a value is checked against them.
void compile_kinds(Source& source);
void compile_sizes(Source& source);
void compile_numbers(Source& source);
void compile_texts(Source& source);
void compile_members(Source& source);
void compile_dependencies(Source& source);
void compile_items(Source& source);
void compile_references(Source& source);
void compile_combinations(Source& source);
void compile_unevaluated(Source& source);

}  // namespace mcp::schema
