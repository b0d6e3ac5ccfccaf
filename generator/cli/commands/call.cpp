#include <utility>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/arguments.h"
#include "cli/client/shorthand.h"
#include "cli/client/target.h"
#include "cli/commands/commands.h"
#include "support/shell_word.h"
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

std::string content_text(const Json& blocks) {
  std::string text;
  for (const Json& block : blocks) text += (text.empty() ? "" : "\n") + block_text(block);
  return text;
}

std::string messages_text(const Json& messages) {
  std::string text;
  for (const Json& message : messages)
    text += (text.empty() ? "" : "\n") + text_member(message, "role") + ": " +
            block_text(member(message, "content"));
  return text;
}

int show(const Json& result, const std::string& text, const Console& console) {
  console.out << (console.json ? console.shown_json(mcp::to_text(result)) : console.shown(text)) << '\n';
  return static_cast<int>(ExitCode::success);
}

int usage(const UsageFault& fault, const Console& console) {
  return console.fail(ExitCode::usage, "usage", fault.message, fault.help);
}

/// The words after the name on the command line.
std::vector<std::string> words_of(const Given& given) {
  return {given.operands.begin() + 1, given.operands.end()};
}

const Json* find_named(const Json& items, const std::string& name) {
  for (const Json& item : items) {
    if (text_member(item, "name") == name) return &item;
  }
  return nullptr;
}

std::vector<std::string> all_of(const Json& items, const char* what) {
  std::vector<std::string> texts;
  for (const Json& item : items) texts.push_back(text_member(item, what));
  return texts;
}

/// A command that works, for whoever left out a required argument.
std::string help_on_failure(const std::string& name, const Json& schema, const Json& arguments) {
  for (const Json& required : member(schema, "required")) {
    if (!arguments.contains(text_of(required))) return sample_call(name, schema);
  }
  return "";
}

/// `help` is for whoever got an error of the tool's.
int show_result(const Json& result, const std::string& help, const Console& console) {
  const Json& structured = member(result, "structuredContent");
  const std::string text = structured.is_null()
                               ? content_text(member(result, "content"))
                               : structured.dump(2, ' ', false, Json::error_handler_t::replace);
  if (member(result, "isError") != true) return show(result, text, console);
  if (console.json) console.out << console.shown_json(mcp::to_text(result)) << '\n';
  return console.fail(ExitCode::tool_failed, "tool_failed", text, help);
}

int call_tool(Target& target, const Json& tool, const Given& given, const Console& console) {
  const std::string name = text_member(tool, "name");
  const Json& schema = member(tool, "inputSchema");
  const auto arguments = read_arguments(words_of(given), schema);
  if (const auto* fault = std::get_if<UsageFault>(&arguments)) return usage(*fault, console);
  const Json& values = std::get<Json>(arguments);
  const auto answer = target.session().request("tools/call", {{"name", name}, {"arguments", values}});
  if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console);
  return show_result(std::get<Json>(answer), help_on_failure(name, schema, values), console);
}

/// A server keeps from its lists what a caller may not use. Who asks for it by name hears what is missing;
/// `unknown` is for a name that it does not know.
int call_unlisted(Target& target, const ClientFault& unknown, const Given& given, const Console& console) {
  const auto arguments = read_arguments(words_of(given), Json::object());
  if (!target.is_remote() || std::holds_alternative<UsageFault>(arguments)) return report(unknown, console);
  const auto answer = target.session().request(
      "tools/call", {{"name", given.operands.front()}, {"arguments", std::get<Json>(arguments)}});
  if (const auto* fault = std::get_if<ClientFault>(&answer))
    return report(fault->exit_code == ExitCode::auth ? *fault : unknown, console);
  return show_result(std::get<Json>(answer), "", console);
}

/// Arguments of prompts are texts, all of them.
Json schema_of(const Json& prompt) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Json& argument : member(prompt, "arguments")) {
    properties[text_member(argument, "name")] = {{"type", "string"}};
    if (member(argument, "required") == true) required.push_back(text_member(argument, "name"));
  }
  return {{"properties", properties}, {"required", required}};
}

int get_prompt(Target& target, const Json& prompt, const Given& given, const Console& console) {
  const std::string name = text_member(prompt, "name");
  const Json schema = schema_of(prompt);
  const auto arguments = read_arguments(words_of(given), schema);
  if (const auto* fault = std::get_if<UsageFault>(&arguments)) return usage(*fault, console);
  const Json& values = std::get<Json>(arguments);
  auto answer = target.session().request("prompts/get", {{"name", name}, {"arguments", values}});
  if (auto* fault = std::get_if<ClientFault>(&answer)) {
    fault->help = help_on_failure(name, schema, values);
    return report(*fault, console);
  }
  const Json& result = std::get<Json>(answer);
  return show(result, messages_text(member(result, "messages")), console);
}

int read_resource(Target& target, const std::string& uri, const Console& console) {
  if (!target.offers(kResources)) {
    return console.fail(ExitCode::tool_failed, "resource_not_found", target.name() + " offers no resources",
                        "`mcpgen list` shows what it offers");
  }
  auto answer = target.session().request("resources/read", {{"uri", uri}});
  if (const auto* result = std::get_if<Json>(&answer))
    return show(*result, content_text(member(*result, "contents")), console);
  ClientFault& fault = std::get<ClientFault>(answer);
  const auto listed = target.list(kResources);
  if (const auto* resources = std::get_if<Json>(&listed);
      resources != nullptr && fault.code == "protocol_error") {
    fault.message = "`" + uri + "`: " + fault.message;
    fault.help = did_you_mean(uri, all_of(*resources, "uri"), "`mcpgen list` shows the resources");
  }
  return report(fault, console);
}

/// Why nothing can be called so: a resource goes by its URI, or the name is mistyped.
ClientFault unknown_name(const std::string& name, const std::vector<std::string>& names,
                         const Json& resources, const Json& templates) {
  for (const auto& [items, what] : {std::pair{&resources, "uri"}, {&templates, "uriTemplate"}}) {
    if (const Json* resource = find_named(*items, name)) {
      return {ExitCode::tool_failed, "tool_not_found", "`" + name + "` is a resource, no tool",
              "mcpgen call " + shell_word(text_member(*resource, what))};
    }
  }
  const std::string otherwise =
      name.find('/') == std::string::npos
          ? "`mcpgen list` shows the tools"
          : "a server goes into --server: mcpgen call --server " + shell_word(name) + " TOOL";
  return {ExitCode::tool_failed, "tool_not_found", "there is no tool `" + name + "`",
          did_you_mean(name, names, otherwise)};
}

int call_by_name(Target& target, const Given& given, const Console& console) {
  const std::string& name = given.operands.front();
  std::vector<std::string> names;
  for (const auto& [listing, perform] : {std::pair{kTools, &call_tool}, {kPrompts, &get_prompt}}) {
    const auto listed = target.list(listing);
    if (const auto* fault = std::get_if<ClientFault>(&listed)) return report(*fault, console);
    const Json& items = std::get<Json>(listed);
    if (const Json* item = find_named(items, name)) return perform(target, *item, given, console);
    for (std::string& other : all_of(items, "name")) names.push_back(std::move(other));
  }
  const auto resources = target.list(kResources);
  if (const auto* fault = std::get_if<ClientFault>(&resources)) return report(*fault, console);
  const auto templates = target.list(kTemplates);
  if (const auto* fault = std::get_if<ClientFault>(&templates)) return report(*fault, console);
  return call_unlisted(target,
                       unknown_name(name, names, std::get<Json>(resources), std::get<Json>(templates)), given,
                       console);
}

/// Does the server's URL stand before the tool's name?
bool leads_with_server(const Given& given) {
  return given.operands.size() > 1 && looks_like_url(given.operands.front()) && !given.has("server") &&
         !given.dashes;
}

int call(const Given& given, const Console& console) {
  Given what = given;
  std::string server;
  if (leads_with_server(given)) {
    server = given.operands.front();
    what.operands.erase(what.operands.begin());
  }
  if (what.operands.empty()) {
    return console.fail(ExitCode::usage, "usage", "which tool?", "`mcpgen list` shows them");
  }
  Target target(what, console);
  if (const auto failed = target.open(server)) return *failed;
  const std::string& name = what.operands.front();
  return name.find("://") == std::string::npos ? call_by_name(target, what, console)
                                               : read_resource(target, name, console);
}

}  // namespace

Command call_command() {
  return {.name = "call",
          .summary = "Call a tool of a server, get a prompt or read a resource",
          .operands = "[URL] TOOL|PROMPT|URI [KEY=VALUE...] [-- PROGRAM ARGUMENTS...]",
          .examples =
              "mcpgen call greet name=World\n"
              "mcpgen call add a=1 b=2 --json -- ./build/calculator\n"
              "mcpgen call notes://today\n"
              "mcpgen call http://127.0.0.1:8080/mcp greet name=World",
          .details =
              "VALUE is read as the tool's schema says. KEY:=JSON gives JSON as it is, KEY=@FILE and\n"
              "KEY:=@FILE the text of a file. The server is the one at URL, that of --server (a URL, a "
              "program, a\n"
              "manifest or a project's folder), a program after `--`, or the one built from the manifest "
              "here.\n" +
              client_secrets(),
          .options = client_options(),
          .run = call};
}

}  // namespace mcpgen
