#include "cli/run.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <iostream>

#include "cli/command.h"
#include "cli/help.h"
#include "support/shell_word.h"
#include "support/text.h"

namespace mcpgen {
namespace {

int unknown_verb(const std::string& verb, const Console& console) {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.push_back(command.name);
  return console.fail(ExitCode::usage, "usage", "there is no verb `" + verb + "`",
                      did_you_mean(verb, names, "`mcpgen help` lists them"));
}

/// The same command with what it does not know handed to the server; "" where it starts none, or knows all.
std::string passed_on(const Command& command, const std::vector<std::string>& arguments) {
  if (command.operands.find("[-- SERVER-ARGUMENTS") == std::string::npos) return "";
  const std::size_t unknown = first_unknown_option(options_of(command), arguments);
  if (unknown == arguments.size()) return "";
  std::string text = "mcpgen " + command.name;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i == unknown) text += " --";
    if (arguments[i] != "--") text += " " + shell_word(arguments[i]);
  }
  return "what the server shall know goes after two dashes: " + text;
}

std::string help_for(const UsageFault& fault, const Command& command,
                     const std::vector<std::string>& arguments) {
  if (!fault.help.empty()) return fault.help;
  const std::string command_line = passed_on(command, arguments);
  return command_line.empty() ? "`mcpgen " + command.name + " --help` shows its options" : command_line;
}

int run_verb(const Command& command, const std::vector<std::string>& arguments, Console console) {
  console.verb = command.name;
  const auto parsed = parse_options(options_of(command), arguments);
  if (const auto* fault = std::get_if<UsageFault>(&parsed)) {
    return console.fail(ExitCode::usage, "usage", fault->message, help_for(*fault, command, arguments));
  }
  const Given& given = std::get<Given>(parsed);
  if (given.has("help")) {
    console.out << help_page(command);
    return static_cast<int>(ExitCode::success);
  }
  console.quiet = given.has("quiet");
  console.color = console.color && !given.has("no-color");
  console.asks = console.asks && !given.has("no-input") && !given.has("yes");
  return command.run(given, console);
}

int show_group(const std::string& word, bool unfinished, const Console& console) {
  (unfinished ? console.err : console.out) << help_group(word);
  return static_cast<int>(unfinished ? ExitCode::usage : ExitCode::success);
}

int dispatch(const std::vector<std::string>& arguments, const Console& console) {
  if (arguments.empty()) {
    console.err << help_overview();
    return static_cast<int>(ExitCode::usage);
  }
  std::string verb = arguments.front();
  if (verb == "--help" || verb == "-h") {
    console.out << help_overview();
    return static_cast<int>(ExitCode::success);
  }
  std::size_t words = 1;
  if (!commands_of_group(verb).empty()) {
    if (arguments.size() == 1 || arguments[1] == "--help" || arguments[1] == "-h")
      return show_group(verb, arguments.size() == 1, console);
    verb += " " + arguments[words++];
  }
  const Command* command = find_command(verb == "--version" ? "version" : verb);
  if (command == nullptr) return unknown_verb(verb, console);
  return run_verb(*command, {arguments.begin() + static_cast<std::ptrdiff_t>(words), arguments.end()},
                  console);
}

/// Has the reader of our standard output gone? A full disk is another matter.
bool is_unread(const std::ostream& out) {
  if (&out != &std::cout) return false;
  pollfd end{STDOUT_FILENO, 0, 0};
  return ::poll(&end, 1, 0) == 1 && (end.revents & POLLERR) != 0;
}

}  // namespace

int run(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out, std::ostream& err) {
  Console console = make_console(in, out, err);
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  console.json = std::find(arguments.begin(), dashes, "--json") != dashes;
  try {
    const int code = dispatch(arguments, console);
    if (out.flush() || code != static_cast<int>(ExitCode::success)) return code;
    if (is_unread(out)) return static_cast<int>(ExitCode::unread);
    return console.fail(ExitCode::bad_input, "unwritable", "cannot write the output");
  } catch (const std::exception& fault) {
    return console.fail(ExitCode::internal, "internal",
                        std::string("this is a bug of mcpgen: ") + fault.what(),
                        "please report it with the manifest and the output of `mcpgen version --json`");
  }
}

}  // namespace mcpgen
