#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcp::http {

/// Names are literals.
using Fields = std::vector<std::pair<std::string_view, std::string>>;

/// What a status is called, "" for one that is never sent.
std::string_view reason(int status);

/// What is sent back. The content type is a literal.
struct Response {
  int status = 200;
  std::string_view content_type{};  ///< "" when there is no body
  std::string body{};
  Fields fields{};
  std::string scopes{};                 ///< with 401 and 403: all that it takes, of which some are missing
  std::chrono::seconds retry_after{0};  ///< told with 429 and 503; 0: soon
};

/// A short text for people: what is wrong, and what to do.
Response plain(int status, std::string_view text);

/// How a response stands among others on its connection.
struct Framing {
  bool keep_alive = true;  ///< another one may follow
  bool head_only = false;  ///< to HEAD
  bool http_1_0 = false;
};

/// The one writer of responses. A field whose value holds a line end or NUL is left out.
void write_response(std::string& out, const Response& response, Framing framing);
/// The beginning of a response that goes on until write_end().
void write_begin(std::string& out, const Response& head, Framing framing);
void write_part(std::string& out, std::string_view bytes, Framing framing);
void write_end(std::string& out, Framing framing);

}  // namespace mcp::http
