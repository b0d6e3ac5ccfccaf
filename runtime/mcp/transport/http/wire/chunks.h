#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mcp::http {

/// Takes a chunked body apart. Sizes are plain hexadecimal; extensions and trailers are skipped, and short.
class Chunks {
 public:
  explicit Chunks(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  enum class State { more, complete, malformed, too_long };

  /// Appends what `input` holds of the body to `body`; returns how much of the input is used.
  std::size_t read(std::string_view input, std::string& body);
  State state() const { return state_; }

 private:
  enum class Part { size, data, end_of_data, trailer };

  std::size_t read_line(std::string_view input);
  void read_size(std::string_view line);
  std::size_t read_data(std::string_view input, std::string& body);
  std::size_t read_end_of_data(std::string_view input);

  const std::size_t max_bytes_;
  State state_ = State::more;
  Part part_ = Part::size;
  std::uint64_t left_ = 0;  ///< of this chunk
  std::size_t total_ = 0;
  std::size_t trailer_bytes_ = 0;
};

}  // namespace mcp::http
