#include <mcp/core/any_of.h>

#include <algorithm>
#include <utility>

namespace mcp {
namespace {

/// Whose callers are told apart.
constexpr std::size_t kMostIssuers = 1000;

/// Those that take tokens of somebody's are last, so that what is told of tokens stands behind theirs.
std::vector<Authenticator*> in_order(std::vector<Authenticator*> modes) {
  std::ranges::stable_partition(modes, [](const Authenticator* mode) { return mode->issuers().empty(); });
  return modes;
}

}  // namespace

AnyOf::AnyOf(std::vector<Authenticator*> modes) : modes_(std::move(modes)) {}

Result<void> AnyOf::load() {
  for (Authenticator* mode : modes_) {
    if (auto loaded = mode->load(); !loaded) return loaded;
  }
  return {};
}

Result<Principal> AnyOf::authenticate(const RequestHead& head) {
  return *ask([&](Authenticator& mode) { return std::optional(mode.authenticate(head)); });
}

std::optional<Result<Principal>> AnyOf::recognise(const RequestHead& head) {
  return ask([&](Authenticator& mode) { return mode.recognise(head); });
}

/// Nothing where one of them has to wait before anybody is refused.
std::optional<Result<Principal>> AnyOf::ask(const Ask& one) {
  bool open = false;
  std::optional<Error> refusal;
  for (Authenticator* mode : modes_) {
    std::optional<Result<Principal>> found = one(*mode);
    if (!found) {
      open = true;
    } else if (*found) {
      if (!remember(**found, mode))
        return Error{Error::Code::internal,
                     "two modes let in callers of `" + (*found)->issuer + "`, or there are too many issuers"};
      return found;
    } else if (!refusal || refusal->code == Error::Code::unauthorized) {
      refusal = found->error();
    }
  }
  if (open) return {};
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
  for (const Authenticator* mode : in_order(modes_)) {
    const std::string one = mode->challenge(head);
    if (all.find(one) == std::string::npos) all.append(all.empty() ? "" : ", ").append(one);
  }
  return all;
}

bool AnyOf::is_tried(const RequestHead& head) const {
  return std::ranges::any_of(modes_, [&](const Authenticator* mode) { return mode->is_tried(head); });
}

std::vector<std::string> AnyOf::issuers() const {
  std::vector<std::string> all;
  for (const Authenticator* mode : modes_) {
    for (std::string& issuer : mode->issuers()) all.push_back(std::move(issuer));
  }
  return all;
}

}  // namespace mcp
