#include "cli/client/target.h"

#include <charconv>
#include <filesystem>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/questions.h"
#include "cli/project.h"
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

ClientEvents events_on(const Console& console) {
  return {.progress =
              [&console](const Json& params) {
                if (console.quiet || console.json) return;
                const Json& total = member(params, "total");
                console.err << "progress " << mcp::to_text(member(params, "progress"))
                            << (total.is_null() ? "" : "/" + mcp::to_text(total)) << ' '
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

}  // namespace

std::vector<Option> client_options() {
  return {
      {.name = "server",
       .letter = 's',
       .value = "PATH",
       .help = "A server program, a manifest or a project's folder"},
      {.name = "protocol",
       .value = "REVISION",
       .help = "Speak this revision of MCP",
       .choices = {"2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"}},
      {.name = "timeout", .value = "SECONDS", .help = "How long to wait for an answer; 60 when not given"},
      {.name = "json", .help = "The answer as one line of JSON; failures as one line on standard error"},
      {.name = "no-input", .help = "Never ask; decline what the server asks"},
  };
}

int report(const ClientFault& fault, const Console& console) {
  return console.fail(fault.exit_code, fault.code, fault.message, fault.help);
}

Target::Target(const Given& given, const Console& console)
    : given_(given),
      console_(console),
      session_(connection_, events_on(console), timeout_of(given).value_or(kDefaultTimeout)) {}

std::optional<int> Target::open(const std::string& path) {
  if (!timeout_of(given_)) {
    return console_.fail(ExitCode::usage, "usage", "--timeout cannot be `" + given_.value("timeout") + "`",
                         "give whole seconds, such as --timeout 5");
  }
  const auto found = find_server(given_.dashes ? given_.after_dashes : std::vector<std::string>{},
                                 path.empty() ? given_.value("server") : path);
  if (const auto* fault = std::get_if<ClientFault>(&found)) return report(*fault, console_);
  const auto& [command, doubt] = std::get<ServerProgram>(found);
  if (!doubt.empty() && !console_.json) console_.note("note: " + doubt);
  const bool silent = console_.json || console_.quiet;
  if (!connection_.start(command, silent ? Child::Errors::discarded : Child::Errors::ours)) {
    return console_.fail(ExitCode::unreachable, "unreachable", "cannot start `" + command.front() + "`");
  }
  auto answer = session_.open(given_.value("protocol"));
  if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console_);
  self_ = std::get<Json>(std::move(answer));
  return {};
}

std::string Target::name() const {
  const std::string name = text_member(member(self_, "serverInfo"), "name");
  return name.empty() ? "the server" : name;
}

bool Target::offers(const Listing& listing) const {
  return !member(member(self_, "capabilities"), listing.capability).is_null();
}

Session::Answer Target::list(const Listing& listing) {
  Json all = Json::array();
  if (!offers(listing)) return all;
  Json params = Json::object();
  for (int page = 0; page < kMaxPages; ++page) {
    auto answer = session_.request(listing.method, params);
    if (std::holds_alternative<ClientFault>(answer)) return answer;
    const Json& result = std::get<Json>(answer);
    const Json& part = member(result, listing.items);
    if (part.is_array()) all.insert(all.end(), part.begin(), part.end());
    const Json& cursor = member(result, "nextCursor");
    if (cursor.is_null()) return all;
    params["cursor"] = cursor;
  }
  return ClientFault{ExitCode::tool_failed, "endless_list",
                     std::string("the server's ") + listing.method + " has no end"};
}

}  // namespace mcpgen
