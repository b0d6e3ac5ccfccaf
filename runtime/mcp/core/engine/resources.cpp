#include <mcp/core/engine/answer_page.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/content_text.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/permission.h>
#include <mcp/core/engine/request_state.h>

namespace mcp {
namespace {

class ReadCall final : public Call {
 public:
  ReadCall(Request request, Registry::Match match, std::chrono::milliseconds timeout)
      : Call(std::move(request), timeout),
        resource_(match.entry->resource),
        variables_(std::move(match.variables)) {}

 protected:
  Outcome run(Context& context) override {
    const Result<Contents> contents = resource_.read(variables_, context);
    if (!answer_is_wanted()) return {};
    if (!contents) return failed(contents.error());
    ResultText result(engine().texts, *request().revision);
    JsonWriter& writer = result.writer();
    writer.key("contents").begin_array();
    for (const ResourcePart& part : contents->parts())
      write_part(writer, part, uri(), resource_.mime_type, *request().revision);
    writer.end_array();
    // What depends on an answer of the user's must not be kept for the next reader.
    const bool retried =
        request().param("inputResponses") != nullptr || request().param("requestState") != nullptr;
    result.cache_hints(retried ? std::chrono::milliseconds(0) : resource_.ttl,
                       !retried && request().caller->principal.anonymous());
    return result.close(answer_meta());
  }

  Outcome failed(const Error& error) const override {
    if (error.code == Error::Code::not_found) return missing_resource(*request().revision, uri());
    return Call::failed(error);
  }

 private:
  const std::string& uri() const { return *request().text_param("uri"); }

  const Resource& resource_;
  const HeldJson variables_;
};

/// The resource that `uri` in the request names and that the caller may use; otherwise the request is
/// refused here.
std::optional<Registry::Match> named_resource(const Request& request) {
  const std::string* uri = uri_param(request);
  if (uri == nullptr) return {};
  auto match = request.connection->engine().registry().match(*uri);
  if (!match) {
    request.refuse(missing_resource(*request.revision, *uri));
    return {};
  }
  if (const auto refusal = refusal_of(request, match->entry->resource.scopes)) {
    request.refuse(*refusal);
    return {};
  }
  return match;
}

}  // namespace

const std::string* uri_param(const Request& request) {
  const std::string* uri = request.text_param("uri");
  if (uri == nullptr) {
    request.refuse(invalid_params("`uri` must be a string"));
  } else if (uri->size() > kMaxUriBytes) {
    request.refuse(invalid_params("`uri` is longer than " + std::to_string(kMaxUriBytes) + " bytes"));
    return nullptr;
  }
  return uri;
}

void list_resources(Request&& request) { answer_page(std::move(request), Listings::Kind::resources); }

void list_resource_templates(Request&& request) {
  answer_page(std::move(request), Listings::Kind::templates);
}

void read_resource(Request&& request) {
  auto match = named_resource(request);
  if (!match) return;
  const Resource& resource = match->entry->resource;
  const auto timeout =
      resource.timeout.count() > 0 ? resource.timeout : request.connection->engine().limits().timeout;
  const auto call = std::make_shared<ReadCall>(std::move(request), *std::move(match), timeout);
  if (const auto error = take_retry(*call)) return call->request().refuse(*error);
  call->start(resource.quick);
}

void subscribe_resource(Request&& request) {
  const auto match = named_resource(request);
  if (!match) return;
  if (!match->entry->resource.subscribe)
    return request.refuse(invalid_params("this resource cannot be subscribed to"));
  const auto session = request.connection->session();
  if (session == nullptr) return request.refuse(invalid_params("`initialize` must come first"));
  {
    const std::lock_guard lock(session->mutex);
    if (session->subscriptions.size() >= request.connection->engine().limits().subscriptions)
      return request.refuse(
          {.code = rpc_code::kUnavailable, .message = "too many subscriptions", .http_status = 503});
    session->subscriptions.insert(sha256(*request.text_param("uri")));
  }
  request.answer("{}");
}

void unsubscribe_resource(Request&& request) {
  const std::string* uri = request.text_param("uri");
  if (uri == nullptr) return request.refuse(invalid_params("`uri` must be a string"));
  if (const auto session = request.connection->session()) {
    const std::lock_guard lock(session->mutex);
    session->subscriptions.erase(sha256(*uri));
  }
  request.answer("{}");
}

}  // namespace mcp
