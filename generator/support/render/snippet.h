#pragma once

#include <string>

#include "support/source.h"

namespace mcpgen {

/// A source line as a terminal can show it, and where marks under it go.
struct Snippet {
  std::string line;    ///< tabs widened, hidden characters written out, cut around the place when long
  int mark_begin = 0;  ///< terminal columns from 0
  int mark_width = 1;
};

Snippet snippet_of(const Place& place);

}  // namespace mcpgen
