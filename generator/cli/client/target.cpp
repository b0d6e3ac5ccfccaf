#include "cli/client/target.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <utility>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/http/extra_headers.h"
#include "cli/client/pipe_connection.h"
#include "cli/client/questions.h"
#include "cli/reached.h"
#include "cli/server_program.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr int kMaxPages = 10'000;
constexpr std::chrono::seconds kDefaultTimeout{60};

/// Nothing when it is no whole number of seconds.
std::optional<std::chrono::seconds> timeout_of(const Given& given) {
  if (!given.has("timeout")) return kDefaultTimeout;
  const std::string text = given.value("timeout");
  int seconds = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool usable = fault == std::errc() && end == text.data() + text.size() && seconds > 0;
  if (!usable) return {};
  return std::chrono::seconds(seconds);
}

int usage(const UsageFault& fault, const Console& console) {
  return console.fail(ExitCode::usage, "usage", fault.message, fault.help);
}

ClientEvents events_on(const Console& console) {
  return {.progress =
              [&console](const Json& params) {
                if (console.quiet || console.json) return;
                const Json& total = member(params, "total");
                console.err << "progress " << visible(mcp::to_text(member(params, "progress")))
                            << (total.is_null() ? "" : "/" + visible(mcp::to_text(total))) << ' '
                            << visible(text_member(params, "message")) << '\n';
              },
          .log =
              [&console](const Json& params) {
                if (console.quiet || console.json) return;
                const Json& data = member(params, "data");
                console.err << visible(text_member(params, "level")) << ": "
                            << visible(data.is_string() ? text_of(data) : mcp::to_text(data)) << '\n';
              },
          .elicit = [&console](const Json& params) { return ask_person(params, console); }};
}

/// Why a project's server cannot be talked to through a pipe, where that is so.
std::optional<ClientFault> found_elsewhere(const ServerProgram& server) {
  const auto way = server.project ? reached(*server.project) : std::nullopt;
  const std::string manifest = server.project ? server.project->request.manifest : "";
  if (way == Reached::at_url)
    return ClientFault{ExitCode::unreachable, "http_only",
                       "the server of " + manifest + " speaks over HTTP only",
                       "start it with `mcpgen run`, and then give the URL that it says: mcpgen list URL"};
  if (way == Reached::without_mcp)
    return ClientFault{ExitCode::unreachable, "no_mcp",
                       "the server of " + manifest + " speaks REST, and no MCP",
                       "`mcpgen run` starts it, for clients of REST"};
  return {};
}

}  // namespace

std::vector<Option> client_options() {
  return {
      {.name = "server",
       .letter = 's',
       .value = "PLACE",
       .help = "A URL, a server program, a manifest or a project's folder"},
      {.name = "header",
       .value = "'NAME: VALUE'",
       .help = "Send this header to a URL; VALUE may be env:NAME, @FILE or -",
       .repeatable = true},
      {.name = "bearer",
       .value = "SECRET",
       .help = "Send this token to a URL: env:NAME, @FILE or - (standard input), never itself"},
      {.name = "api-key",
       .value = "SECRET",
       .help = "Send this key to a URL, as X-API-Key; given like --bearer"},
      {.name = "cacert", .value = "FILE", .help = "Trust the certificates in FILE (PEM), not the system's"},
      {.name = "protocol",
       .value = "REVISION",
       .help = "Speak this revision of MCP",
       .choices = {"2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"}},
      {.name = "timeout", .value = "SECONDS", .help = "How long to wait for an answer; 60 when not given"},
      {.name = "json", .help = "The answer as one line of JSON; failures as one line on standard error"},
      {.name = "no-input", .help = "Never ask; decline what the server asks"},
  };
}

std::string client_details() {
  return "SERVER is a URL, a server program, a manifest or a project's folder, the same as --server. "
         "Without\n"
         "it and without a program after `--` it is the server built from the manifest here.\n" +
         client_secrets();
}

std::string client_secrets() {
  return "Secrets are never written out, for others see the command line: env:NAME takes one from the\n"
         "environment, @FILE from a file's first line, - from standard input. So must the value of a\n"
         "--header be given whose name has auth, cookie, credential, key, passwd, password, secret, session\n"
         "or token in it; before it, `Authorization` may have a scheme: --header 'Authorization: Basic "
         "@FILE'.";
}

int report(const ClientFault& fault, const Console& console) {
  return console.fail(fault.exit_code, fault.code, fault.message, fault.help,
                      {.status = fault.status, .url = fault.url});
}

Target::Target(const Given& given, const Console& console) : given_(given), console_(console) {}

std::optional<int> Target::open(const std::string& place) {
  const auto timeout = timeout_of(given_);
  if (!timeout) {
    return console_.fail(ExitCode::usage, "usage", "--timeout cannot be `" + given_.value("timeout") + "`",
                         "give whole seconds, such as --timeout 5");
  }
  const std::string named = place.empty() ? given_.value("server") : place;
  const bool remote = !given_.dashes && looks_like_url(named);
  if (const auto failed = remote ? connect(named) : start_program(named)) return failed;
  session_.emplace(*connection_, events_on(console_), Session::Patience{.answer = *timeout});
  auto answer = session_->open(given_.value("protocol"));
  if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console_);
  self_ = std::get<Json>(std::move(answer));
  return {};
}

std::optional<int> Target::start_program(const std::string& path) {
  for (const char* option : {"bearer", "api-key", "header", "cacert"}) {
    if (given_.has(option))
      return console_.fail(ExitCode::usage, "usage", "--" + std::string(option) + " is for a server at a URL",
                           "such as --server http://127.0.0.1:8080/mcp");
  }
  const auto found = find_server(given_.dashes ? given_.after_dashes : std::vector<std::string>{}, path);
  if (const auto* fault = std::get_if<ClientFault>(&found)) return report(*fault, console_);
  const ServerProgram& server = std::get<ServerProgram>(found);
  if (const auto elsewhere = found_elsewhere(server)) return report(*elsewhere, console_);
  if (!server.doubt.empty() && !console_.json) console_.note("note: " + server.doubt);
  const bool silent = console_.json || console_.quiet;
  auto pipe = std::make_unique<PipeConnection>();
  const bool started = pipe->start({.command = server.command,
                                    .errors = silent ? Child::Errors::discarded : Child::Errors::ours,
                                    .folder = server.folder,
                                    // A server of ours ends for a reason, which it has said.
                                    .anew = !server.project});
  if (!started)
    return console_.fail(ExitCode::unreachable, "unreachable",
                         "cannot start `" + server.command.front() + "`");
  connection_ = std::move(pipe);
  return {};
}

std::optional<int> Target::connect(const std::string& text) {
  const std::string package = package_for_http();
  if (!package.empty()) {
    return console_.fail(ExitCode::toolchain, "no_http",
                         "this mcpgen was built without HTTP: " + package + " was not found then",
                         "install " + package + " and build mcpgen again");
  }
  const auto url = read_url(text);
  if (const auto* fault = std::get_if<UsageFault>(&url)) return usage(*fault, console_);
  auto fields = read_extra_headers(given_, console_.in);
  if (const auto* fault = std::get_if<UsageFault>(&fields)) return usage(*fault, console_);
  const std::string authorities = given_.value("cacert");
  if (given_.has("cacert") && !std::ifstream(authorities))
    return console_.fail(ExitCode::usage, "usage", "cannot read the file `" + authorities + "`");
  const Url& server = std::get<Url>(url);
  const bool secret = std::ranges::any_of(std::get<HttpFields>(fields),
                                          [](const auto& field) { return is_secret_header(field.first); });
  if (secret && !server.secure && !server.is_loopback() && !console_.json)
    console_.note("note: the secret goes to " + server.host +
                  " unencrypted, for the URL begins with http://");
  auto http = std::make_unique<HttpConnection>(
      HttpConnection::Options{.url = server,
                              .fields = std::get<HttpFields>(std::move(fields)),
                              .authorities = authorities,
                              .timeout = timeout_of(given_).value_or(kDefaultTimeout)});
  http_ = http.get();
  connection_ = std::move(http);
  return {};
}

std::string Target::name() const {
  const std::string name = text_member(member(self_, "serverInfo"), "name");
  return name.empty() ? "the server" : name;
}

bool Target::offers(const Listing& listing) const {
  const Json& own = member(self_, "capabilities");
  const bool extension = std::string_view(listing.capability).find('/') != std::string_view::npos;
  return !member(extension ? member(own, "extensions") : own, listing.capability).is_null();
}

std::string Target::left_out(const std::string& tool) const {
  const auto found = left_out_.find(tool);
  return found == left_out_.end() ? "" : found->second;
}

Session::Answer Target::list(const Listing& listing) {
  Json all = Json::array();
  if (!offers(listing)) return all;
  Json params = Json::object();
  for (int page = 0; page < kMaxPages; ++page) {
    auto answer = session_->request(listing.method, params);
    if (std::holds_alternative<ClientFault>(answer)) return answer;
    const Json& result = std::get<Json>(answer);
    const Json& part = member(result, listing.items);
    if (part.is_array()) all.insert(all.end(), part.begin(), part.end());
    const Json& cursor = member(result, "nextCursor");
    if (cursor.is_null()) return std::string_view(listing.items) == kTools.items ? usable_tools(all) : all;
    params["cursor"] = cursor;
  }
  return ClientFault{ExitCode::tool_failed, "endless_list",
                     std::string("the server's ") + listing.method + " has no end"};
}

/// Over HTTP some arguments stand in headers as well. A tool that asks for what no header can be is left out.
Json Target::usable_tools(const Json& tools) {
  if (http_ == nullptr || !session_->modern()) return tools;
  Json usable = Json::array();
  for (const Json& tool : tools) {
    const std::string name = text_member(tool, "name");
    auto headers = read_param_headers(member(tool, "inputSchema"));
    if (const auto* fault = std::get_if<std::string>(&headers)) {
      if (!console_.json)
        console_.note("note: `" + visible(name) + "` is left out, its schema wants " + *fault);
      left_out_[name] = "its schema wants " + *fault;
      continue;
    }
    http_->mirror(name, std::get<std::vector<ParamHeader>>(std::move(headers)));
    usable.push_back(tool);
  }
  return usable;
}

}  // namespace mcpgen
