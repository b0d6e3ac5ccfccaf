#include "cli/help.h"

#include "cli/commands/commands.h"

namespace mcpgen {
namespace {

int help(const Given& given, const Console& console) {
  std::string topic = given.operands.empty() ? "" : given.operands.front();
  if (given.operands.size() > 1 && !commands_of_group(topic).empty()) topic += " " + given.operands[1];
  if (topic.empty()) {
    console.out << help_overview();
  } else if (topic == "exit-codes") {
    console.out << help_exit_codes();
  } else if (const Command* command = find_command(topic)) {
    console.out << help_page(*command);
  } else if (!commands_of_group(topic).empty()) {
    console.out << help_group(topic);
  } else {
    return console.fail(ExitCode::usage, "usage", "there is no help on `" + topic + "`",
                        "`mcpgen help` lists the verbs");
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command help_command() {
  return {.name = "help",
          .summary = "Show the page of a verb, or what the exit codes mean",
          .operands = "[VERB | exit-codes]",
          .examples = "mcpgen help build\nmcpgen help exit-codes",
          .run = help};
}

}  // namespace mcpgen
