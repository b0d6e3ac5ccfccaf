#include "cli/client/questions.h"

#include <algorithm>
#include <optional>
#include <string>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/arguments.h"
#include "cli/client/choices.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

/// One field; nothing when the input ended.
std::optional<Json> ask_field(const std::string& name, const Json& schema, bool required,
                              const Console& console) {
  const Json& fallback = member(schema, "default");
  const bool has_fallback = !fallback.is_null();
  const std::string title = text_member(schema, "title");
  const Choices choices(schema);
  for (;;) {
    console.err << visible(title.empty() ? name : title) << (choices.empty() ? "" : choices.offer());
    if (has_fallback)
      console.err << " [" << (choices.empty() ? visible(mcp::to_text(fallback)) : choices.shown(fallback))
                  << "]";
    console.err << (required && !has_fallback ? ": " : " (optional): ") << std::flush;
    std::string line;
    if (!std::getline(console.in, line)) return {};
    if (line.empty() && has_fallback) return fallback;
    if (line.empty() && !required) return Json();
    auto value = choices.empty() ? coerce(line, schema, schema) : choices.read(line);
    if (auto* read = std::get_if<Json>(&value)) return std::move(*read);
    console.err << visible(std::get<UsageFault>(value).message) << '\n';
  }
}

Json ask_form(const Json& schema, const Console& console) {
  Json content = Json::object();
  const Json& required = member(schema, "required");
  for (const auto& [name, property] : member(schema, "properties").items()) {
    const bool needed =
        required.is_array() && std::find(required.begin(), required.end(), name) != required.end();
    const auto value = ask_field(name, property, needed, console);
    if (!value) return {{"action", "cancel"}};
    if (!value->is_null()) content[name] = *value;
  }
  return {{"action", "accept"}, {"content", content}};
}

Json ask_to_open(const Json& params, const Console& console) {
  console.err << "open " << visible(text_member(params, "url"))
              << "\nand press Enter when done (Ctrl-D to decline): " << std::flush;
  std::string line;
  return {{"action", std::getline(console.in, line) ? "accept" : "decline"}};
}

}  // namespace

Json ask_person(const Json& params, const Console& console) {
  const std::string question = "the server asks: " + visible(text_member(params, "message")) + "\n";
  if (!console.asks) {
    if (!console.json) console.note(question + "declined: nobody can be asked here");
    return {{"action", "decline"}};
  }
  console.err << question;
  if (text_member(params, "mode") == "url") return ask_to_open(params, console);
  return ask_form(member(params, "requestedSchema"), console);
}

}  // namespace mcpgen
