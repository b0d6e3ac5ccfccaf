#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <mcp/core/authenticator.h>

namespace mcp {

/// Lets in whom one of several modes lets in. None stands in for another: each decides by what is its own,
/// and as long as one of them cannot decide nobody is turned away for good.
class AnyOf final : public Authenticator {
 public:
  /// They outlive this. The first whom it concerns tells a caller what is missing.
  explicit AnyOf(std::vector<Authenticator*> modes);

  Result<void> load() override;
  Result<Principal> authenticate(const RequestHead& head) override;
  std::optional<Result<Principal>> recognise(const RequestHead& head) override;
  bool still_stands(const Principal& principal) override;
  bool ready() override;
  std::string challenge(const RequestHead& head) const override;
  bool is_tried(const RequestHead& head) const override;
  std::vector<std::string> issuers() const override;

 private:
  using Ask = std::function<std::optional<Result<Principal>>(Authenticator&)>;

  std::optional<Result<Principal>> ask(const Ask& one);
  bool remember(const Principal& principal, Authenticator* mode);

  const std::vector<Authenticator*> modes_;
  std::mutex mutex_{};
  std::map<std::string, Authenticator*, std::less<>> by_issuer_{};  ///< of those who were let in
};

}  // namespace mcp
