// In place of http_client.cpp, where the library that it stands on is missing.
#include "cli/client/http/http_client.h"

namespace mcpgen {

std::string package_for_http() { return MCPGEN_PACKAGE_FOR_HTTP; }

struct HttpClient::Library {};

HttpClient::HttpClient(const Url&, const std::string&, std::chrono::milliseconds) {}

HttpClient::~HttpClient() = default;

std::optional<HttpFailure> HttpClient::run(const HttpRequest&, const OnHead&, const OnData&) {
  return HttpFailure{HttpFailure::Kind::unreachable};
}

void HttpClient::stop() {}

}  // namespace mcpgen
