#include "support/explain.h"

#include "cli/commands/commands.h"
#include "support/text.h"

namespace mcpgen {
namespace {

int explain(const Given& given, const Console& console) {
  if (given.operands.empty()) {
    for (const std::string& code : all_codes()) {
      const std::string_view page = *explanation(code);
      console.out << page.substr(page.starts_with("# ") ? 2 : 0,
                                 page.find('\n') - (page.starts_with("# ") ? 2 : 0))
                  << '\n';
    }
    return static_cast<int>(ExitCode::success);
  }
  const std::string& code = given.operands.front();
  const auto page = explanation(code);
  if (!page) {
    return console.fail(ExitCode::usage, "usage", "there is no code `" + code + "`",
                        did_you_mean(code, all_codes(), "`mcpgen explain` lists them"));
  }
  console.out << *page;
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command explain_command() {
  return {.name = "explain",
          .summary = "Say what a diagnostic code means and how to mend it",
          .operands = "[CODE]",
          .examples = "mcpgen explain E0207\nmcpgen explain",
          .run = explain};
}

}  // namespace mcpgen
