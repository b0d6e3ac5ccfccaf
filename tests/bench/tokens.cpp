// tokens <first|again>
//
// How many access tokens (RS256, 2048 bits) one thread checks in a second of its CPU: ones it has not seen
// before, or always the same.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/auth/jwt/jwt.h>

#include "token_signer.h"

namespace {

class Head final : public mcp::RequestHead {
 public:
  explicit Head(std::string authorization) : authorization_(std::move(authorization)) {}

  std::string_view peer() const override { return "192.0.2.1"; }
  std::optional<std::string_view> header(std::string_view name) const override {
    if (name != "authorization") return {};
    return authorization_;
  }

 private:
  std::string authorization_;
};

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Tokens as an issuer makes them, of about 700 bytes.
std::vector<Head> make_requests(const tst::TokenSigner& signer, std::size_t count) {
  const std::string now = std::to_string(std::time(nullptr));
  const std::string until = std::to_string(std::time(nullptr) + 3600);
  std::vector<Head> requests;
  requests.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = std::to_string(i);
    const std::string payload =
        R"({"iss":"https://issuer.example","aud":"https://api.example/mcp","sub":"user-)" + id +
        R"(","client_id":"desktop","iat":)" + now + R"(,"exp":)" + until + R"(,"jti":"0a1b2c3d4e5f60718293)" +
        id + R"(","scope":"notes:read notes:write"})";
    requests.emplace_back("Bearer " +
                          signer.token(payload, R"({"typ":"at+jwt","alg":"RS256","kid":"2026-01"})"));
  }
  return requests;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view which = argc == 2 ? argv[1] : "";
  if (which != "first" && which != "again") {
    std::fprintf(stderr, "usage: tokens first|again\n");
    return 2;
  }
  constexpr std::size_t kRemembered = 1000;
  const tst::TokenSigner signer(mcp::jose::Algorithm::rs256);
  mcp::auth::Jwt jwt({.issuer = "https://issuer.example",
                      .audience = "https://api.example/mcp",
                      .public_key = signer.public_pem(),
                      .remembered = kRemembered});
  if (!jwt.load()) return 1;
  // More than are remembered, one after the other: when one comes again it is forgotten.
  const std::vector<Head> requests = make_requests(signer, which == "first" ? kRemembered + 1 : 1);
  std::size_t checked = 0;
  const auto check_all = [&](double seconds) {
    const double begin = thread_seconds();
    double now = begin;
    for (checked = 0; now - begin < seconds; now = thread_seconds()) {
      for (int i = 0; i < 100; ++i, ++checked)
        if (!jwt.authenticate(requests[checked % requests.size()])) std::exit(1);
    }
    return static_cast<double>(checked) / (now - begin);
  };
  check_all(0.2);
  std::printf("%.0f\n", check_all(1));
}
