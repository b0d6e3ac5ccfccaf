#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <mcp/core/result.h>

namespace mcp {

/// Places of one kind, of which there are so many in all, and so many for each caller. From any thread.
class Shares {
 public:
  struct Limits {
    std::size_t total;
    std::size_t each;
  };

  /// A place that is taken until this is gone. It may outlive the Shares.
  class Place {
   public:
    Place() = default;
    Place(Place&&) noexcept = default;
    Place& operator=(Place&& other) noexcept;
    ~Place() { give_back(); }
    bool taken() const { return book_ != nullptr; }

   private:
    friend class Shares;
    struct Book;
    Place(std::shared_ptr<Book> book, std::string share);
    void give_back();

    std::shared_ptr<Book> book_{};
    std::string share_{};
  };

  /// `what` there are places for, as the message that refuses one names it: "calls", "streams".
  Shares(std::string what, Limits limits);

  /// A place for the caller with this Caller::share(); one without is counted in the total only.
  /// `unavailable` when all places are taken, `rate_limited` when those of this caller are.
  Result<Place> take(const std::string& share);
  std::size_t taken() const;

 private:
  const std::string what_;
  const Limits limits_;
  const std::shared_ptr<Place::Book> book_;
};

}  // namespace mcp
