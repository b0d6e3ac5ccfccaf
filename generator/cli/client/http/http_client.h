#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/client/http/http_message.h"
#include "cli/client/http/url.h"

namespace mcpgen {

/// The package that this mcpgen was built without and so speaks no HTTP; "" when it does.
std::string package_for_http();

/// Why an answer did not come, or not to its end.
struct HttpFailure {
  enum class Kind {
    unreachable,
    untrusted,  ///< the server could not prove who it is
    no_tls,
    broken_off,
    head_too_large,
  };
  Kind kind = Kind::broken_off;
  std::string reason{};  ///< what is known besides; may be ""
};

/// A client of one server over HTTP that keeps its connection. Follows no redirect and knows no proxy.
class HttpClient {
 public:
  /// `authorities`: a file of certificates to trust instead of the system's; "" for these.
  HttpClient(const Url& server, const std::string& authorities, std::chrono::milliseconds connect_timeout);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  using OnHead = std::function<bool(const HttpHead&)>;
  using OnData = std::function<bool(std::string_view)>;

  /// Hands over the answer as it comes, until one of the two says false: then there is no failure either.
  /// Waits for as long as the server keeps the connection: who has less time calls stop().
  std::optional<HttpFailure> run(const HttpRequest& request, const OnHead& on_head, const OnData& on_data);
  /// Breaks off, from another thread, what run() waits for.
  void stop();

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace mcpgen
