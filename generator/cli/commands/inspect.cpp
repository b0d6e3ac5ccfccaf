#include <utility>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/target.h"
#include "cli/commands/commands.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

struct Counted {
  Listing listing;
  const char* noun;
};
constexpr Counted kCounted[] = {{kTools, "tool"},
                                {kResources, "resource"},
                                {kTemplates, "resource template"},
                                {kPrompts, "prompt"},
                                {kSkills, "skill"}};

/// What the server says of itself, and how much it offers.
Json facts_of(const Json& self, bool modern, const Json& counts) {
  Json facts = {{"server", member(self, "serverInfo")},
                {"protocolVersion", text_member(self, "protocolVersion")},
                {"era", modern ? "modern" : "legacy"},
                {"capabilities", member(self, "capabilities")},
                {"counts", counts}};
  for (const char* name : {"supportedVersions", "instructions"}) {
    if (self.contains(name)) facts[name] = self[name];
  }
  return facts;
}

std::string joined(const Json& texts, std::string_view between) {
  std::string text;
  for (const Json& one : texts) {
    if (!text.empty()) text += between;
    text += text_of(one);
  }
  return text;
}

/// `tools (listChanged)`, `logging`.
std::string capabilities_text(const Json& capabilities) {
  std::string text;
  if (!capabilities.is_object()) return text;
  for (const auto& [name, details] : capabilities.items()) {
    Json switched = Json::array();
    if (details.is_object()) {
      for (const auto& [detail, value] : details.items())
        if (value != false) switched.push_back(detail);
    }
    text += (text.empty() ? "" : ", ") + name + (switched.empty() ? "" : " (" + joined(switched, ", ") + ")");
  }
  return text;
}

std::string page_of(const Json& facts) {
  const Json& server = member(facts, "server");
  const std::string title = text_member(server, "title");
  std::string text = text_member(server, "name") + " " + text_member(server, "version") +
                     (title.empty() ? "" : " (" + title + ")") + "\n";
  for (const char* name : {"description", "websiteUrl"}) {
    if (const std::string line = text_member(server, name); !line.empty()) text += "  " + line + "\n";
  }
  text += "\nspeaks    MCP " + text_member(facts, "protocolVersion") +
          (text_member(facts, "era") == "modern" ? ", each request for itself" : ", in a session") + "\n";
  if (const Json& versions = member(facts, "supportedVersions"); versions.is_array())
    text += "revisions " + joined(versions, ", ") + "\n";
  std::string offers;
  for (const auto& [listing, noun] : kCounted) {
    const Json& count = member(member(facts, "counts"), listing.items);
    if (count != 0) offers += (offers.empty() ? "" : ", ") + counted(count.get<std::size_t>(), noun);
  }
  text += "offers    " + (offers.empty() ? "nothing" : offers) + "\n";
  const std::string capabilities = capabilities_text(member(facts, "capabilities"));
  if (!capabilities.empty()) text += "declares  " + capabilities + "\n";
  const std::string instructions = text_member(facts, "instructions");
  return instructions.empty() ? text : text + "\n" + instructions + "\n";
}

int inspect(const Given& given, const Console& console) {
  const auto& operands = given.operands;
  if (operands.size() > 1)
    return console.fail(ExitCode::usage, "usage", "unexpected `" + operands[1] + "`", "one server at a time");
  Target target(given, console);
  if (const auto failed = target.open(operands.empty() ? "" : operands.front())) return *failed;
  Json counts = Json::object();
  for (const auto& [listing, _] : kCounted) {
    const auto answer = target.list(listing);
    if (const auto* fault = std::get_if<ClientFault>(&answer)) return report(*fault, console);
    counts[listing.items] = std::get<Json>(answer).size();
  }
  const Json facts = facts_of(target.self(), target.session().modern(), counts);
  if (console.json) {
    console.out << console.shown_json(mcp::to_text(facts)) << '\n';
  } else {
    console.out << console.shown(page_of(facts));
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command inspect_command() {
  return {.name = "inspect",
          .summary = "Show what a server is: revision, capabilities, how much it offers",
          .operands = "[SERVER] [-- PROGRAM ARGUMENTS...]",
          .examples = "mcpgen inspect\nmcpgen inspect http://127.0.0.1:8080/mcp --json",
          .details = client_details(),
          .options = client_options(),
          .run = inspect};
}

}  // namespace mcpgen
