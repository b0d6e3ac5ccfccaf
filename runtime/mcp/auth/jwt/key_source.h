#pragma once

#include <memory>
#include <string>
#include <vector>

#include <mcp/jose/key_set.h>

namespace mcp::auth {

/// Where an issuer's keys come from when the operator has not written them down. For any thread.
class KeySource {
 public:
  using Keys = std::shared_ptr<const jose::KeySet>;

  virtual ~KeySource() = default;
  /// Those that count now, null for none. Waits for nobody.
  virtual Keys keys() = 0;
  /// Whether renew() would do anything.
  virtual bool may_renew() = 0;
  /// Asks the issuer for its keys, or waits until another thread has; unless that was done a short time ago.
  virtual void renew() = 0;
};

/// RS256, ES256 and EdDSA where there are no names.
Result<std::vector<jose::Algorithm>> read_algorithms(const std::vector<std::string>& names);

/// Keys that are of no use stand in the log; an error where none is of any.
Result<KeySource::Keys> use_keys(jose::Jwks keys, const std::vector<jose::Algorithm>& algorithms);

}  // namespace mcp::auth
