#include "issuer.h"

#include <utility>

#include <mcp/core/ascii.h>

#include "catch.h"

namespace oidc_test {
namespace {

constexpr std::chrono::steady_clock::time_point kSteadyBegin{1000h};
constexpr std::chrono::system_clock::time_point kWallBegin{1'800'000'000s};
std::atomic<std::int64_t> advanced_ms = 0;

}  // namespace

std::chrono::steady_clock::time_point Clocks::steady() {
  return kSteadyBegin + std::chrono::milliseconds(advanced_ms);
}
std::chrono::system_clock::time_point Clocks::wall() {
  return kWallBegin + std::chrono::milliseconds(advanced_ms);
}
void Clocks::reset() { advanced_ms = 0; }
void Clocks::advance(std::chrono::milliseconds time) { advanced_ms += time.count(); }

Issuer::Issuer(std::optional<tls_test::Identity> identity, std::string path)
    : path_(std::move(path)),
      server_([this](fetch_test::Exchange& exchange) { serve(exchange); },
              {.identity = std::move(identity)}) {
  answer_metadata(metadata());
  answer_keys(jwk(first_key(), "first"));
}

std::string Issuer::metadata() const {
  return R"({"issuer":")" + url() + R"(","jwks_uri":")" + url("/keys") + R"(","introspection_endpoint":")" +
         url("/introspect") + "\"}";
}

void Issuer::answer(const std::string& path, Answer answer) {
  const std::lock_guard lock(mutex_);
  answers_[path] = std::move(answer);
}

void Issuer::answer(const std::string& path, const std::string& json) {
  answer(path, [json](fetch_test::Exchange& exchange) { exchange.answer(200, json); });
}

void Issuer::answer_metadata(const std::string& json) {
  answer(path_ + "/.well-known/openid-configuration", json);
}

void Issuer::answer_keys(const std::string& keys) { answer("/keys", R"({"keys":[)" + keys + "]}"); }

int Issuer::asked(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return asked_[path];
}

std::string Issuer::token(const tst::TokenSigner& signer, const std::optional<std::string>& kid,
                          const std::string& subject, const std::string& audience) const {
  return signer.token(
      R"({"iss":")" + url() + R"(","aud":")" + audience + R"(","sub":")" + subject + R"(","exp":1900000000})",
      R"({"alg":"ES256","typ":"at+jwt")" + (kid ? R"(,"kid":")" + *kid + "\"}" : "}"));
}

void Issuer::serve(fetch_test::Exchange& exchange) {
  Answer answer = [](fetch_test::Exchange& unknown) { unknown.answer(404, "{}"); };
  {
    const std::lock_guard lock(mutex_);
    ++asked_[exchange.path()];
    if (const auto found = answers_.find(exchange.path()); found != answers_.end()) answer = found->second;
  }
  answer(exchange);
}

Head& Head::with(std::string name, std::string value) {
  more_.emplace(std::move(name), std::move(value));
  return *this;
}

Head& Head::from(std::string address) {
  peer_ = std::move(address);
  return *this;
}

std::optional<std::string_view> Head::header(std::string_view name) const {
  if (authorization_ && mcp::equal_ignoring_case(name, "Authorization")) return *authorization_;
  for (const auto& [each, value] : more_) {
    if (mcp::equal_ignoring_case(name, each)) return value;
  }
  return {};
}

mcp::auth::Oidc::Options options_for(const Issuer& issuer) {
  return {.issuer = issuer.url(),
          .audience = kAudience,
          .insecure_issuer = true,
          .now = Clocks::steady,
          .wall = Clocks::wall};
}

std::unique_ptr<mcp::auth::Oidc> make(mcp::auth::Oidc::Options options) {
  Clocks::reset();
  auto made = std::make_unique<mcp::auth::Oidc>(std::move(options));
  const auto loaded = made->load();
  INFO((loaded ? "" : loaded.error().message));
  REQUIRE(loaded);
  // A token of nobody's waits for the first fetch, whichever thread does it.
  static_cast<void>(made->authenticate(Head(first_key().token("{}", R"({"alg":"ES256","kid":"none"})"))));
  return made;
}

std::string outcome(const mcp::Result<mcp::Principal>& found) {
  if (found) return found->subject;
  switch (found.error().code) {
    case mcp::Error::Code::unauthorized:
      return "401";
    case mcp::Error::Code::rate_limited:
      return "429";
    default:
      return "503";
  }
}

std::string whom(mcp::auth::Oidc& oidc, const std::string& token) {
  return outcome(oidc.authenticate(Head(token)));
}

const tst::TokenSigner& first_key() {
  static const tst::TokenSigner made(mcp::jose::Algorithm::es256);
  return made;
}

const tst::TokenSigner& second_key() {
  static const tst::TokenSigner made(mcp::jose::Algorithm::es256);
  return made;
}

std::string jwk(const tst::TokenSigner& signer, const std::string& kid, const std::string& more) {
  return signer.jwk(R"(,"kid":")" + kid + "\"" + more);
}

}  // namespace oidc_test
