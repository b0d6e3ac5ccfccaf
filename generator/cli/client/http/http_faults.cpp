#include "cli/client/http/http_faults.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cli/client/access.h"
#include "cli/client/http/challenge.h"
#include "cli/client/message.h"
#include "support/shell_word.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr std::size_t kMaxExcerpt = 200;

ClientFault fault(const Url& url, std::string code, std::string message, std::string help, int status = 0) {
  return {.exit_code = ExitCode::unreachable,
          .code = std::move(code),
          .message = std::move(message),
          .help = std::move(help),
          .status = status,
          .url = url.text()};
}

/// What the answer says in words, after a colon; "" when it says nothing that a person would read.
std::string excerpt(const HttpHead& head, const std::string& body) {
  std::string text = body;
  if (head.media_type() == "text/html") text.clear();
  if (const auto json = read_message(body)) {
    text = text_member(member(*json, "error"), "message");
    for (const char* name : {"error_description", "detail", "message", "title", "error"})
      if (text.empty()) text = text_member(*json, name);
  }
  text = text.substr(0, std::min(text.find_first_of("\r\n"), kMaxExcerpt));
  return text.empty() ? "" : ": " + visible(text);
}

std::string where_to_look(const Url& url) {
  if (url.target == "/mcp") return "is the address right? A server prints its own when it starts";
  return "is the path right? Many servers listen at " + url.at("/mcp").text();
}

ClientFault unauthorized(const HttpHead& head, const std::string& said, const Url& url, bool authorized) {
  const std::string challenge = head.field("WWW-Authenticate");
  const std::string asked = challenge.empty() ? said : ": " + visible(challenge.substr(0, kMaxExcerpt));
  std::string help = authorized ? "what was given is not accepted: is it expired, or for another server?"
                                : "give a token with --bearer env:NAME, or a key with --api-key env:NAME";
  const std::string metadata = read_challenge(challenge).metadata;
  if (!metadata.empty()) help += "\nwho gives out tokens stands at " + visible(metadata);
  ClientFault refused = fault(url, "auth_required", url.text() + " wants to know who calls (401)" + asked,
                              std::move(help), 401);
  refused.exit_code = ExitCode::auth;
  return refused;
}

ClientFault forbidden(const HttpHead& head, const std::string& said, const Url& url) {
  const std::string scope = visible(read_challenge(head.field("WWW-Authenticate")).scope);
  ClientFault refused =
      fault(url, "forbidden", url.text() + " does not let this caller in (403)" + said,
            scope.empty() ? "the token lacks a permission, or the server does not go by the name `" +
                                url.authority() + "` (`allowedHosts` in its manifest)"
                          : "bring a token or key that has the scopes: " + scope,
            403);
  refused.exit_code = ExitCode::auth;
  return refused;
}

ClientFault redirected(const HttpHead& head, const Url& url) {
  const std::string location = head.field("Location");
  return fault(url, "redirected",
               url.text() + " redirects to " + visible(location.substr(0, kMaxExcerpt)) + " (" +
                   std::to_string(head.status) + "), which mcpgen does not follow",
               looks_like_url(location) ? "if you trust it: mcpgen list " + visible(shell_word(location))
                                        : "give the address that it leads to",
               head.status);
}

}  // namespace

ClientFault failure_fault(const HttpFailure& failure, const Url& url) {
  const std::string reason = failure.reason.empty() ? "" : ": " + failure.reason;
  switch (failure.kind) {
    case HttpFailure::Kind::unreachable:
      return fault(url, "unreachable", "cannot connect to " + url.text(),
                   "is the server running, there? `mcpgen run` starts one, and it prints its address");
    case HttpFailure::Kind::untrusted:
      return fault(url, "untrusted", "the certificate of " + url.authority() + " is not trusted" + reason,
                   "--cacert FILE names the certificate of who issued it, if you trust them");
    case HttpFailure::Kind::no_tls:
      return fault(url, "no_tls", "no TLS connection to " + url.authority() + " comes about",
                   "a server without TLS has an address that begins with http://");
    case HttpFailure::Kind::head_too_large:
      return fault(url, "malformed", url.text() + " answers with more headers than any answer needs",
                   where_to_look(url));
    case HttpFailure::Kind::broken_off:
      break;
  }
  return fault(url, "unreachable", url.text() + " broke off before it had answered" + reason,
               url.secure
                   ? "look into the server's log"
                   : "is it a server over HTTP? One with TLS has an address that begins with https://");
}

ClientFault refusal_fault(const HttpHead& head, const std::string& body, const Url& url, bool authorized) {
  const int status = head.status;
  const std::string said = excerpt(head, body);
  const std::string number = " (" + std::to_string(status) + ")";
  if (status == 401) return unauthorized(head, said, url, authorized);
  if (status == 403) return forbidden(head, said, url);
  if (status >= 300 && status < 400) return redirected(head, url);
  if (status == 404)
    return fault(url, "not_found", "there is no MCP server at " + url.text() + number + said,
                 where_to_look(url), status);
  if (status == 429 || status == 503)
    return fault(url, "busy", url.text() + " cannot answer now" + number + said, "try again later", status);
  if (status >= 500)
    return fault(url, "server_error", url.text() + " failed" + number + said, "look into the server's log",
                 status);
  if (status >= 400)
    return fault(url, "refused", url.text() + " does not take what MCP clients send" + number + said,
                 where_to_look(url), status);
  const std::string type = head.media_type();
  const std::string what = type == "text/html" ? "a web page"
                           : type.empty()      ? "nothing that says what it is"
                                               : visible(type.substr(0, kMaxExcerpt));
  return fault(url, "not_mcp", url.text() + " answers with " + what + ", not with MCP" + number,
               where_to_look(url), status);
}

bool leaves_older_revisions(const HttpHead& head) {
  constexpr std::array kDifferently{400, 404, 405, 406, 415, 422, 500, 501};
  return std::ranges::find(kDifferently, head.status) != kDifferently.end();
}

}  // namespace mcpgen
