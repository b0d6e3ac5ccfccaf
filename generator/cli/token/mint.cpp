#include "cli/client/http/secret.h"
#include "cli/token/claims.h"
#include "cli/token/signing_key.h"
#include "cli/token/verbs.h"

namespace mcpgen {
namespace {

std::variant<SigningKey, UsageFault> read_key(const Given& given, std::istream& in) {
  if (given.has("key") == given.has("secret"))
    return UsageFault{given.has("key") ? "a token is signed with --key or --secret, not both"
                                       : "what is the token signed with?",
                      "--key @key.pem, as `mcpgen token keygen --out key.pem` makes one"};
  const std::string option = given.has("key") ? "key" : "secret";
  const std::string reference = given.value(option);
  if (!is_secret_reference(reference))
    return UsageFault{"--" + option +
                          " takes @FILE, env:NAME or - (standard input), and no secret itself: the "
                          "command line shows it to others",
                      option == "key" ? "--key @key.pem" : "--secret env:SECRET"};
  auto text = read_secret_text(reference, in);
  if (auto* fault = std::get_if<UsageFault>(&text)) return *fault;
  auto key = option == "key" ? SigningKey::of_pem(std::get<std::string>(text))
                             : SigningKey::of_secret(std::get<std::string>(std::move(text)));
  if (!key) return UsageFault{"`" + reference + "` signs no token: " + key.error().message, ""};
  return *std::move(key);
}

}  // namespace

int token_mint(const Given& given, const Console& console) {
  const auto usage = [&](const UsageFault& fault) {
    return console.fail(ExitCode::usage, "usage", fault.message, fault.help);
  };
  if (!given.operands.empty())
    return usage({"unexpected `" + given.operands.front() + "`", "more claims go into --claim KEY=VALUE"});
  const auto claims =
      claims_of(given, manifest_auth(given.value("issuer")), std::chrono::system_clock::now());
  if (const auto* fault = std::get_if<UsageFault>(&claims)) return usage(*fault);
  const auto key = read_key(given, console.in);
  if (const auto* fault = std::get_if<UsageFault>(&key)) return usage(*fault);
  mcp::Json header = {{"typ", "at+jwt"}};
  if (given.has("kid")) header["kid"] = given.value("kid");
  const auto token = std::get<SigningKey>(key).token(header, std::get<mcp::Json>(claims));
  if (!token) return console.fail(ExitCode::internal, "internal", token.error().message);
  console.out << *token << '\n';
  return static_cast<int>(ExitCode::success);
}

}  // namespace mcpgen
