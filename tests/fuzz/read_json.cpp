// What is read, written and read again is the same value; what is refused is refused within the text.

#include <string_view>

#include <mcp/json/compare.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/json/utf8.h>
#include <mcp/json/writer.h>

#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto first = mcp::read_json(input);
  if (const auto* fault = std::get_if<mcp::JsonFault>(&first)) {
    require(fault->offset <= size && !fault->message.empty(), "a fault has a place and a message");
    return 0;
  }
  const auto& value = std::get<mcp::Json>(first);
  const std::string text = mcp::to_text(value);
  require(mcp::is_utf8(text) && text.find('\n') == std::string::npos, "written text is UTF-8 on one line");

  const auto second = mcp::read_json(text);
  require(std::holds_alternative<mcp::Json>(second), "written text can be read");
  const auto& again = std::get<mcp::Json>(second);
  require(mcp::equal(value, again), "reading what was written gives the same value");
  require(mcp::hash(value) == mcp::hash(again), "equal values have equal hashes");
  require(mcp::to_text(again) == text, "writing is stable");
  require(mcp::canonical_text(value) == mcp::canonical_text(again), "equal values have one canonical text");
  return 0;
}
