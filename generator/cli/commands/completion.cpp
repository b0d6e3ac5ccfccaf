#include <string>

#include "cli/commands/commands.h"

namespace mcpgen {
namespace {

std::string words_of(const Command& command) {
  std::string words;
  for (const Option& option : options_of(command)) words += (words.empty() ? "--" : " --") + option.name;
  return words;
}

std::string verbs() {
  std::string words;
  for (const Command& command : commands()) words += (words.empty() ? "" : " ") + command.name;
  return words;
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
      "    case \"${COMP_WORDS[1]}\" in\n";
  for (const Command& command : commands()) {
    text += "      " + command.name + (command.alias.empty() ? "" : "|" + command.alias) + ") words=\"" +
            words_of(command) + "\" ;;\n";
  }
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
    text += "    '" + command.name + ":" + zsh_quoted(command.summary) + "'\n";
  text +=
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe verb verbs\n"
      "    return\n"
      "  fi\n"
      "  case \"$words[2]\" in\n";
  for (const Command& command : commands()) {
    text += "    " + command.name + (command.alias.empty() ? "" : "|" + command.alias) + ") _arguments";
    for (const Option& option : options_of(command)) {
      text += " \\\n      '" + std::string(option.repeatable ? "*" : "") + "--" + option.name + "[" +
              zsh_quoted(option.help) + "]" + (option.value.empty() ? "" : ":" + option.value + ":_files") +
              "'";
    }
    text += " \\\n      '*:file:_files' ;;\n";
  }
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

std::string fish() {
  std::string text;
  for (const Command& command : commands()) {
    text += "complete -c mcpgen -n __fish_use_subcommand -a " + command.name + " -d '" +
            fish_quoted(command.summary) + "'\n";
    for (const Option& option : options_of(command)) {
      text += "complete -c mcpgen -n '__fish_seen_subcommand_from " + command.name + "' -l " + option.name +
              (option.letter ? " -s " + std::string(1, option.letter) : "") +
              (option.value.empty() ? "" : " -r") + " -d '" + fish_quoted(option.help) + "'\n";
    }
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
