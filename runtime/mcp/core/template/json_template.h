#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/template/text_template.h>
#include <mcp/json/json_fwd.h>
#include <mcp/json/writer.h>

namespace mcp {

/// A JSON value whose strings are text templates. A string that is one `{name}` and nothing else becomes
/// the argument's value with its type; where that argument is absent, the member or item is left out.
/// Read once, rendered without building a tree.
class JsonTemplate {
 public:
  JsonTemplate() = default;
  explicit JsonTemplate(std::string_view json_text);

  const std::vector<std::string>& problems() const { return problems_; }

  /// JSON text on one line, well-formed whatever the arguments hold.
  std::string render(const Json& arguments) const;

 private:
  struct Step {
    enum class Kind { begin_object, end_object, begin_array, end_array, literal, text, argument };
    Kind kind = Kind::literal;
    std::string key{};  ///< written before the value when `member` is set
    bool member = false;
    std::string literal{};  ///< JSON text; or the argument's name
    TextTemplate text{};
  };

  void add_value(const Json& value, const std::string* key);
  void add_string(const std::string& source, const std::string* key);
  Step& add_step(Step::Kind kind, const std::string* key);
  static void write(JsonWriter& writer, const Step& step, const Json& arguments);

  std::vector<Step> steps_;
  std::vector<std::string> problems_;
};

}  // namespace mcp
