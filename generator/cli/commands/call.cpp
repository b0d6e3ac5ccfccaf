#include <algorithm>
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

/// What is to be called, got or read, and at which server.
struct Request {
  Given given;           ///< its operands begin with the name
  std::string server{};  ///< the URL that stood before the name, "" for none

  const std::string& name() const { return given.operands.front(); }
  std::vector<std::string> words() const { return {given.operands.begin() + 1, given.operands.end()}; }
  std::string command(const std::string& call) const;
};

/// The command that makes another call of the same server, the same way.
std::string Request::command(const std::string& call) const {
  std::string text = "mcpgen call ";
  for (const Option& option : client_options()) {
    if (option.value.empty()) continue;
    for (const std::string& value : given.values(option.name))
      text += "--" + option.name + " " + shell_word(value) + " ";
  }
  text += (server.empty() ? "" : shell_word(server) + " ") + call;
  if (given.dashes) text += " --";
  for (const std::string& word : given.after_dashes) text += " " + shell_word(word);
  return text;
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
std::string help_on_failure(const Request& request, const Json& schema, const Json& arguments) {
  for (const Json& required : member(schema, "required")) {
    if (!arguments.contains(text_of(required))) return request.command(sample_call(request.name(), schema));
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

int call_tool(Target& target, const Json& tool, const Request& request, const Console& console) {
  const Json& schema = member(tool, "inputSchema");
  const auto arguments = read_arguments(request.words(), schema);
  if (const auto* fault = std::get_if<UsageFault>(&arguments)) return usage(*fault, console);
  const Json& values = std::get<Json>(arguments);
  const auto answer =
      target.session().request("tools/call", {{"name", request.name()}, {"arguments", values}});
  if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console);
  return show_result(std::get<Json>(answer), help_on_failure(request, schema, values), console);
}

/// A server keeps from its lists what a caller may not use. Who asks for it by name hears what is missing;
/// `unknown` is for a name that it does not know.
int call_unlisted(Target& target, const ClientFault& unknown, const Request& request,
                  const Console& console) {
  const auto arguments = read_arguments(request.words(), Json::object());
  if (!target.is_remote() || std::holds_alternative<UsageFault>(arguments)) return report(unknown, console);
  const auto answer = target.session().request(
      "tools/call", {{"name", request.name()}, {"arguments", std::get<Json>(arguments)}});
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

int get_prompt(Target& target, const Json& prompt, const Request& request, const Console& console) {
  const Json schema = schema_of(prompt);
  const auto arguments = read_arguments(request.words(), schema);
  if (const auto* fault = std::get_if<UsageFault>(&arguments)) return usage(*fault, console);
  const Json& values = std::get<Json>(arguments);
  auto answer = target.session().request("prompts/get", {{"name", request.name()}, {"arguments", values}});
  if (auto* fault = std::get_if<ClientFault>(&answer)) {
    fault->help = help_on_failure(request, schema, values);
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

/// `urn:isbn:…`: where no tool and no prompt is called so, it is the URI of a resource, listed or not.
bool has_scheme(const std::string& name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos || colon + 1 == name.size() || !is_letter(name.front())) return false;
  return std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(colon), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
}

bool is_listed(const Json& resources, const std::string& uri) {
  const std::vector<std::string> uris = all_of(resources, "uri");
  return std::find(uris.begin(), uris.end(), uri) != uris.end();
}

/// Why nothing can be called so: a resource goes by its URI, or the name is mistyped.
ClientFault unknown_name(const Request& request, const std::vector<std::string>& names, const Json& resources,
                         const Json& templates) {
  const std::string& name = request.name();
  for (const auto& [items, what] : {std::pair{&resources, "uri"}, {&templates, "uriTemplate"}}) {
    if (const Json* resource = find_named(*items, name)) {
      return {ExitCode::tool_failed, "tool_not_found", "`" + name + "` is a resource, no tool",
              request.command(shell_word(text_member(*resource, what)))};
    }
  }
  const std::string otherwise =
      name.find('/') == std::string::npos
          ? "`mcpgen list` shows the tools"
          : "a server goes into --server: mcpgen call --server " + shell_word(name) + " TOOL";
  return {ExitCode::tool_failed, "tool_not_found", "there is no tool `" + name + "`",
          did_you_mean(name, names, otherwise)};
}

int call_by_name(Target& target, const Request& request, const Console& console) {
  const std::string& name = request.name();
  std::vector<std::string> names;
  for (const auto& [listing, perform] : {std::pair{kTools, &call_tool}, {kPrompts, &get_prompt}}) {
    const auto listed = target.list(listing);
    if (const auto* fault = std::get_if<ClientFault>(&listed)) return report(*fault, console);
    const Json& items = std::get<Json>(listed);
    if (const Json* item = find_named(items, name)) return perform(target, *item, request, console);
    for (std::string& other : all_of(items, "name")) names.push_back(std::move(other));
  }
  if (const std::string why = target.left_out(name); !why.empty())
    return console.fail(ExitCode::tool_failed, "tool_left_out", "`" + name + "` cannot be called: " + why,
                        "its author has to correct `x-mcp-header`; the server may take calls without it from "
                        "older clients: --protocol 2025-11-25");
  const auto resources = target.list(kResources);
  if (const auto* fault = std::get_if<ClientFault>(&resources)) return report(*fault, console);
  const auto templates = target.list(kTemplates);
  if (const auto* fault = std::get_if<ClientFault>(&templates)) return report(*fault, console);
  const bool is_uri = has_scheme(name) && target.offers(kResources);
  if (is_uri || is_listed(std::get<Json>(resources), name)) return read_resource(target, name, console);
  return call_unlisted(target,
                       unknown_name(request, names, std::get<Json>(resources), std::get<Json>(templates)),
                       request, console);
}

/// Does the server's URL stand before the tool's name?
bool leads_with_server(const Given& given) {
  return !given.operands.empty() && looks_like_url(given.operands.front()) && !given.has("server") &&
         !given.dashes;
}

int call(const Given& given, const Console& console) {
  Request request{given};
  auto& operands = request.given.operands;
  if (leads_with_server(given)) {
    request.server = operands.front();
    operands.erase(operands.begin());
  }
  if (operands.empty()) {
    const std::string help =
        request.server.empty()
            ? "`mcpgen list` shows them"
            : "`mcpgen list " + shell_word(request.server) +
                  "` shows them; a resource of another server is read with --server PLACE before its URI";
    return console.fail(ExitCode::usage, "usage", "which tool?", help);
  }
  Target target(request.given, console);
  if (const auto failed = target.open(request.server)) return *failed;
  return request.name().find("://") == std::string::npos ? call_by_name(target, request, console)
                                                         : read_resource(target, request.name(), console);
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
