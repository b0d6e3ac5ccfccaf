#include "cli/commands/next_steps.h"

#include <algorithm>
#include <string_view>

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

}  // namespace

std::string next_steps(const NewProject& project) {
  const AuthSteps* auth = steps_of(project.auth);
  if (!project.listens() || (auth == nullptr && project.first_is_pipe()))
    return "  mcpgen build\n  mcpgen call greet name=World";
  const std::string start = project.first_is_pipe() ? "mcpgen run -- --transport http" : "mcpgen run";
  if (auth != nullptr) return guarded_steps(project, *auth, start);
  return "  " + start + "\nThen point a client at " + url_of(project);
}

}  // namespace mcpgen
