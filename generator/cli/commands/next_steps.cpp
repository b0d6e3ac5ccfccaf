#include "cli/commands/next_steps.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <mcp/json/json.h>

#include "cli/client/shorthand.h"
#include "cli/reached.h"
#include "support/shell_word.h"

namespace mcpgen {
namespace {

/// What has to be typed besides, for callers to be let in.
struct AuthSteps {
  std::string_view mode;
  std::string_view before_start;
  std::string_view with;         ///< what a caller brings
  std::string_view before_call;  ///< in another terminal, in the same folder
  std::string_view credential;   ///< the option of `mcpgen call`
};

constexpr AuthSteps kAuthSteps[] = {
    {.mode = "api-key",
     .before_start = "",
     .with = "the key that it showed",
     .before_call = "  read -rs API_KEY && export API_KEY    # paste the key\n",
     .credential = "--api-key env:API_KEY"},
    {.mode = "jwt",
     .before_start = "  mcpgen token keygen --out key.pem --public issuer.pem\n",
     .with = "a token that this key signed",
     .before_call = "  mcpgen token mint --key @key.pem --subject ada >token\n",
     .credential = "--bearer @token"},
    {.mode = "oidc",
     .before_start = "  $EDITOR mcpgen.yaml    # issuer: the URL of your provider; audience: what its tokens "
                     "call this server\n",
     .with = "an access token of your provider",
     .before_call = "  read -rs TOKEN && export TOKEN    # paste the token\n",
     .credential = "--bearer env:TOKEN"},
};

const AuthSteps* steps_of(std::string_view mode) {
  const auto* found = std::ranges::find(kAuthSteps, mode, &AuthSteps::mode);
  return found == std::end(kAuthSteps) ? nullptr : found;
}

/// Where clients find a server that listens.
std::string url_of(const NewProject& project) {
  std::string_view path = "/mcp";
  if (!project.has_transport("http")) path = project.has_transport("rest") ? "/openapi.json" : "/sse";
  return "http://127.0.0.1:8080" + std::string(path);
}

/// How callers prove who they are, and call.
std::string guarded_steps(const NewProject& project, const AuthSteps& auth, const std::string& start) {
  std::string text = std::string(auth.before_start) + "  " + start +
                     "\nThen, in another terminal in that folder, with " + std::string(auth.with) + ":\n" +
                     std::string(auth.before_call);
  if (!project.has_transport("http")) return text + "and point a client at " + url_of(project);
  return text + "  mcpgen call " + url_of(project) + " greet name=World " + std::string(auth.credential);
}

std::string call_of(const PromptModel& prompt) {
  std::string call = "mcpgen call " + shell_word(prompt.name);
  for (const PromptArgumentModel& argument : prompt.arguments)
    if (argument.required) call += " " + shell_word(argument.name) + "=text";
  return call;
}

/// A call that can be pasted; "" for a server with nothing to call.
std::string first_call(const Model& model) {
  if (!model.tools.empty()) {
    const ToolModel& tool = model.tools.front();
    return "mcpgen call " + sample_call(tool.name, mcp::Json::parse(tool.input_schema));
  }
  const auto whole = std::ranges::find_if(model.resources, [](const ResourceModel& resource) {
    return resource.uri.find('{') == std::string::npos;
  });
  if (whole != model.resources.end()) return "mcpgen call " + shell_word(whole->uri);
  return model.prompts.empty() ? "" : call_of(model.prompts.front());
}

/// What a caller brings, and the option for it.
struct Credential {
  std::string_view what;
  std::string_view option;
};

/// Of several ways the first; nothing where only the author of one knows.
std::optional<Credential> credential_of(const Model& model) {
  for (const Part& mode : model.authenticators) {
    const bool renamed = std::ranges::count(mode.options, "header", &PartOption::field) > 0;
    if (mode.component == "auth_api_key") return Credential{"a key", renamed ? "--bearer" : "--api-key"};
    if (mode.component == "auth_jwt" || mode.component == "auth_oidc")
      return Credential{"a token", "--bearer"};
  }
  return {};
}

}  // namespace

std::string next_steps(const Model& model) {
  const Reached way = reached(model);
  if (way == Reached::without_mcp) return "  mcpgen run\nThen point a client of REST at the URL that it says";
  if (way == Reached::through_pipe) {
    const std::string call = first_call(model);
    return "  mcpgen list" + (call.empty() ? "" : "\n  " + call);
  }
  const std::string start = "  mcpgen run\nThen, with the URL that it says";
  const auto credential = credential_of(model);
  if (!credential) return start + ":\n  mcpgen list URL";
  return start + " and the file that holds " + std::string(credential->what) + ":\n  mcpgen list URL " +
         std::string(credential->option) + " @FILE";
}

std::string next_steps(const NewProject& project) {
  const AuthSteps* auth = steps_of(project.auth);
  if (!project.listens() || (auth == nullptr && project.first_is_pipe()))
    return "  mcpgen build\n  mcpgen call greet name=World";
  const std::string start = project.first_is_pipe() ? "mcpgen run -- --transport http" : "mcpgen run";
  if (auth != nullptr) return guarded_steps(project, *auth, start);
  return "  " + start + "\nThen point a client at " + url_of(project);
}

}  // namespace mcpgen
