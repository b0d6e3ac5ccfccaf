#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <cli/run.h>

namespace http_client_test {

struct Outcome {
  int exit_code;
  std::string out;
  std::string err;
};

/// mcpgen with these words, where nobody can be asked.
inline Outcome mcpgen(const std::vector<std::string>& words, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = mcpgen::run(words, in, out, err);
  return {exit_code, out.str(), err.str()};
}

}  // namespace http_client_test
