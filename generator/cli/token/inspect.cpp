#include <fstream>
#include <string>
#include <vector>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/http/secret.h"
#include "cli/token/moment.h"
#include "cli/token/verbs.h"
#include "cli/token/verdict.h"

namespace mcpgen {
namespace {

using mcp::Json;
using Clock = std::chrono::system_clock;

constexpr const char* kSignature[] = {"unchecked", "right", "wrong"};

std::string word_of(Signature signature) { return kSignature[static_cast<std::size_t>(signature)]; }

/// Both `FILE` and `@FILE`: a public key is no secret.
std::variant<mcp::jose::Jwks, UsageFault> read_key_file(const std::string& named) {
  const std::string path = named.starts_with('@') ? named.substr(1) : named;
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (!file || !std::getline(file, text, '\0'))
    return UsageFault{"cannot read the file `" + path + "`",
                      "--key takes a public key in PEM, or a JSON Web Key Set"};
  auto keys = read_public_keys(text);
  if (!keys) return UsageFault{"the key in `" + path + "` checks no token: " + keys.error().message, ""};
  return *std::move(keys);
}

std::variant<Expected, UsageFault> read_expected(const Given& given, std::istream& in) {
  Expected expected{.auth = manifest_auth(given.value("issuer"))};
  if (given.has("issuer")) expected.auth.issuer = given.value("issuer");
  if (given.has("audience")) expected.auth.audience = given.value("audience");
  if (given.has("key") && given.has("secret"))
    return UsageFault{"a token is checked by --key or --secret, not both", ""};
  if (given.has("key")) {
    auto keys = read_key_file(given.value("key"));
    if (auto* fault = std::get_if<UsageFault>(&keys)) return *fault;
    expected.keys = std::get<mcp::jose::Jwks>(std::move(keys));
  }
  if (!given.has("secret")) return expected;
  const std::string reference = given.value("secret");
  if (!is_secret_reference(reference))
    return UsageFault{
        "--secret takes @FILE, env:NAME or - (standard input), and no secret itself: the command "
        "line shows it to others",
        "--secret env:SECRET"};
  const auto secret = read_secret_text(reference, in);
  if (const auto* fault = std::get_if<UsageFault>(&secret)) return *fault;
  auto key = secret_key(std::get<std::string>(secret));
  if (!key) return UsageFault{"`" + reference + "` checks no token: " + key.error().message, ""};
  expected.keys = *std::move(key);
  return expected;
}

bool is_time(std::string_view name) {
  return name == "exp" || name == "nbf" || name == "iat" || name == "auth_time";
}

std::string listed(const char* title, const Json& object, Clock::time_point now) {
  std::string text = std::string(title) + "\n";
  if (!object.is_object()) return text + "  cannot be read\n";
  for (const auto& [name, value] : object.items()) {
    text += "  " + name + std::string(name.size() < 10 ? 10 - name.size() : 0, ' ') + "  " +
            (value.is_string() ? text_of(value) : mcp::to_text(value));
    const std::string moment = is_time(name) && value.is_number()
                                   ? shown_moment(value.get<double>(), now, name == "exp" ? "expired" : "")
                                   : "";
    text += moment.empty() ? "\n" : " (" + moment + ")\n";
  }
  return text;
}

std::string conclusion(const Verdict& verdict, const Expected& expected) {
  std::string text = "signature\n  ";
  switch (verdict.signature) {
    case Signature::unchecked:
      text += "NOT CHECKED: anybody could have written this token; --key or --secret checks it\n";
      break;
    case Signature::right:
      text += "right\n";
      break;
    case Signature::wrong:
      text += "WRONG\n";
  }
  text += "server\n  ";
  if (!verdict.refused.empty()) return text + "would refuse it: " + verdict.refused + "\n";
  std::vector<std::string> open;
  if (verdict.signature != Signature::right) open.emplace_back("the signature is right");
  if (expected.auth.issuer.empty()) open.emplace_back("`iss` is its issuer (--issuer)");
  if (expected.auth.audience.empty()) open.emplace_back("`aud` is its audience (--audience)");
  text += "would accept it";
  for (std::size_t i = 0; i < open.size(); ++i) text += (i == 0 ? " provided that " : " and ") + open[i];
  return text + "\n";
}

Json facts_of(const Verdict& verdict) {
  Json facts = {{"header", verdict.header},
                {"claims", verdict.claims},
                {"signature", word_of(verdict.signature)},
                {"accepted", nullptr}};
  if (!verdict.refused.empty()) {
    facts["accepted"] = false;
    facts["reason"] = verdict.refused;
  } else if (verdict.signature == Signature::right) {
    facts["accepted"] = true;
  }
  return facts;
}

}  // namespace

int token_inspect(const Given& given, const Console& console) {
  const auto usage = [&](const UsageFault& fault) {
    return console.fail(ExitCode::usage, "usage", fault.message, fault.help);
  };
  if (given.operands.empty())
    return usage({"which token?", "mcpgen token inspect @token, env:TOKEN, or - for standard input"});
  if (given.operands.size() > 1)
    return usage({"unexpected `" + given.operands[1] + "`", "one token at a time"});
  const std::string& reference = given.operands.front();
  if (!is_secret_reference(reference))
    return usage({"a token is a secret, which the command line shows to others",
                  "mcpgen token inspect @token, env:TOKEN, or - for standard input"});
  const auto token = read_secret(reference, console.in);
  if (const auto* fault = std::get_if<UsageFault>(&token)) return usage(*fault);
  const auto expected = read_expected(given, console.in);
  if (const auto* fault = std::get_if<UsageFault>(&expected)) return usage(*fault);

  const Clock::time_point now = Clock::now();
  const Verdict verdict = judge(std::get<std::string>(token), std::get<Expected>(expected), now);
  if (console.json)
    console.out << console.shown_json(mcp::to_text(facts_of(verdict))) << '\n';
  else
    console.out << console.shown(listed("header", verdict.header, now) +
                                 listed("claims", verdict.claims, now) +
                                 conclusion(verdict, std::get<Expected>(expected)));
  return static_cast<int>(verdict.refused.empty() ? ExitCode::success : ExitCode::auth);
}

}  // namespace mcpgen
