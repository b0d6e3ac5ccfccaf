#include "json_document.h"

#include <utility>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

bool is_json(std::string_view media_type) {
  return media_type == "application/json" ||
         (media_type.starts_with("application/") && media_type.ends_with("+json"));
}

Error unusable(const std::string& url, const std::string& why, Error::Code code = Error::Code::unavailable) {
  const auto origin = origin_of(url);
  return {code, origin ? *origin + " " + why : why};
}

}  // namespace

Result<std::string> fetch_json_text(Fetcher& fetcher, Fetcher::Request request) {
  request.accept = "application/json";
  auto response = fetcher.fetch(request);
  if (!response) return response.error();
  if (response->status / 100 == 3)
    return unusable(request.url, "redirects, which is not followed: use the URL that it leads to");
  if (response->status != 200)
    return unusable(request.url, "answers with status " + std::to_string(response->status),
                    response->status == 404 ? Error::Code::not_found : Error::Code::unavailable);
  if (!is_json(response->media_type)) return unusable(request.url, "answers with something else than JSON");
  return std::move(response->body);
}

Result<HeldJson> fetch_json_object(Fetcher& fetcher, Fetcher::Request request) {
  const std::string url = request.url;
  const auto text = fetch_json_text(fetcher, std::move(request));
  if (!text) return text.error();
  auto read = read_json(*text, {.depth = 16, .values = 20'000});
  Json* json = std::get_if<Json>(&read);
  if (json == nullptr || !json->is_object()) return unusable(url, "answers with what is no JSON object");
  return std::move(*json);
}

}  // namespace mcp
