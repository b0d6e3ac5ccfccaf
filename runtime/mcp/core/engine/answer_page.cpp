#include <mcp/core/engine/answer_page.h>

#include <exception>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>

namespace mcp {

void answer_page(const Request& request, Listings::Kind kind) try {
  const Json* cursor = request.param("cursor");
  if (cursor != nullptr && !cursor->is_string())
    return request.refuse(invalid_params("`cursor` must be a string"));
  std::optional<std::string_view> name;
  if (cursor != nullptr) name = cursor->get_ref<const std::string&>();
  const auto page = request.connection->engine().listings.page(kind, *request.revision, name);
  if (page == nullptr) return request.refuse(invalid_params("unknown cursor"));
  request.answer(*page);
} catch (const std::exception& error) {  // listing a folder runs code of a back end
  request.refuse(internal_error(request.method, "a list failed", error.what()));
}

}  // namespace mcp
