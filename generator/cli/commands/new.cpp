#include <algorithm>
#include <filesystem>

#include "cli/build_project.h"
#include "cli/commands/commands.h"
#include "emit/emit.h"
#include "support/text.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(std::string_view kind) {
  std::vector<std::string> names;
  for (const Variant* variant : Catalogue::built_in().of_kind(kind)) names.push_back(variant->name);
  return names;
}

std::vector<std::string> auth_modes() {
  std::vector<std::string> modes = names_of("auth");
  modes.insert(modes.begin(), "none");
  return modes;
}

/// A question with an answer ready; `fallback` when the person just presses Enter.
std::string ask(const std::string& question, const std::string& fallback, const Console& console) {
  console.err << question << " [" << fallback << "]: " << std::flush;
  std::string answer;
  std::getline(console.in, answer);
  return answer.empty() ? fallback : answer;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    if (end > start) parts.push_back(list.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

bool is_name(const std::string& name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && name.size() <= 64 && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

struct Request {
  fs::path folder;
  NewProject project;
};

Request read_request(const Given& given, const Console& console) {
  std::string folder = given.operands.empty() ? "" : given.operands.front();
  if (folder.empty() && console.asks) folder = ask("Folder", "hello", console);
  std::string transports = given.value("transport");
  if (transports.empty()) transports = console.asks ? ask("Transports", "stdio", console) : "stdio";
  std::string auth = given.value("auth");
  if (auth.empty()) auth = console.asks ? ask("Authentication", "none", console) : "none";
  std::string name = given.value("name");
  if (name.empty()) {
    std::error_code ignored;
    const fs::path whole = fs::weakly_canonical(folder, ignored);
    name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  }
  return {folder, {.name = name, .transports = split(transports), .auth = auth}};
}

std::optional<UsageFault> fault_of(const Request& request) {
  const auto unknown = [](const std::string& what, const std::string& value,
                          const std::vector<std::string>& known) {
    return UsageFault{"this build has no " + what + " `" + value + "`: it has " + one_of(known),
                      did_you_mean(value, known)};
  };
  if (request.folder.empty()) return UsageFault{"which folder?", "mcpgen new hello"};
  if (!is_name(request.project.name)) {
    return UsageFault{"`" + request.project.name +
                          "` is no name for a server: letters, digits, `-` and `_`, a letter first",
                      "choose one with --name"};
  }
  const auto modes = auth_modes();
  if (std::count(modes.begin(), modes.end(), request.project.auth) == 0) {
    return unknown("auth mode", request.project.auth, modes);
  }
  const auto transports = names_of("transport");
  for (const std::string& transport : request.project.transports) {
    if (std::count(transports.begin(), transports.end(), transport) == 0)
      return unknown("transport", transport, transports);
  }
  return {};
}

bool is_occupied(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder, failed)) return false;
  return !fs::is_directory(folder, failed) || !fs::is_empty(folder, failed);
}

int create(const Request& request, const Given& given, const Console& console) {
  Workbench bench;
  const auto plan =
      plan_output(request.folder, "generated", emit_new_project(request.project), bench.diagnostics);
  const bool dry = given.has("dry-run");
  const bool written = plan && (dry || write_output(*plan, bench.diagnostics));
  show_findings(bench, given, console);
  if (!written) return static_cast<int>(ExitCode::bad_input);
  list_changes(*plan, console);
  if (dry) return static_cast<int>(ExitCode::success);

  const auto project = find_project(request.folder.string());
  if (const auto* fault = std::get_if<UsageFault>(&project)) {
    return console.fail(ExitCode::internal, "internal", fault->message);
  }
  if (const auto failed = generate_project(std::get<Project>(project), given, console)) return *failed;
  console.note("\nNext:\n  cd " + request.folder.string() +
               "\n  mcpgen build\n  mcpgen call greet name=World");
  return static_cast<int>(ExitCode::success);
}

int make_new(const Given& given, const Console& console) {
  if (given.operands.size() > 1) {
    return console.fail(ExitCode::usage, "usage", "unexpected `" + given.operands[1] + "`",
                        "one folder at a time");
  }
  const Request request = read_request(given, console);
  if (const auto fault = fault_of(request))
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  if (is_occupied(request.folder) && !given.has("force")) {
    return console.fail(
        ExitCode::usage, "not_empty", "`" + request.folder.string() + "` is not empty",
        "choose another folder, or add to this one with --force: no file of yours is replaced");
  }
  return create(request, given, console);
}

}  // namespace

Command new_command() {
  return {
      .name = "new",
      .summary = "Start a project: a manifest with one tool, its handler, a build",
      .operands = "[FOLDER]",
      .examples = "mcpgen new hello\nmcpgen new hello --transport stdio --auth none --dry-run",
      .details = "Asks for what is missing on a terminal only.",
      .options =
          {
              {.name = "name", .value = "NAME", .help = "The server's name; the folder's when not given"},
              {.name = "transport",
               .letter = 't',
               .value = "LIST",
               .help = "How it is reached, separated by commas; stdio when not given"},
              {.name = "auth", .value = "MODE", .help = "Who may use it; none when not given"},
              {.name = "force", .help = "Also into a folder that is not empty; no file of yours is replaced"},
              {.name = "dry-run", .help = "Show which files would be written, and write none"},
              {.name = "no-input", .help = "Never ask"},
              {.name = "yes", .letter = 'y', .help = "Take what is proposed instead of asking"},
              error_format_option(),
          },
      .run = make_new};
}

}  // namespace mcpgen
