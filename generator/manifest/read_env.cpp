#include <fmt/format.h>

#include "manifest/reading.h"
#include "manifest/shorthand/scanner.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// `secret required = default -- description`, each part optional.
void read_short_form(const Node& text, EnvVariable& variable, Diagnostics& diagnostics) {
  Scanner scanner(text);
  while (!scanner.accept("=") && !scanner.accept("--") && !scanner.at_end()) {
    const Span word = scanner.word();
    if (word.text == "secret") {
      variable.secret = true;
    } else if (word.text == "required") {
      variable.required = true;
    } else {
      diagnostics
          .error("E0208", word.text.empty() ? scanner.here() : scanner.place(word),
                 fmt::format("`{}` does not describe a variable", visible(text.text)))
          .labelled("expected secret, required, `= default` or `-- description`")
          .helped(did_you_mean(word.text, {"secret", "required"}, "a description stands after `--`"));
      return;
    }
  }
  const std::string_view before = std::string_view(text.text).substr(0, scanner.position());
  if (before.ends_with('=')) {
    const std::string_view rest = scanner.rest();
    const Span fallback = trimmed(scanner.take(std::min(rest.find(" -- "), rest.size())));
    variable.fallback = Text{std::string(fallback.text), scanner.place(fallback)};
    scanner.accept("--");
  }
  const Span description = trimmed(scanner.take(scanner.rest().size()));
  variable.description = {std::string(description.text), scanner.place(description)};
}

void read_long_form(const Node& map, EnvVariable& variable) {
  variable.description = read_text(map, "description");
  variable.required = read_flag(map, "required");
  variable.secret = read_flag(map, "secret");
  variable.values = read_texts(map, "enum");
  variable.fallback = read_optional_text(map, "default");
}

void check_default(const EnvVariable& variable, Diagnostics& diagnostics) {
  if (!variable.fallback) return;
  if (variable.secret) {
    diagnostics
        .error("E0402", variable.name.place,
               fmt::format("the secret `{}` has a default", visible(variable.name.value)))
        .labelled("a default is compiled into every copy of the server")
        .helped("remove the default; the operator sets the variable");
  }
  check_is_choice(*variable.fallback, values_of(variable.values), diagnostics);
}

}  // namespace

std::vector<EnvVariable> read_env(const Node* section, Diagnostics& diagnostics) {
  std::vector<EnvVariable> variables;
  if (!section) return variables;
  for (const Member& member : section->members) {
    EnvVariable& variable = variables.emplace_back();
    variable.name = {member.key, member.key_place};
    if (member.value.is_map()) {
      read_long_form(member.value, variable);
    } else if (!member.value.is_null()) {
      read_short_form(member.value, variable, diagnostics);
    }
    check_default(variable, diagnostics);
  }
  return variables;
}

}  // namespace mcpgen
