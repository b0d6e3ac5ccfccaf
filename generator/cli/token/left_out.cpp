// In place of the verbs, where the library that they stand on is missing.
#include <string>

#include "cli/token/verbs.h"

namespace mcpgen {
namespace {

int fail(const Console& console) {
  const std::string package = "libssl-dev (Homebrew: openssl)";
  return console.fail(ExitCode::toolchain, "no_openssl",
                      "this mcpgen was built without OpenSSL: " + package + " was not found then",
                      "install " + package + " and build mcpgen again");
}

}  // namespace

int token_keygen(const Given&, const Console& console) { return fail(console); }
int token_mint(const Given&, const Console& console) { return fail(console); }
int token_inspect(const Given&, const Console& console) { return fail(console); }

}  // namespace mcpgen
