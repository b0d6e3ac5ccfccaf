#include <string>
#include <utility>
#include <vector>

#include "cli/commands/commands.h"

namespace mcpgen {
namespace {

std::string words_of(const Command& command) {
  std::string words;
  for (const Option& option : options_of(command)) words += (words.empty() ? "--" : " --") + option.name;
  return words;
}

/// The word of the group that a verb belongs to; "" for most.
std::string group_of(const Command& command) {
  const std::size_t space = command.name.find(' ');
  return space == std::string::npos ? "" : command.name.substr(0, space);
}

std::string word_within(const Command& command) {
  const std::string group = group_of(command);
  return group.empty() ? command.name : command.name.substr(group.size() + 1);
}

/// Each with its verbs, which stand side by side.
std::vector<std::pair<std::string, std::vector<const Command*>>> groups() {
  std::vector<std::pair<std::string, std::vector<const Command*>>> found;
  for (const Command& command : commands()) {
    const std::string group = group_of(command);
    if (!group.empty() && (found.empty() || found.back().first != group))
      found.emplace_back(group, commands_of_group(group));
  }
  return found;
}

std::string words_within(const std::vector<const Command*>& group) {
  std::string words;
  for (const Command* command : group) words += (words.empty() ? "" : " ") + word_within(*command);
  return words;
}

/// The first words that there are.
std::string verbs() {
  std::string words;
  for (const Command& command : commands())
    if (group_of(command).empty()) words += (words.empty() ? "" : " ") + command.name;
  for (const auto& [group, members] : groups()) words += " " + group;
  return words;
}

/// Matches the first two words after `mcpgen`.
std::string pattern_of(const Command& command) {
  if (!group_of(command).empty()) return group_of(command) + "\\ " + word_within(command);
  return command.name + "\\ *" + (command.alias.empty() ? "" : "|" + command.alias + "\\ *");
}

std::string bash() {
  std::string text =
      "_mcpgen() {\n"
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    words=\"" +
      verbs() +
      "\"\n"
      "  else\n"
      "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n";
  for (const Command& command : commands())
    text += "      " + pattern_of(command) + ") words=\"" + words_of(command) + "\" ;;\n";
  for (const auto& [group, members] : groups())
    text += "      " + group + "\\ *) words=\"" + words_within(members) + "\" ;;\n";
  return text +
         "    esac\n"
         "  fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "}\n"
         "complete -o default -F _mcpgen mcpgen\n";
}

std::string zsh_quoted(const std::string& text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      if (c == ':' || c == '[' || c == ']') quoted += '\\';
      quoted += c;
    }
  }
  return quoted;
}

std::string zsh() {
  std::string text =
      "#compdef mcpgen\n"
      "_mcpgen() {\n"
      "  local -a verbs=(\n";
  for (const Command& command : commands())
    if (group_of(command).empty()) text += "    '" + command.name + ":" + zsh_quoted(command.summary) + "'\n";
  for (const auto& [group, members] : groups())
    text += "    '" + group + ":" + zsh_quoted(words_within(members)) + "'\n";
  text +=
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe verb verbs\n"
      "    return\n"
      "  fi\n"
      "  case \"$words[2] $words[3]\" in\n";
  for (const Command& command : commands()) {
    text += "    " + pattern_of(command) + ") _arguments";
    for (const Option& option : options_of(command)) {
      text += " \\\n      '" + std::string(option.repeatable ? "*" : "") + "--" + option.name + "[" +
              zsh_quoted(option.help) + "]" + (option.value.empty() ? "" : ":" + option.value + ":_files") +
              "'";
    }
    text += " \\\n      '*:file:_files' ;;\n";
  }
  for (const auto& [group, members] : groups())
    text += "    " + group + "\\ *) compadd " + words_within(members) + " ;;\n";
  return text +
         "  esac\n"
         "}\n"
         "compdef _mcpgen mcpgen\n";
}

std::string fish_quoted(const std::string& text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted;
}

std::string fish_verb(const std::string& condition, const std::string& word, const std::string& help) {
  return "complete -c mcpgen -n '" + condition + "' -a " + word + " -d '" + fish_quoted(help) + "'\n";
}

std::string fish() {
  const std::string seen = "__fish_seen_subcommand_from ";
  std::string in_no_group = "not " + seen;
  for (const auto& [group, members] : groups()) in_no_group += group + " ";
  std::string text;
  for (const Command& command : commands()) {
    const std::string group = group_of(command);
    const std::string word = word_within(command);
    const std::string where = (group.empty() ? in_no_group : seen + group) + "; and " + seen + word;
    if (group.empty()) text += fish_verb("__fish_use_subcommand", word, command.summary);
    for (const Option& option : options_of(command)) {
      text += "complete -c mcpgen -n '" + where + "' -l " + option.name +
              (option.letter ? " -s " + std::string(1, option.letter) : "") +
              (option.value.empty() ? "" : " -r") + " -d '" + fish_quoted(option.help) + "'\n";
    }
  }
  for (const auto& [group, members] : groups()) {
    text += fish_verb("__fish_use_subcommand", group, words_within(members));
    for (const Command* command : members)
      text += fish_verb(seen + group + "; and not " + seen + words_within(members), word_within(*command),
                        command->summary);
  }
  return text;
}

int completion(const Given& given, const Console& console) {
  const std::string shell = given.operands.empty() ? "" : given.operands.front();
  if (shell == "bash") {
    console.out << bash();
  } else if (shell == "zsh") {
    console.out << zsh();
  } else if (shell == "fish") {
    console.out << fish();
  } else {
    return console.fail(ExitCode::usage, "usage", "which shell?", "bash, zsh or fish");
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command completion_command() {
  return {
      .name = "completion",
      .summary = "Print what makes a shell complete verbs and options",
      .operands = "bash|zsh|fish",
      .examples =
          "source <(mcpgen completion bash)\nmcpgen completion fish > ~/.config/fish/completions/mcpgen.fish",
      .run = completion};
}

}  // namespace mcpgen
