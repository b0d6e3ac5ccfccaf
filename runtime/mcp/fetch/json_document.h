#pragma once

#include <mcp/fetch/fetcher.h>
#include <mcp/json/held_json.h>

namespace mcp {

/// The JSON text that is answered with status 200 and a media type of JSON. Another status is the error
/// `not_found` where it is 404, else `unavailable`.
Result<std::string> fetch_json_text(Fetcher& fetcher, Fetcher::Request request);

/// The same, where it is one object.
Result<HeldJson> fetch_json_object(Fetcher& fetcher, Fetcher::Request request);

}  // namespace mcp
