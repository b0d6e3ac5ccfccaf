#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hostile {

/// A manifest in JSON that uses every feature, each of its texts with a mark of its own: `zq07` where any
/// text may stand, `zg07` within a grammar (type shorthand, URIs, globs) to which more than one text belongs.
std::string_view harmless_manifest();

enum class Part { server, tools, resources, prompts };
/// The marks in one part of it, each once.
std::vector<std::string> marks(Part part);

/// True for a mark that stands within a grammar: what is put there may mean more than itself.
bool in_grammar(std::string_view mark);

/// The harmless manifest with `text` in place of a mark.
std::string manifest_with(std::string_view mark, std::string_view text);

/// `where` with every `what` replaced.
std::string replaced(std::string where, std::string_view what, std::string_view by);

}  // namespace hostile
