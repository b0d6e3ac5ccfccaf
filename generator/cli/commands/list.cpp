#include <algorithm>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/shorthand.h"
#include "cli/client/target.h"
#include "cli/commands/commands.h"

namespace mcpgen {
namespace {

using mcp::Json;

bool contains(const Json& list, const std::string& word) {
  return list.is_array() && std::find(list.begin(), list.end(), word) != list.end();
}

/// `greet(name: string, times?: integer)`.
std::string tool_signature(const Json& tool) {
  const Json& schema = member(tool, "inputSchema");
  std::string text;
  for (const auto& [name, property] : member(schema, "properties").items()) {
    text += (text.empty() ? "" : ", ") + name + (contains(member(schema, "required"), name) ? ": " : "?: ") +
            shorthand_of(property);
  }
  return text_member(tool, "name") + "(" + text + ")";
}

std::string prompt_signature(const Json& prompt) {
  std::string text;
  for (const auto& [_, argument] : member(prompt, "arguments").items()) {
    const bool required = member(argument, "required") == true;
    text += (text.empty() ? "" : ", ") + text_member(argument, "name") + (required ? "" : "?");
  }
  return text_member(prompt, "name") + "(" + text + ")";
}

std::string headline(const std::string& items, const Json& item) {
  if (items == "tools") return tool_signature(item);
  if (items == "prompts") return prompt_signature(item);
  return text_member(item, items == "resourceTemplates" ? "uriTemplate" : "uri");
}

void print(const Json& self, const Json& all, const Console& console) {
  const Json& info = member(self, "serverInfo");
  std::string text = text_member(info, "name") + " " + text_member(info, "version") + " speaks MCP " +
                     text_member(self, "protocolVersion") + "\n";
  for (const auto& [items, list] : all.items()) {
    if (list.empty()) continue;
    text += "\n" + std::string(items == "resourceTemplates" ? "resource templates" : items) + "\n";
    for (const Json& item : list) {
      text += "  " + headline(items, item) + "\n";
      const Json& about = items == "skills" ? member(item, "frontmatter") : item;
      const std::string description = text_member(about, "description");
      if (!description.empty()) text += "      " + description.substr(0, description.find('\n')) + "\n";
    }
  }
  console.out << console.shown(text);
}

int list(const Given& given, const Console& console) {
  const auto& operands = given.operands;
  if (operands.size() > 1)
    return console.fail(ExitCode::usage, "usage", "unexpected `" + operands[1] + "`", "one server at a time");
  Target target(given, console);
  if (const auto failed = target.open(operands.empty() ? "" : operands.front())) return *failed;
  Json all = Json::object();
  for (const Listing& listing : {kTools, kResources, kTemplates, kPrompts, kSkills}) {
    auto answer = target.list(listing);
    if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console);
    all[listing.items] = std::get<Json>(std::move(answer));
  }
  if (console.json) {
    console.out << console.shown_json(mcp::to_text(all)) << '\n';
  } else {
    print(target.self(), all, console);
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .summary = "Show what a server offers: tools, resources, prompts, skills",
          .operands = "[SERVER] [-- PROGRAM ARGUMENTS...]",
          .examples =
              "mcpgen list\n"
              "mcpgen list build/calculator\n"
              "mcpgen list http://127.0.0.1:8080/mcp --bearer env:TOKEN\n"
              "mcpgen list --json -- npx -y some-mcp-server",
          .details = client_details(),
          .options = client_options(),
          .run = list};
}

}  // namespace mcpgen
