#pragma once

#include <string>

#include <mcp/core/base64.h>

namespace everything {

/// A PNG file of one red dot.
inline std::string red_dot() {
  return *mcp::from_base64(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC");
}

/// A WAV file of a millisecond of silence.
inline std::string silence() {
  return *mcp::from_base64("UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA==");
}

}  // namespace everything
