#pragma once

#include <string>

#include <mcp/core/question.h>

namespace everything {

/// What the user did with a form, as a sentence.
inline std::string describe(const mcp::Answer& answer) {
  switch (answer.action) {
    case mcp::Answer::Action::accept:
      return "User response: " + answer.content;
    case mcp::Answer::Action::decline:
      return "User response: declined";
    case mcp::Answer::Action::cancel:
      break;
  }
  return "User response: none";
}

}  // namespace everything
