#include "line_splitter.h"

#include <vector>

#include "catch.h"

using mcp::transport::LineSplitter;

namespace {

constexpr std::size_t kLimit = 8;

/// What comes of `text` when it arrives `step` bytes at a time: lines, and "!" for an oversized one.
std::vector<std::string> split(const std::string& text, std::size_t step) {
  LineSplitter splitter(kLimit);
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); at += step) {
    const std::string chunk = text.substr(at, step);
    splitter.add(chunk);
    std::string_view line;
    for (;;) {
      const auto what = splitter.next(line);
      if (what == LineSplitter::Found::nothing) break;
      found.emplace_back(what == LineSplitter::Found::oversized ? "!" : line);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("lines come out the same however the bytes arrive") {
  const std::size_t step = GENERATE(1u, 2u, 3u, 5u, 7u, 100u);
  CAPTURE(step);
  CHECK(split("one\ntwo\r\n\n\r\nthree\n", step) == std::vector<std::string>{"one", "two", "three"});
  CHECK(split("", step).empty());
  CHECK(split("a\nno end", step) == std::vector<std::string>{"a"});
}

TEST_CASE("STDIO-04 a line above the limit is reported once and the next one is whole") {
  const std::size_t step = GENERATE(1u, 2u, 3u, 5u, 7u, 100u);
  CAPTURE(step);
  CHECK(split("1234567\n12345678\n", step) == std::vector<std::string>{"1234567", "12345678"});
  CHECK(split("123456789\nnext\n", step) == std::vector<std::string>{"!", "next"});
  CHECK(split(std::string(1000, 'x') + "\nnext\n" + std::string(9, 'y') + "\nlast\n", step) ==
        std::vector<std::string>{"!", "next", "!", "last"});
  CHECK(split(std::string(1000, 'x'), step) == std::vector<std::string>{"!"});
}
