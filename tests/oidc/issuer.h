#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <mcp/auth/oidc/oidc.h>

#include "../fetch/web_server.h"
#include "token_signer.h"

namespace oidc_test {

using namespace std::chrono_literals;

inline constexpr const char* kAudience = "https://api.example/mcp";

/// The clocks that the code under test goes by. They stand still until a test moves them.
struct Clocks {
  static std::chrono::steady_clock::time_point steady();
  static std::chrono::system_clock::time_point wall();
  static void reset();
  static void advance(std::chrono::milliseconds time);
};

/// A little issuer on 127.0.0.1: it serves metadata, keys and introspection, each as a test wants it.
class Issuer {
 public:
  using Answer = std::function<void(fetch_test::Exchange&)>;

  /// Over TLS where there is an identity.
  explicit Issuer(std::optional<tls_test::Identity> identity = {}, std::string path = "/realms/x");

  std::string url() const { return server_.url(path_); }
  std::string url(const std::string& path) const { return server_.url(path); }
  /// Answers what is asked for `path` from now on.
  void answer(const std::string& path, Answer answer);
  void answer(const std::string& path, const std::string& json);
  void answer_metadata(const std::string& json);
  /// `{"keys":[…]}` of these.
  void answer_keys(const std::string& keys);
  std::string metadata() const;
  /// How often it was asked for `path`.
  int asked(const std::string& path) const;
  int asked_for_keys() const { return asked("/keys"); }
  std::vector<std::string> requests() const { return server_.requests(); }

  /// A token for this server, with members of claims that replace or follow the usual ones.
  std::string token(const tst::TokenSigner& signer, const std::optional<std::string>& kid,
                    const std::string& subject = "ann", const std::string& audience = kAudience) const;

 private:
  void serve(fetch_test::Exchange& exchange);

  const std::string path_;
  mutable std::mutex mutex_{};
  std::map<std::string, Answer> answers_{};
  mutable std::map<std::string, int> asked_{};
  fetch_test::WebServer server_;
};

/// A request with this token, or with none.
class Head final : public mcp::RequestHead {
 public:
  Head() = default;
  explicit Head(const std::string& token) : authorization_("Bearer " + token) {}
  Head& with(std::string name, std::string value);
  Head& from(std::string address);

  std::string_view peer() const override { return peer_; }
  bool speaks_for_many() const override { return peer_.empty(); }
  std::optional<std::string_view> header(std::string_view name) const override;

 private:
  std::optional<std::string> authorization_{};
  std::map<std::string, std::string> more_{};
  std::string peer_ = "192.0.2.1";
};

/// For this issuer over plain http, by the clocks of the test.
mcp::auth::Oidc::Options options_for(const Issuer& issuer);

/// Loaded, and its keys fetched where the issuer has any to show.
std::unique_ptr<mcp::auth::Oidc> make(mcp::auth::Oidc::Options options);

/// What becomes of a token: "ann", or the word for why not, as a transport would tell it: 401, 429 or 503.
std::string whom(mcp::auth::Oidc& oidc, const std::string& token);
std::string outcome(const mcp::Result<mcp::Principal>& found);

/// The first is asked for anew until it is so, within some seconds.
template <typename Condition>
bool becomes(Condition condition) {
  for (const auto end = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < end;
       std::this_thread::sleep_for(2ms)) {
    if (condition()) return true;
  }
  return condition();
}

const tst::TokenSigner& first_key();
const tst::TokenSigner& second_key();
std::string jwk(const tst::TokenSigner& signer, const std::string& kid, const std::string& more = {});

}  // namespace oidc_test
