// The first line of the input is a schema, the rest a value. Whatever they are, checking ends, within its
// limits, with a verdict that does not depend on how many violations are asked for.

#include <string_view>

#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/pattern/pattern.h>
#include <mcp/schema/schema.h>

#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  const auto text = mcp::read_json(input.substr(0, line));
  if (!std::holds_alternative<mcp::Json>(text)) return 0;

  mcp::schema::Options options;
  options.patterns = mcp::pcre2_patterns();
  const auto compiled = mcp::schema::Schema::compile(std::get<mcp::Json>(text), options);
  if (const auto* fault = std::get_if<mcp::schema::SchemaFault>(&compiled)) {
    require(!fault->message.empty(), "a fault has a message");
    return 0;
  }
  const auto value = mcp::read_json(line == std::string_view::npos ? "null" : input.substr(line + 1));
  if (!std::holds_alternative<mcp::Json>(value)) return 0;

  const auto& schema = std::get<mcp::schema::Schema>(compiled);
  constexpr std::size_t kWork = 20'000;
  const auto all = schema.check(std::get<mcp::Json>(value), {.work = kWork});
  require(all.size() <= mcp::schema::Limits().errors, "no more violations than asked for");
  for (const auto& violation : all) require(!violation.message.empty(), "a violation has a message");
  const auto few = schema.check(std::get<mcp::Json>(value), {.work = 100 * kWork, .errors = 1});
  require(few.size() <= 1, "no more violations than asked for");
  require(!all.empty() || few.empty(), "what is accepted is accepted with more budget and fewer errors, too");
  return 0;
}
