#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include <mcp/core/random.h>
#include <mcp/core/sealer.h>

namespace mcp {

/// Keeps the state in a table of this process and hands out a random name for it: for a server that lives
/// and dies with its one client. Where the table is full the oldest state is forgotten.
class HandleSealer final : public Sealer {
 public:
  struct Options {
    std::size_t entries = 1024;
    std::size_t bytes = 16 * 1024 * 1024;  ///< of all states and bindings together
    RandomSource random = system_random;
  };

  HandleSealer() : HandleSealer(Options{}) {}
  explicit HandleSealer(Options options) : options_(options) {}

  Result<std::string> seal(std::string_view state, std::string_view binding,
                           std::chrono::seconds lifetime) override;
  Result<std::string> open(std::string_view sealed, std::string_view binding) override;

 private:
  struct Entry {
    std::string handle;
    std::string state;
    std::string binding;
    std::chrono::steady_clock::time_point expires;

    std::size_t size() const { return state.size() + binding.size(); }
  };
  using Entries = std::list<Entry>;

  void forget(Entries::iterator entry);

  const Options options_;
  std::mutex mutex_;
  Entries entries_;  ///< oldest first
  std::map<std::string_view, Entries::iterator> by_handle_;
  std::size_t bytes_ = 0;
};

}  // namespace mcp
