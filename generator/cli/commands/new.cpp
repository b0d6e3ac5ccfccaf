#include <algorithm>
#include <filesystem>
#include <functional>

#include "cli/build_project.h"
#include "cli/commands/commands.h"
#include "cli/commands/next_steps.h"
#include "emit/emit.h"
#include "manifest/named_checks.h"
#include "support/shell_word.h"
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

/// The parts of `list` without the spaces around them.
std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    const std::size_t first = list.find_first_not_of(' ', start);
    if (first < end) parts.push_back(list.substr(first, list.find_last_not_of(' ', end - 1) + 1 - first));
    start = end + 1;
  }
  return parts;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string server_name(const fs::path& folder) {
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(folder, ignored);
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

std::optional<UsageFault> name_fault(const std::string& name) {
  const NamedCheck& check = *find_named_check("name");
  if (check.accepts(name)) return {};
  return UsageFault{"`" + name + "` is no name for a server: expected " + std::string(check.expected),
                    "such as --name " + such_as(check, name)};
}

std::optional<UsageFault> unknown_fault(const std::string& what, const std::string& word,
                                        const std::vector<std::string>& known) {
  if (std::ranges::count(known, word) > 0) return {};
  return UsageFault{"this build has no " + what + " `" + word + "`: it has " + one_of(known),
                    did_you_mean(word, known)};
}

std::optional<UsageFault> auth_fault(const std::string& mode) {
  return unknown_fault("auth mode", mode, auth_modes());
}

std::optional<UsageFault> transports_fault(const std::string& list) {
  const auto known = names_of("transport");
  const auto wanted = split(list);
  if (wanted.empty())
    return UsageFault{"`" + list + "` names no transport: this build has " + one_of(known), ""};
  for (auto word = wanted.begin(); word != wanted.end(); ++word) {
    if (auto fault = unknown_fault("transport", *word, known)) return fault;
    if (std::find(wanted.begin(), word, *word) != word)
      return UsageFault{"the transport `" + *word + "` stands there twice", ""};
  }
  return {};
}

/// A pipe has no place for a key or a token.
std::optional<UsageFault> idle_auth_fault(const NewProject& project) {
  if (project.auth == "none" || project.listens()) return {};
  return UsageFault{"over stdio nobody is asked for keys or tokens: `" + project.auth + "` would do nothing",
                    "take --transport http, or stdio,http for both, or leave out --auth"};
}

bool is_occupied(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder, failed)) return false;
  return !fs::is_directory(folder, failed) || !fs::is_empty(folder, failed);
}

/// A question with an answer ready for whoever just presses Enter, asked until the answer will do.
struct Question {
  std::string text;
  std::string proposed;
  std::function<std::optional<UsageFault>(const std::string&)> fault_of;
};

std::string ask(const Question& question, const Console& console) {
  for (;;) {
    console.err << question.text << " [" << question.proposed << "]: " << std::flush;
    std::string answer;
    const bool more = static_cast<bool>(std::getline(console.in, answer));
    if (answer.empty()) answer = question.proposed;
    const auto fault = question.fault_of(answer);
    if (!fault || !more) return answer;
    console.err << visible_lines(fault->message) << '\n';
  }
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
  std::string transports;  ///< as given
  NewProject project;
  std::optional<Project> present{};  ///< what `project` gives way to
};

std::string ask_folder(const Given& given, const Console& console) {
  const auto fault_of = [&](const std::string& folder) -> std::optional<UsageFault> {
    if (is_occupied(folder) && !given.has("force"))
      return UsageFault{"`" + folder + "` is not empty: choose another folder", ""};
    return given.has("name") || present_project(folder) ? std::nullopt : name_fault(server_name(folder));
  };
  return ask({"Folder", "hello", fault_of}, console);
}

Request read_request(const Given& given, const Console& console) {
  std::string folder = given.operands.empty() ? "" : given.operands.front();
  if (folder.empty() && console.asks) folder = ask_folder(given, console);
  auto present = present_project(folder);
  const bool asks = console.asks && !present;
  std::string auth = given.value("auth");
  if (auth.empty() && asks)
    auth = ask({"Authentication, one of " + joined(auth_modes()), "none", auth_fault}, console);
  if (auth.empty()) auth = "none";
  const std::string usual = auth == "none" ? "stdio" : "http";  // over a pipe nobody is asked
  std::string transports = given.value("transport");
  if (transports.empty() && asks) {
    const auto fault_of = [&](const std::string& list) {
      const auto fault = transports_fault(list);
      return fault ? fault : idle_auth_fault({.transports = split(list), .auth = auth});
    };
    transports = ask({"Transports, some of " + joined(names_of("transport")), usual, fault_of}, console);
  }
  if (transports.empty()) transports = usual;
  std::string name = given.value("name");
  if (name.empty()) name = server_name(folder);
  NewProject project{.name = std::move(name), .transports = split(transports), .auth = std::move(auth)};
  return {std::move(folder), std::move(transports), std::move(project), std::move(present)};
}

std::optional<UsageFault> fault_of(const Request& request) {
  if (request.folder.empty()) return UsageFault{"which folder?", "mcpgen new hello"};
  if (!request.present) {
    if (auto fault = name_fault(request.project.name)) return fault;
  }
  if (auto fault = auth_fault(request.project.auth)) return fault;
  if (auto fault = transports_fault(request.transports)) return fault;
  return idle_auth_fault(request.project);
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
    const std::string steps = present ? "  mcpgen build\n  mcpgen list" : next_steps(request.project);
    console.note("\nNext:\n  cd " + shell_word(request.folder.string()) + "\n" + steps);
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
                   .help = "How it is reached, separated by commas; stdio when not given, http with --auth"},
                  {.name = "auth", .value = "MODE", .help = "Who may use it over HTTP; none when not given"},
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
