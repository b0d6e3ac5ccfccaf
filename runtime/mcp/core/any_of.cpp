#include <mcp/core/any_of.h>

#include <algorithm>
#include <utility>

namespace mcp {
namespace {

/// Whose callers are told apart.
constexpr std::size_t kMostIssuers = 1000;

/// Whether an error says that somebody may be let in once it is over.
bool is_undecided(const Error& error) {
  return error.code != Error::Code::unauthorized && error.code != Error::Code::forbidden &&
         error.code != Error::Code::rate_limited;
}

std::vector<std::string> all_of(const std::vector<Authenticator*>& modes,
                                std::vector<std::string> (Authenticator::*texts)() const) {
  std::vector<std::string> all;
  for (const Authenticator* mode : modes) {
    for (std::string& text : (mode->*texts)()) all.push_back(std::move(text));
  }
  return all;
}

}  // namespace

AnyOf::Order::Order(std::vector<Authenticator*> all) : modes(std::move(all)) {
  // Not that of std::ranges, whose subranges clang 14 cannot use with this library.
  const auto others = std::stable_partition(
      modes.begin(), modes.end(), [](const Authenticator* mode) { return mode->issuers().empty(); });
  own = static_cast<std::size_t>(others - modes.begin());
}

AnyOf::AnyOf(std::vector<Authenticator*> modes)
    : modes_(std::move(modes)), order_(std::make_shared<const Order>(modes_)) {}

Result<void> AnyOf::load() {
  std::optional<Error> fault;
  for (std::size_t i = 0; i < modes_.size(); ++i) {
    const auto loaded = modes_[i]->load();
    if (loaded) continue;
    std::string why = "auth mode " + std::to_string(i + 1) + " of " + std::to_string(modes_.size());
    for (const std::string& issuer : modes_[i]->issuers()) why += ", for " + issuer;
    why += ": " + loaded.error().message;
    fault = fault ? Error{fault->code, fault->message + "; " + why} : Error{loaded.error().code, why};
  }
  auto order = std::make_shared<const Order>(modes_);
  {
    const std::lock_guard lock(mutex_);
    order_.swap(order);
  }
  if (fault) return *std::move(fault);
  return {};
}

std::shared_ptr<const AnyOf::Order> AnyOf::order() const {
  const std::lock_guard lock(mutex_);
  return order_;
}

Result<Principal> AnyOf::authenticate(const RequestHead& head) { return *ask(head, true); }

std::optional<Result<Principal>> AnyOf::recognise(const RequestHead& head) { return ask(head, false); }

/// Nothing where one of them has to wait before anybody is refused, which is never so where it may wait.
std::optional<Result<Principal>> AnyOf::ask(const RequestHead& head, bool may_wait) {
  bool open = false;
  bool undecided = false;
  std::optional<Error> refusal;
  const auto order = this->order();
  for (std::size_t i = 0; i < order->modes.size(); ++i) {
    Authenticator* const mode = order->modes[i];
    // As long as it may be a key of ours it is not shown to anybody's issuer: who is known without asking
    // one is let in, and nobody else.
    const bool asks = may_wait && !(undecided && i >= order->own);
    std::optional<Result<Principal>> found = asks ? mode->authenticate(head) : mode->recognise(head);
    if (!found) {
      open = true;
    } else if (*found) {
      if (!remember(**found, mode))
        return Error{Error::Code::internal,
                     "two modes let in callers of `" + (*found)->issuer + "`, or there are too many issuers"};
      return found;
    } else {
      undecided = undecided || (i < order->own && is_undecided(found->error()));
      if (!refusal || refusal->code == Error::Code::unauthorized) refusal = found->error();
    }
  }
  if (open && !may_wait) return {};
  return Result<Principal>(*std::move(refusal));
}

/// False when somebody else speaks for this issuer.
bool AnyOf::remember(const Principal& principal, Authenticator* mode) {
  const std::lock_guard lock(mutex_);
  const auto known = by_issuer_.find(principal.issuer);
  if (known != by_issuer_.end()) return known->second == mode;
  if (by_issuer_.size() >= kMostIssuers) return false;
  by_issuer_.emplace(principal.issuer, mode);
  return true;
}

bool AnyOf::still_stands(const Principal& principal) {
  Authenticator* mode = nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto known = by_issuer_.find(principal.issuer);
    if (known == by_issuer_.end()) return false;
    mode = known->second;
  }
  return mode->still_stands(principal);
}

bool AnyOf::ready() {
  return std::ranges::all_of(modes_, [](Authenticator* mode) { return mode->ready(); });
}

std::string AnyOf::challenge(const RequestHead& head) const {
  std::string all;
  for (const Authenticator* mode : order()->modes) {
    const std::string one = mode->challenge(head);
    if (all.find(one) == std::string::npos) all.append(all.empty() ? "" : ", ").append(one);
  }
  return all;
}

bool AnyOf::is_tried(const RequestHead& head) const {
  return std::ranges::any_of(modes_, [&](const Authenticator* mode) { return mode->is_tried(head); });
}

std::vector<std::string> AnyOf::issuers() const { return all_of(modes_, &Authenticator::issuers); }

std::vector<std::string> AnyOf::audiences() const { return all_of(modes_, &Authenticator::audiences); }

}  // namespace mcp
