#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace mcpgen {

/// The whole tool: arguments without the program's name in, exit code out.
int run(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace mcpgen
