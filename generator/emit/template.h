#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emit/view.h"

namespace mcpgen {

/// Where a template is wrong.
struct TemplateError {
  std::string file;
  int line = 0;
  std::string message;
};

struct TemplateNode;

/// Templates by file name: the small core of Mustache, made strict.
///
///     {{name|filter}}           a value, through the filter of the place it lands in (emit/filters.h)
///     {{#name}} … {{/name}}     for each item of a list, within which only the item's names are known;
///                               or once when a flag is set or a text not empty
///     {{^name}} … {{/name}}     when the list or text is empty, the flag not set
///     {{! note}}                nothing
///     {{> file}}                another template: alone on a line, indented as the tag is; within
///                               a line, without its last line break
///
/// A line with nothing but a tag of the last four kinds leaves no line behind. An unknown name, an unknown
/// filter and a value without a filter are errors.
class Templates {
 public:
  Templates();
  ~Templates();
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;

  /// Nothing, or what is wrong with it; partials are looked up when it is rendered.
  std::variant<std::monostate, TemplateError> add(std::string file, std::string_view text);

  std::variant<std::string, TemplateError> render(std::string_view file, const View& view) const;

 private:
  struct Parsed;
  std::vector<std::unique_ptr<const Parsed>> files_;
  const Parsed* find(std::string_view file) const;
  friend class Renderer;
};

}  // namespace mcpgen
