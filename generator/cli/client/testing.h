#pragma once

#include <string>
#include <vector>

namespace mcpgen {

/// A server in a few lines of shell: answers each line it reads with the next of `answers`, where $id
/// stands for the id of the request.
inline std::vector<std::string> script(const std::vector<std::string>& answers) {
  std::string text;
  for (const std::string& answer : answers) {
    text += "read -r line; id=$(printf '%s' \"$line\" | sed 's/.*\"id\":\\([0-9]*\\).*/\\1/'); ";
    if (!answer.empty()) text += "printf '" + answer + "\\n' \"$id\"; ";
  }
  return {"sh", "-c", text + "cat >/dev/null"};
}

}  // namespace mcpgen
