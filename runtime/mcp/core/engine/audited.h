#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace mcp {

class AuditLog;
struct Request;

/// One call of a tool that is to be recorded, once, with what it came to.
class Audited {
 public:
  explicit Audited(AuditLog& log) : log_(log) {}

  /// For a request that calls `tool`; null where nobody wants to know.
  static std::shared_ptr<Audited> begin(const Request& request, std::string_view tool);

  /// `code` is that of an error, 0 for none. What is said later does not count.
  void end(const Request& request, int code);
  /// The client was asked, and calls again with its answer.
  void end_asking(const Request& request);

 private:
  void record(const Request& request, std::string_view outcome, int code) noexcept;
  std::string text_of(const Request& request, std::string_view outcome, int code) const;

  AuditLog& log_;
  const std::chrono::system_clock::time_point time_ = std::chrono::system_clock::now();
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::atomic<bool> ended_ = false;
};

}  // namespace mcp
