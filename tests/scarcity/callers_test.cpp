// Keys and tokens that memory is refused to, once, wherever they are looked at.

#include <new>

#include <mcp/auth/jwt/jwt.h>
#include <mcp/core/shares.h>

#include "api_key_fixture.h"
#include "failing_memory.h"
#include "token_signer.h"

namespace scarcity {
namespace {

/// The callers that `authenticator` lets in by `head`, while memory is refused at each place, one after the
/// other.
int admitted(mcp::Authenticator& authenticator, const mcp::RequestHead& head) {
  forget_places();
  int count = 0;
  for (;;) {
    const OneRefusedHere refused;
    try {
      if (authenticator.authenticate(head)) ++count;
    } catch (const std::bad_alloc&) {
    }
    if (!refused.happened()) return count;
  }
}

tst::Head with_token(const std::string& token) {
  return tst::Head(tst::Head::Fields{{"authorization", "Bearer " + token}});
}

}  // namespace

TEST_CASE("STORE-13 whatever memory is refused, a wrong key lets nobody in, and the right one does again") {
  tst::Fixture at;
  std::string wrong = at.key;
  wrong.back() = wrong.back() == 'a' ? 'b' : 'a';
  CHECK(admitted(at.auth, tst::with_key(wrong)) == 0);
  CHECK(admitted(at.auth, tst::Head()) == 0);
  CHECK(admitted(at.auth, tst::with_key(at.key)) > 0);
  CHECK(at.refusal(tst::with_key(wrong, "192.0.2.2")) == tst::kNotValid);
  CHECK(at.refusal(tst::with_key(at.key)).empty());
}

TEST_CASE("STORE-13 whatever memory is refused, a wrong token lets nobody in, and the right one does again") {
  const tst::TokenSigner signer(mcp::jose::Algorithm::es256);
  const tst::TokenSigner stranger(mcp::jose::Algorithm::es256);
  mcp::auth::Jwt jwt(
      {.issuer = "https://issuer.example", .audience = "here", .public_key = signer.public_pem()});
  REQUIRE(jwt.load());
  const auto claims = [](const std::string& audience, const std::string& expires) {
    return R"({"iss":"https://issuer.example","aud":")" + audience +
           R"(","sub":"ann","client_id":"app","token_use":"access","exp":)" + expires + "}";
  };
  const std::string good = signer.token(claims("here", "4102444800"));
  CHECK(admitted(jwt, with_token(stranger.token(claims("here", "4102444800")))) == 0);
  CHECK(admitted(jwt, with_token(signer.token(claims("there", "4102444800")))) == 0);
  CHECK(admitted(jwt, with_token(signer.token(claims("here", "1000000000")))) == 0);
  CHECK(admitted(jwt, with_token(good)) > 0);
  CHECK(jwt.authenticate(with_token(good)));
}

TEST_CASE("STORE-13 a place for which there is no memory is not taken") {
  mcp::Shares places("calls", {.total = 4, .each = 4});
  const std::string caller(100, 'a');
  forget_places();
  for (bool more = true; more;) {
    const OneRefusedHere refused;
    try {
      const auto place = places.take(caller);
      CHECK(place);
    } catch (const std::bad_alloc&) {
    }
    CHECK(places.taken() == 0);
    more = refused.happened();
  }
}

}  // namespace scarcity
