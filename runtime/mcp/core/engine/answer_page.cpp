#include <mcp/core/engine/answer_page.h>

#include <utility>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>

namespace mcp {
namespace {

using Page = std::shared_ptr<const std::string>;

Page find_page(const Request& request, Listings::Kind kind) {
  const std::string* cursor = request.text_param("cursor");
  std::optional<std::string_view> name;
  if (cursor != nullptr) name = *cursor;
  return request.connection->engine().listings.page(kind, *request.revision, name);
}

RpcError unknown_cursor() { return invalid_params("unknown cursor"); }

/// A page for which folders are read: that takes its time, and runs code of a back end.
class FolderPageCall final : public Call {
 public:
  using Call::Call;

 protected:
  Outcome run(Context&) override {
    const Page page = find_page(request(), Listings::Kind::resources);
    if (!answer_is_wanted()) return {};
    if (page == nullptr) return unknown_cursor();
    return *page;
  }
};

}  // namespace

void answer_page(Request&& request, Listings::Kind kind) {
  const Json* cursor = request.param("cursor");
  if (cursor != nullptr && !cursor->is_string())
    return request.refuse(invalid_params("`cursor` must be a string"));
  const Engine::Impl& engine = request.connection->engine();
  if (kind == Listings::Kind::resources && engine.listings.has_folders())
    return std::make_shared<FolderPageCall>(std::move(request), engine.limits().timeout)->start(false);
  const Page page = find_page(request, kind);
  if (page == nullptr) return request.refuse(unknown_cursor());
  request.answer(*page);
}

}  // namespace mcp
