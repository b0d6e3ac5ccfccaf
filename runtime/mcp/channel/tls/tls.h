#pragma once

#include <memory>
#include <string>

#include <mcp/core/channel.h>

namespace mcp::channel {

/// TLS by OpenSSL.
class Tls final : public Encryption {
 public:
  enum class Version { v1_2, v1_3 };

  /// Each text is the path of a PEM file or PEM itself, after `${…}` in it was filled in.
  struct Options {
    std::string cert{};       ///< the server's certificate, then those between it and its root
    std::string key{};        ///< that belongs to it
    std::string client_ca{};  ///< who signs the certificates of clients; "": they need none
    Version min_version = Version::v1_2;
  };

  explicit Tls(Options options);
  ~Tls() override;

  Result<void> load() override;
  bool identifies_clients() const override { return !options_.client_ca.empty(); }
  std::unique_ptr<Channel> over(std::unique_ptr<Channel> plain) override;

 private:
  struct Loaded;

  const Options options_;
  const std::unique_ptr<Loaded> loaded_;
};

}  // namespace mcp::channel
