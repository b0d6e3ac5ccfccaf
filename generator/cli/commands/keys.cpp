#include <filesystem>
#include <system_error>

#include "cli/build_project.h"
#include "cli/commands/commands.h"
#include "cli/process.h"
#include "cli/server_program.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassedOn[] = {"scope", "expires", "not-before", "grace"};

/// The program built from the project's manifest, which is built where there is none; or an exit code.
std::variant<std::string, int> program_of(const Project& project, const Given& given,
                                          const Console& console) {
  const auto found = find_server({}, project.request.manifest);
  if (const auto* server = std::get_if<ServerProgram>(&found)) {
    if (!server->doubt.empty() && !given.has("json")) console.note("note: " + server->doubt);
    return server->command.front();
  }
  const auto generated = generate_project(project, given, console);
  if (const int* failed = std::get_if<int>(&generated)) return *failed;
  const Model& model = std::get<Generated>(generated).model;
  if (const auto failed = compile_generated(project, model, given, console)) return *failed;
  return built_program(project);
}

/// What the server is given: it knows what all of it means.
std::vector<std::string> server_arguments(const Given& given) {
  std::vector<std::string> words{"keys"};
  words.insert(words.end(), given.operands.begin(), given.operands.end());
  // It is started in another folder.
  std::error_code ignored;
  if (words.size() > 2 && words[1] == "import" && words[2] != "-")
    words[2] = fs::absolute(words[2], ignored).string();
  for (const char* option : kPassedOn) {
    for (const std::string& value : given.values(option))
      words.push_back(std::string("--") + option + "=" + value);
  }
  if (given.has("json")) words.emplace_back("--json");
  return words;
}

int keys(const Given& given, const Console& console) {
  const auto found = find_project(given.value("manifest"));
  if (const auto* fault = std::get_if<UsageFault>(&found))
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  const Project& project = std::get<Project>(found);
  const auto ready = program_of(project, given, console);
  if (const int* failed = std::get_if<int>(&ready)) return *failed;

  const std::string& program = std::get<std::string>(ready);
  console.err.flush();
  become(program, server_arguments(given), project.folder.string());
  return console.fail(ExitCode::toolchain, "cannot_start", "cannot start `" + program + "`");
}

}  // namespace

Command keys_command() {
  return {
      .name = "keys",
      .summary = "Create, list, rotate and revoke the API keys of the server here",
      .operands = "create|list|show|rotate|revoke|import [NAME|ID|FILE]",
      .examples =
          "mcpgen keys create ci --scope orders:read --expires 90d\n"
          "mcpgen keys list\n"
          "mcpgen keys rotate ci --grace 24h\n"
          "mcpgen keys revoke ci",
      .details =
          "The server built from the manifest does it, in the manifest's folder: the same as\n"
          "`build/<name> keys ...` there. Where it has not been built yet, it is built first.",
      .options =
          {
              {.name = "manifest",
               .letter = 'm',
               .value = "PATH",
               .help = "A manifest or a project's folder"},
              {.name = "scope",
               .value = "SCOPE",
               .help = "What the new key may be used for; several are several options",
               .repeatable = true},
              {.name = "expires", .value = "TIME", .help = "When it ends: 90d, or 2030-01-31T12:00:00Z"},
              {.name = "not-before", .value = "TIME", .help = "When it begins"},
              {.name = "grace", .value = "TIME", .help = "How long a rotated key's old secret is still good"},
              {.name = "json", .help = "The answer as one line of JSON"},
          },
      .run = keys};
}

}  // namespace mcpgen
