#include "door.h"

namespace mcp::http {

Response wrong_method(const Door& door, std::string_view path, std::string_view advice) {
  Response response = plain(405, advice);
  response.fields.emplace_back("Allow", door.methods(path));
  return response;
}

}  // namespace mcp::http
