#include "problem.h"

#include <mcp/json/writer.h>

namespace mcp::http {

Response problem(int status, std::string_view detail, std::string_view errors) {
  Response response{.status = status, .content_type = "application/problem+json"};
  JsonWriter writer(response.body);
  writer.begin_object().key("title").string(reason(status)).key("status").integer(status);
  writer.key("detail").string(detail);
  if (!errors.empty()) writer.key("errors").raw(errors);
  writer.end_object();
  return response;
}

}  // namespace mcp::http
