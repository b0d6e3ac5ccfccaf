#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace mcp {

class Outlet;

/// Collects the answers to one array of requests and sends them as one array.
class Batch {
 public:
  Batch(std::shared_ptr<Outlet> reply, std::size_t expected);

  void add(std::string_view message);
  /// One of the requests will have no answer.
  void skip();

 private:
  void count_down(std::unique_lock<std::mutex> lock);

  const std::shared_ptr<Outlet> reply_;
  std::mutex mutex_{};
  std::size_t expected_;
  std::string text_{};
};

}  // namespace mcp
