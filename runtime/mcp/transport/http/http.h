#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/authenticator.h>
#include <mcp/core/channel.h>
#include <mcp/core/transport.h>
#include <mcp/transport/http/net/limits.h>

namespace mcp::transport {

/// One address over HTTP, and the doors that lead in there.
class Http final : public Transport {
 public:
  /// At least one of them is open.
  struct Doors {
    bool mcp = true;    ///< Streamable HTTP for every revision, at Options::path
    bool rest = false;  ///< the tools by plain HTTP, at /api/tools/<name>, described at /openapi.json
    bool sse = false;   ///< HTTP+SSE of 2024-11-05, at /sse and /messages
  };

  /// What it points to outlives the transport.
  struct Options {
    Doors doors{};
    // In the texts, `${NAME}` is the operator's value.
    std::string listen{kDefaultListen};  ///< as read_address() takes it; port 0 is a free one
    std::string path = "/mcp";
    /// What clients reach it by, without the path. "" for the address it listens on.
    std::string public_url{};
    std::vector<std::string> allowed_hosts{};    ///< names the server goes by, besides localhost
    std::vector<std::string> allowed_origins{};  ///< of pages that may use it: `https://app.example.com`
    /// The manifest says `auth: none`: whoever reaches the address may use the server. Otherwise it
    /// listens on this machine only.
    bool open_to_all = false;
    Authenticator* authenticator = nullptr;      ///< none: whoever reaches the server may use it
    std::vector<std::string> trusted_proxies{};  ///< networks, of whom is believed about clients
    Encryption* encryption = nullptr;            ///< none: plain HTTP
    std::size_t threads = 0;  ///< that read requests; 0: as many as the machine has cores, up to 4
    http::Limits limits{};    ///< the longest body is the server's longest message
    http::SessionLimits sessions{};
  };

  Http() : options_() {}
  explicit Http(Options options) : options_(std::move(options)) {}

  std::string_view name() const override { return "http"; }
  std::string_view listens_on() const override { return options_.listen; }
  std::vector<Setting> settings() override;
  void listen_on(const ListenAddress& address, const ReadyNotice& ready) override;
  void listen_with(Descriptor socket) override { given_ = std::move(socket); }
  bool reloads() const override {
    return options_.encryption != nullptr || options_.authenticator != nullptr;
  }
  void reload() override;
  Result<void> serve(Engine& engine, std::stop_token stop) override;

 private:
  Result<ListenAddress> address() const;

  Options options_;
  std::optional<ListenAddress> address_{};  ///< that listen_on() was told
  Descriptor given_{};
  ReadyNotice ready_ = [](std::string_view) {};
};

}  // namespace mcp::transport
