#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/arguments.h"
#include "cli/client/target.h"
#include "cli/commands/commands.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

std::string block_text(const Json& block) {
  const std::string type = text_member(block, "type");
  if (block.contains("text")) return text_member(block, "text");
  if (type == "resource") return block_text(member(block, "resource"));
  const std::string data = text_member(block, "data") + text_member(block, "blob");
  const std::string what = text_member(block, "mimeType");
  if (type == "resource_link") return text_member(block, "uri");
  return "[" + (type.empty() ? "binary" : type) + " " + what + ", " + counted(data.size() / 4 * 3, "byte") +
         "]";
}

std::string answer_text(const Json& result, const char* blocks) {
  const Json& structured = member(result, "structuredContent");
  if (!structured.is_null()) return structured.dump(2, ' ', false, Json::error_handler_t::replace);
  std::string text;
  for (const auto& [_, block] : member(result, blocks).items())
    text += (text.empty() ? "" : "\n") + block_text(block);
  return text;
}

int show(const Json& result, const char* blocks, const Console& console) {
  const bool failed = member(result, "isError") == true;
  if (console.json) {
    console.out << mcp::to_text(result) << '\n';
  } else if (!failed) {
    console.out << console.shown(answer_text(result, blocks)) << '\n';
  }
  if (!failed) return static_cast<int>(ExitCode::success);
  return console.fail(ExitCode::tool_failed, "tool_failed", answer_text(result, blocks));
}

const Json* find_tool(const Json& tools, const std::string& name) {
  for (const Json& tool : tools) {
    if (text_member(tool, "name") == name) return &tool;
  }
  return nullptr;
}

int call_tool(Target& target, const Given& given, const Console& console) {
  const std::string& name = given.operands.front();
  auto listed = target.list("tools/list", "tools");
  if (const auto* fault = std::get_if<ClientFault>(&listed)) return report(*fault, console);
  const Json& tools = std::get<Json>(listed);
  const Json* tool = find_tool(tools, name);
  if (tool == nullptr) {
    std::vector<std::string> names;
    for (const Json& other : tools) names.push_back(text_member(other, "name"));
    return console.fail(ExitCode::tool_failed, "tool_not_found", "there is no tool `" + name + "`",
                        did_you_mean(name, names, "`mcpgen list` shows the tools"));
  }
  auto arguments =
      read_arguments({given.operands.begin() + 1, given.operands.end()}, member(*tool, "inputSchema"));
  if (const auto* fault = std::get_if<UsageFault>(&arguments)) {
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  }
  auto answer =
      target.session().request("tools/call", {{"name", name}, {"arguments", std::get<Json>(arguments)}});
  if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console);
  return show(std::get<Json>(answer), "content", console);
}

int read_resource(Target& target, const std::string& uri, const Console& console) {
  auto answer = target.session().request("resources/read", {{"uri", uri}});
  if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console);
  return show(std::get<Json>(answer), "contents", console);
}

int call(const Given& given, const Console& console) {
  if (given.operands.empty()) {
    return console.fail(ExitCode::usage, "usage", "which tool?", "`mcpgen list` shows them");
  }
  Target target(given, console);
  if (const auto failed = target.open()) return *failed;
  const std::string& name = given.operands.front();
  return name.find("://") == std::string::npos ? call_tool(target, given, console)
                                               : read_resource(target, name, console);
}

}  // namespace

Command call_command() {
  return {
      .name = "call",
      .summary = "Call a tool of a server, or read a resource",
      .operands = "TOOL [KEY=VALUE...] [-- PROGRAM ARGUMENTS...]",
      .examples =
          "mcpgen call greet name=World\n"
          "mcpgen call add a=1 b=2 --json -- ./build/calculator\n"
          "mcpgen call notes://today",
      .details =
          "VALUE is read as the tool's schema says. KEY:=JSON gives JSON as it is, KEY=@FILE and\n"
          "KEY:=@FILE the text of a file. Without --server or a program after `--` it is the server built\n"
          "from the manifest here.",
      .options = client_options(),
      .run = call};
}

}  // namespace mcpgen
