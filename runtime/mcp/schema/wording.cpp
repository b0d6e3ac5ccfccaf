#include <mcp/schema/wording.h>

#include <mcp/json/json.h>
#include <mcp/json/utf8.h>
#include <mcp/json/writer.h>

namespace mcp::schema {
namespace {

constexpr std::size_t kLongest = 80;
constexpr std::size_t kMost = 12;
constexpr const char* kEllipsis = "\xE2\x80\xA6";

}  // namespace

std::string shown(const Json& value) { return shortened(to_text(value)); }

std::string shortened(std::string text) {
  if (text.size() <= kLongest) return text;
  std::size_t end = 0;
  while (end < kLongest) end += utf8_step(text, end).length;
  return text.substr(0, end) + kEllipsis;
}

std::string counted(std::size_t count, const char* noun, const char* plural) {
  return std::to_string(count) + ' ' + (count == 1 ? noun : plural);
}

std::string listed(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += ", ";
    if (i == kMost) return out + kEllipsis;
    out += parts[i];
  }
  return out;
}

}  // namespace mcp::schema
