#include "shares.h"

#include <utility>

namespace mcp {

struct Shares::Place::Book {
  std::mutex mutex{};
  std::size_t total = 0;
  std::map<std::string, std::size_t, std::less<>> of{};
};

Shares::Place::Place(std::shared_ptr<Book> book, std::string share)
    : book_(std::move(book)), share_(std::move(share)) {}

Shares::Place& Shares::Place::operator=(Place&& other) noexcept {
  give_back();
  book_ = std::move(other.book_);
  share_ = std::move(other.share_);
  return *this;
}

void Shares::Place::give_back() {
  if (book_ == nullptr) return;
  const std::lock_guard lock(book_->mutex);
  --book_->total;
  if (const auto own = book_->of.find(share_); own != book_->of.end() && --own->second == 0)
    book_->of.erase(own);
}

Shares::Shares(std::string what, Limits limits)
    : what_(std::move(what)), limits_(limits), book_(std::make_shared<Place::Book>()) {}

Result<Shares::Place> Shares::take(const std::string& share) {
  Place place(nullptr, share);  // before anything is counted: memory may be lacking
  const std::lock_guard lock(book_->mutex);
  if (book_->total >= limits_.total)
    return Error{Error::Code::unavailable, "the server has too many " + what_ + " open, try again later"};
  if (!share.empty()) {
    std::size_t& own = book_->of[share];
    if (own >= limits_.each)
      return Error{Error::Code::rate_limited,
                   "you have " + std::to_string(own) + " " + what_ + " open, and may have no more"};
    ++own;
  }
  ++book_->total;
  place.book_ = book_;
  return place;
}

std::size_t Shares::taken() const {
  const std::lock_guard lock(book_->mutex);
  return book_->total;
}

}  // namespace mcp
