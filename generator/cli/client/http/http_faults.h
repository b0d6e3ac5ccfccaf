#pragma once

#include <string>

#include "cli/client/fault.h"
#include "cli/client/http/http_client.h"

namespace mcpgen {

/// Why nothing could be asked of the server at `url`, and what to do about it.
ClientFault failure_fault(const HttpFailure& failure, const Url& url);

/// What an answer means that is no MCP, of which `body` is the beginning. `authorized`: it was asked with
/// credentials.
ClientFault refusal_fault(const HttpHead& head, const std::string& body, const Url& url, bool authorized);

/// May the server speak an older revision, when this is its answer to a newer one?
bool leaves_older_revisions(const HttpHead& head);

}  // namespace mcpgen
