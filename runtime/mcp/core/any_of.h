#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <mcp/core/authenticator.h>

namespace mcp {

/// Lets in whom one of several modes lets in. None stands in for another: each decides by what is its own,
/// and as long as one of them cannot decide nobody is turned away for good. Those that may show what was sent
/// to an issuer are asked last.
class AnyOf final : public Authenticator {
 public:
  /// They outlive this. The first whom it concerns tells a caller what is missing.
  explicit AnyOf(std::vector<Authenticator*> modes);

  /// Loads each of them, whatever becomes of the others. The error says of which it is one; those keep what
  /// they had.
  Result<void> load() override;
  Result<Principal> authenticate(const RequestHead& head) override;
  std::optional<Result<Principal>> recognise(const RequestHead& head) override;
  bool still_stands(const Principal& principal) override;
  bool ready() override;
  std::string challenge(const RequestHead& head) const override;
  bool is_tried(const RequestHead& head) const override;
  std::vector<std::string> issuers() const override;
  std::vector<std::string> audiences() const override;

 private:
  /// As they were when they were loaded last.
  struct Order {
    explicit Order(std::vector<Authenticator*> all);
    std::vector<Authenticator*> modes;  ///< those last that have issuers
    std::size_t own = 0;                ///< that have none
  };

  std::shared_ptr<const Order> order() const;
  std::optional<Result<Principal>> ask(const RequestHead& head, bool may_wait);
  bool remember(const Principal& principal, Authenticator* mode);

  const std::vector<Authenticator*> modes_;
  mutable std::mutex mutex_{};
  std::shared_ptr<const Order> order_;
  std::map<std::string, Authenticator*, std::less<>> by_issuer_{};  ///< of those who were let in
};

}  // namespace mcp
