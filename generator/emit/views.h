#pragma once

#include "emit/emit.h"
#include "emit/view.h"
#include "model/model.h"

namespace mcpgen {

// The names that templates may use, made from the model. One view serves every file of a project.

View server_view(const Model& model, const Layout& layout);
View stub_view(const Model& model, const Handler& handler, const Layout& layout);

// Its parts, each in a file of its own.

std::vector<View> type_views(const Model& model);
std::vector<View> codec_views(const Model& model);
/// What stands after the `=` of a field.
View initialiser_view(const Initialiser& initial);
std::vector<View> tool_views(const Model& model);
std::vector<View> resource_views(const Model& model);
std::vector<View> prompt_views(const Model& model);
std::vector<View> skill_views(const Model& model);

/// `"<ident>.h"` and, with `state`, `"state.h"`: sorted, as a formatter would have them.
std::vector<View> own_include_views(const std::string& ident, bool state);

/// A view with the two braces: `{{` in a template would be a tag.
View braced();

/// One view per item, made by `view_of`.
template <typename Items, typename ViewOf>
std::vector<View> each(const Items& items, ViewOf view_of) {
  std::vector<View> views;
  views.reserve(items.size());
  for (const auto& item : items) views.push_back(view_of(item));
  return views;
}

/// One view per text, which templates call `name`.
std::vector<View> texts(const std::vector<std::string>& values, const std::string& name);

}  // namespace mcpgen
