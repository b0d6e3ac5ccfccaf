#include <algorithm>
#include <filesystem>

#include "cli/build_project.h"
#include "cli/commands/commands.h"
#include "emit/emit.h"
#include "manifest/named_checks.h"
#include "support/text.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(std::string_view kind) {
  std::vector<std::string> names;
  for (Word& word : Catalogue::built_in().words(kind)) names.push_back(std::move(word.name));
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

/// The project that stands in the folder already: one with a manifest.
std::optional<Project> present_project(const fs::path& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) return {};
  auto found = find_project(folder.string());
  auto* project = std::get_if<Project>(&found);
  return project ? std::optional(std::move(*project)) : std::nullopt;
}

struct Request {
  fs::path folder;
  NewProject project;
  std::optional<Project> present{};  ///< what `project` gives way to
};

Request read_request(const Given& given, const Console& console) {
  std::string folder = given.operands.empty() ? "" : given.operands.front();
  if (folder.empty() && console.asks) folder = ask("Folder", "hello", console);
  auto present = present_project(folder);
  const bool asks = console.asks && !present;
  std::string auth = given.value("auth");
  if (auth.empty()) auth = asks ? ask("Authentication", "none", console) : "none";
  const std::string usual = auth == "none" ? "stdio" : "http";  // over a pipe nobody is asked
  std::string transports = given.value("transport");
  if (transports.empty()) transports = asks ? ask("Transports", usual, console) : usual;
  std::string name = given.value("name");
  if (name.empty()) {
    std::error_code ignored;
    const fs::path whole = fs::weakly_canonical(folder, ignored);
    name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  }
  return {folder, {.name = name, .transports = split(transports), .auth = auth}, std::move(present)};
}

std::optional<UsageFault> fault_of(const Request& request) {
  const auto unknown = [](const std::string& what, const std::string& value,
                          const std::vector<std::string>& known) {
    return UsageFault{"this build has no " + what + " `" + value + "`: it has " + one_of(known),
                      did_you_mean(value, known)};
  };
  if (request.folder.empty()) return UsageFault{"which folder?", "mcpgen new hello"};
  const NamedCheck& name = *find_named_check("name");
  if (!request.present && !name.accepts(request.project.name)) {
    return UsageFault{
        "`" + request.project.name + "` is no name for a server: expected " + std::string(name.expected),
        "such as --name " + such_as(name, request.project.name)};
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

/// What the manifest that is there says, and no option can change.
std::optional<UsageFault> ignored_option(const Project& project, const Given& given) {
  for (const char* option : {"name", "transport", "auth"}) {
    if (!given.has(option)) continue;
    return UsageFault{"`" + project.request.manifest + "` is there already and stays as it is: --" + option +
                          " would change nothing",
                      "edit the manifest, or choose another folder"};
  }
  return {};
}

/// The project's first files and all that `mcpgen build` would add; none when something is at fault.
std::vector<OutputFile> files_of(const Request& request, Workbench& bench) {
  std::vector<OutputFile> files = emit_new_project(request.project);
  const OutputFile& manifest = files.front();
  const std::string path = (request.folder / manifest.path).string();
  const auto root = read_document(bench.sources.add(path, manifest.text), bench.diagnostics);
  const auto model = root ? model_of(Document{*root, {path}}, bench) : std::nullopt;
  if (!model) return {};
  for (OutputFile& file : emit(*model)) {
    const bool known = std::ranges::count(files, file.path, &OutputFile::path) > 0;
    if (!known) files.push_back(std::move(file));
  }
  return files;
}

/// What `mcpgen build` adds to the manifest that is there.
std::vector<OutputFile> files_of(const Project& project, Workbench& bench) {
  const auto model = model_of(project, bench);
  return model ? emit(*model) : std::vector<OutputFile>();
}

/// What to type after `cd`: a client starts what serves a pipe, and is told where anything else is.
std::string next_steps(const Request& request) {
  if (request.present) return "mcpgen build\n  mcpgen list";
  if (request.project.transports.front() == "stdio") return "mcpgen build\n  mcpgen call greet name=World";
  const std::string path = request.project.has_transport("http") ? "mcp" : "openapi.json";
  return "mcpgen run\nThen point a client at http://127.0.0.1:8080/" + path;
}

int create(const Request& request, const Given& given, const Console& console) {
  Workbench bench;
  const std::optional<Project>& present = request.present;
  const std::vector<OutputFile> files = present ? files_of(*present, bench) : files_of(request, bench);
  std::optional<OutputPlan> plan;
  if (!files.empty()) plan = plan_output(request.folder, "generated", files, bench.diagnostics);
  const bool dry = given.has("dry-run");
  const bool written = plan && (dry || write_output(*plan, bench.diagnostics));
  show_findings(bench, given, console);
  if (!written) return static_cast<int>(ExitCode::bad_input);
  if (present) console.note(present->request.manifest + " is there already and stays as it is");
  list_changes(*plan, dry ? Writing::would_be : Writing::done, console);
  if (!dry) {
    console.note("\nNext:\n  cd " + request.folder.string() + "\n  " + next_steps(request));
  }
  return static_cast<int>(ExitCode::success);
}

int make_new(const Given& given, const Console& console) {
  if (given.operands.size() > 1) {
    return console.fail(ExitCode::usage, "usage", "unexpected `" + given.operands[1] + "`",
                        "one folder at a time");
  }
  const Request request = read_request(given, console);
  auto fault = fault_of(request);
  if (request.present && given.has("force") && !fault) fault = ignored_option(*request.present, given);
  if (fault) return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  if (is_occupied(request.folder) && !given.has("force")) {
    return console.fail(
        ExitCode::usage, "not_empty", "`" + request.folder.string() + "` is not empty",
        "choose another folder, or add to this one with --force: no file of yours is replaced");
  }
  return create(request, given, console);
}

}  // namespace

Command new_command() {
  return {.name = "new",
          .summary = "Start a project: a manifest with one tool, its handler, a build",
          .operands = "[FOLDER]",
          .examples =
              "mcpgen new hello\nmcpgen new hello --transport http\nmcpgen new hello --transport stdio "
              "--auth none --dry-run",
          .details = "Asks for what is missing on a terminal only.",
          .options =
              {
                  {.name = "name", .value = "NAME", .help = "The server's name; the folder's when not given"},
                  {.name = "transport",
                   .letter = 't',
                   .value = "LIST",
                   .help = "How it is reached, separated by commas; stdio when not given"},
                  {.name = "auth", .value = "MODE", .help = "Who may use it; none when not given"},
                  {.name = "force",
                   .help = "Also into a folder that is not empty; no file of yours is replaced, and a "
                           "manifest there is the one that counts"},
                  {.name = "dry-run", .help = "Show which files would be written, and write none"},
                  {.name = "no-input", .help = "Never ask"},
                  {.name = "yes", .letter = 'y', .help = "Take what is proposed instead of asking"},
                  error_format_option(),
              },
          .run = make_new};
}

}  // namespace mcpgen
