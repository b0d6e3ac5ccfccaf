#include <mcp/core/engine/answer_page.h>

#include <utility>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/folder_call.h>
#include <mcp/core/engine/page.h>

namespace mcp {
namespace {

std::shared_ptr<const std::string> find_page(const Request& request, Listings::Kind kind,
                                             std::size_t number) {
  return request.connection->engine().listings.page(kind, *request.revision, request.caller->principal,
                                                    number);
}

}  // namespace

RpcError unknown_cursor() { return invalid_params("unknown cursor"); }

std::optional<std::size_t> named_page(const Request& request) {
  const Json* cursor = request.param("cursor");
  if (cursor == nullptr) return 0;
  if (!cursor->is_string()) {
    request.refuse(invalid_params("`cursor` must be a string"));
    return {};
  }
  const std::optional<std::size_t> number = parse_cursor(*request.text_param("cursor"));
  if (!number) request.refuse(unknown_cursor());
  return number;
}

void answer_page(Request&& request, Listings::Kind kind) {
  const std::optional<std::size_t> number = named_page(request);
  if (!number) return;
  if (kind == Listings::Kind::resources && request.connection->engine().listings.has_folders())
    return answer_from_folders(std::move(request), [kind, number](const Request& asked) -> Outcome {
      const auto page = find_page(asked, kind, *number);
      if (page == nullptr) return unknown_cursor();
      return *page;
    });
  // Not copied on the way: a list may be long, and is asked for often.
  const auto page = find_page(request, kind, *number);
  if (page == nullptr) return request.refuse(unknown_cursor());
  request.answer(*page);
}

}  // namespace mcp
