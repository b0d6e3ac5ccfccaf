#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/fetch/circuit_breaker.h>

namespace mcp {

/// The one guarded way out to servers of others. It goes by https to public addresses only, and wherever
/// the operator's own URLs lead; follows no redirect, unpacks nothing, and bounds time and bytes. Proxies,
/// passwords and cookies of the environment mean nothing. For any thread.
class Fetcher {
 public:
  struct Options {
    /// What the operator wrote: servers with one of these origins may have any address.
    std::vector<std::string> operator_urls{};
    bool insecure =
        false;         ///< and may be asked by plain http, for everybody on the way to read and to answer
    std::string ca{};  ///< PEM: authorities that are trusted beside the system's
    std::vector<std::string> hosts{};           ///< `name:port:address,address`: in place of what DNS says
    std::chrono::milliseconds deadline{5'000};  ///< of all that a fetch takes
    std::size_t body_bytes = 256 * 1024;
    std::size_t header_bytes = 16 * 1024;
    std::size_t header_lines = 100;
    std::size_t at_once = 64;
    CircuitBreaker::Options breaker{};
  };

  struct Request {
    std::string url{};
    std::string accept{};         ///< media types
    std::string form{};           ///< sent by POST when there is one
    std::string authorization{};  ///< value of that header
  };

  struct Response {
    long status = 0;
    std::string media_type{};  ///< in lower case, without parameters
    std::string body{};
  };

  /// An error where one of the operator's URLs is none that could be fetched.
  static Result<std::unique_ptr<Fetcher>> make(Options options);

  /// Any whole answer, whatever its status. The error is `unavailable`, or `invalid_params` where the request
  /// is none that may be made; it says what went wrong with which server, and nothing of the path asked for
  /// or of an answer.
  Result<Response> fetch(const Request& request);
  /// Ends what is under way within a second, and begins nothing more.
  void give_up() { given_up_ = true; }

 private:
  explicit Fetcher(Options options);

  const Options options_;
  std::set<std::string> operator_origins_{};
  std::string authorities_{};
  CircuitBreaker breaker_;
  std::atomic<std::size_t> under_way_ = 0;
  std::atomic<bool> given_up_ = false;
};

/// Scheme, host and port of a URL in one form: `https://issuer.example:443`. An error where it is no URL of
/// http or https, names a user, or holds what is no visible ASCII.
Result<std::string> origin_of(const std::string& url);

}  // namespace mcp
