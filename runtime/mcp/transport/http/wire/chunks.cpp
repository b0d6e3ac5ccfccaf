#include "chunks.h"

#include <algorithm>
#include <charconv>

namespace mcp::http {
namespace {

/// A size with its extensions, or one line of a trailer.
constexpr std::size_t kMaxLine = 256;
constexpr std::size_t kMaxTrailer = 4096;

bool is_extension_character(char c) { return (c >= ' ' && c != '\x7f') || c == '\t' || c < 0; }

}  // namespace

std::size_t Chunks::read(std::string_view input, std::string& body) {
  std::size_t used = 0;
  while (state_ == State::more) {
    const std::string_view rest = input.substr(used);
    std::size_t step = 0;
    switch (part_) {
      case Part::size:
      case Part::trailer:
        step = read_line(rest);
        break;
      case Part::data:
        step = read_data(rest, body);
        break;
      case Part::end_of_data:
        step = read_end_of_data(rest);
        break;
    }
    if (step == 0) break;
    used += step;
  }
  return used;
}

std::size_t Chunks::read_line(std::string_view input) {
  const std::size_t end = input.find('\n');
  if (std::min(end, input.size()) > kMaxLine) {
    state_ = State::malformed;
    return 0;
  }
  if (end == std::string_view::npos) return 0;
  const std::string_view line = input.substr(0, end);
  const bool sound =
      line.ends_with('\r') && std::ranges::all_of(line.substr(0, end - 1), is_extension_character);
  if (sound && part_ == Part::size) {
    read_size(line.substr(0, end - 1));
  } else if (sound && line == "\r") {
    state_ = State::complete;
  } else if (!sound || (trailer_bytes_ += line.size()) > kMaxTrailer) {
    state_ = State::malformed;
  }
  return end + 1;
}

void Chunks::read_size(std::string_view line) {
  const char* const end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(line.data(), end, left_, 16);
  if (error != std::errc() || (stop != end && *stop != ';')) {
    state_ = State::malformed;
  } else if (left_ == 0) {
    part_ = Part::trailer;
  } else if (left_ > max_bytes_ - total_) {
    state_ = State::too_long;
  } else {
    total_ += static_cast<std::size_t>(left_);
    part_ = Part::data;
  }
}

std::size_t Chunks::read_data(std::string_view input, std::string& body) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
  body.append(input.substr(0, taken));
  left_ -= taken;
  if (left_ == 0) part_ = Part::end_of_data;
  return taken;
}

std::size_t Chunks::read_end_of_data(std::string_view input) {
  if (input.size() < 2 && std::string_view("\r\n").starts_with(input)) return 0;
  if (!input.starts_with("\r\n")) {
    state_ = State::malformed;
    return 0;
  }
  part_ = Part::size;
  return 2;
}

}  // namespace mcp::http
