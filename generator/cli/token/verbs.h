#pragma once

#include "cli/console.h"
#include "cli/options.h"

// The verbs whose name begins with `token`.

namespace mcpgen {

int token_keygen(const Given& given, const Console& console);
int token_mint(const Given& given, const Console& console);
int token_inspect(const Given& given, const Console& console);

}  // namespace mcpgen
