#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// What somebody was let in by, as the mode that did it knows it again when it is asked whether that still
/// stands. Nobody else sees what it holds.
class Credential {
 public:
  virtual ~Credential() = default;
};

/// The verified caller. Every key that names state contains id(). Under `auth: none` it is anonymous.
struct Principal {
  std::string issuer{};
  std::string subject{};  ///< subject of a token or id of a key; "" when anonymous
  std::vector<std::string> scopes{};
  std::vector<std::string> roles{};
  std::string claims{};  ///< JSON text of what else the verifier found, "" for none
  std::optional<std::chrono::system_clock::time_point> expires{};  ///< from then on it is nobody
  std::shared_ptr<const Credential> credential{};                  ///< null where the mode needs none
  bool stranger = false;  ///< proved nothing where others have to: may use what is open to everybody
  bool owner = false;     ///< started the process and talks to it by a pipe: may use whatever there is

  bool anonymous() const { return issuer.empty() && subject.empty(); }
  bool expired() const { return expires && *expires <= std::chrono::system_clock::now(); }
  bool has_scope(std::string_view scope) const;
  /// Injective in (issuer, subject): no two callers share it.
  std::string id() const;
};

}  // namespace mcp
