#include "jws.h"

#include <thread>

#include "catch.h"
#include "token_signer.h"

using mcp::jose::Algorithm;
using mcp::jose::read_jws;
using tst::to_base64url;

namespace {

/// A token with this header whose signature is anything.
std::string with_header(std::string_view header) { return to_base64url(header) + ".e30.c2ln"; }

bool reads(std::string_view token) { return read_jws(token).has_value(); }

}  // namespace

TEST_CASE("a token is taken apart") {
  const std::string header = R"({"typ":"application/AT+JWT","kid":"k\u00e9y","alg":"ES256","other":[1]})";
  const std::string token = to_base64url(header) + ".eyJhIjoxfQ.c2ln";
  const auto jws = read_jws(token);
  REQUIRE(jws);
  CHECK(jws->algorithm == Algorithm::es256);
  CHECK(jws->kid == "k\xc3\xa9y");
  CHECK(jws->type == "at+jwt");
  CHECK(jws->signed_text == to_base64url(header) + ".eyJhIjoxfQ");
  CHECK(jws->payload == R"({"a":1})");
  CHECK(jws->signature == "sig");
}

TEST_CASE("JWT-01 an algorithm that is none of ours ends a token") {
  for (const char* name : {"HS256", "RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"})
    CHECK(reads(with_header(R"({"alg":")" + std::string(name) + "\"}")));
  for (const char* alg : {"\"none\"", "\"None\"", "\"nOnE\"", "\"\"", "\"HS512\"", "\"rs256\"", "\"RS256 \"",
                          "\"RS256\\u0000\"", "null", "[\"RS256\"]", "{}", "0"}) {
    CAPTURE(alg);
    CHECK_FALSE(reads(with_header(R"({"alg":)" + std::string(alg) + "}")));
  }
  CHECK_FALSE(reads(with_header("{}")));
  CHECK_FALSE(reads(to_base64url(R"({"alg":"RS256"})") + ".e30."));
}

TEST_CASE("JWT-01 what counts is a token's own header, whatever came before it") {
  std::thread([] { CHECK_FALSE(reads(".e30.c2ln")); }).join();  // the first that this thread reads
  const std::string first = with_header(R"({"alg":"RS256","kid":"a","typ":"at+jwt"})");
  const std::string second = with_header(R"({"alg":"ES384","kid":"b","typ":"jwt"   })");
  REQUIRE(first.size() == second.size());
  for (int turn = 0; turn < 2; ++turn) {
    const auto one = mcp::jose::read_jws(first);
    REQUIRE(one);
    CHECK(one->algorithm == Algorithm::rs256);
    CHECK_FALSE(reads(with_header(R"({"alg":"none" ,"kid":"b","typ":"jwt"   })")));
    CHECK_FALSE(reads(".e30.c2ln"));
    const auto other = mcp::jose::read_jws(second);
    REQUIRE(other);
    CHECK(other->algorithm == Algorithm::es384);
    CHECK(other->kid == "b");
    CHECK(other->type == "jwt");
    const auto bare = mcp::jose::read_jws(with_header(R"({"alg":"RS256"})"));
    REQUIRE(bare);
    CHECK_FALSE(bare->kid);
    CHECK(bare->type.empty());
  }
}

TEST_CASE("JWT-07 what would change the meaning of the payload is refused") {
  for (const char* more :
       {R"("crit":["x"])", R"("crit":[])", R"("b64":false)", R"("zip":"DEF")", R"("enc":"A128GCM")",
        R"("cty":"JWT")", R"("cty":"jwt")", R"("cty":"application/jwt")", R"("cty":1)"}) {
    CAPTURE(more);
    CHECK_FALSE(reads(with_header(R"({"alg":"RS256",)" + std::string(more) + "}")));
  }
  CHECK(reads(with_header(R"({"alg":"RS256","cty":"json"})")));
  CHECK_FALSE(reads(with_header(R"({"alg":"dir","enc":"A128GCM"})") + ".a.a"));
}

TEST_CASE("JWT-07 keys and addresses in the header are nothing but text") {
  CHECK(reads(with_header(R"({"alg":"RS256","jwk":{"kty":"oct"},"jku":"https://x","x5u":5,"x5c":["a"]})")));
}

TEST_CASE("JWT-08 the name of a key is a short text") {
  const auto with_kid = [](const std::string& kid) {
    return reads(with_header(R"({"alg":"RS256","kid":)" + kid + "}"));
  };
  CHECK(with_kid("\"../../dev/null\""));
  CHECK(with_kid("\"" + std::string(256, 'k') + "\""));
  CHECK_FALSE(with_kid("\"" + std::string(257, 'k') + "\""));
  for (const char* kid : {"1", "null", "[\"a\"]", "{}", "true"}) CHECK_FALSE(with_kid(kid));
}

TEST_CASE("JWT-12 a type that is no text ends a token") {
  for (const char* type : {"1", "null", "\"\"", "[\"JWT\"]"})
    CHECK_FALSE(reads(with_header(R"({"alg":"RS256","typ":)" + std::string(type) + "}")));
}

TEST_CASE("JWT-13 a token is three parts, none empty, the first an object without twins") {
  const std::string header = to_base64url(R"({"alg":"RS256"})");
  CHECK(reads(header + ".e30.c2ln"));
  for (const std::string& token :
       {std::string(), std::string("."), std::string(".."), header, header + ".e30", header + ".e30.c2ln.",
        header + ".e30.c2ln.c2ln", header + ".e30.c2ln.c2ln.c2ln", "." + header + ".e30", header + "..c2ln",
        header + ".e30.", header + "=.e30.c2ln", header + ".e31.c2ln", " " + header + ".e30.c2ln",
        header + ".e30.c2ln ", header + ".e30.c2ln=", header + ".e30.c2l/"}) {
    CAPTURE(token);
    CHECK_FALSE(reads(token));
  }
  for (const char* text :
       {R"({"alg":"RS256","alg":"RS256"})", R"({"alg":"RS256"}{})", R"([{"alg":"RS256"}])", R"("RS256")",
        R"({"alg":"RS256",})", "{\"alg\":\"RS256\",\"a\":\"\xff\"}", "\xef\xbb\xbf{\"alg\":\"RS256\"}"}) {
    CAPTURE(text);
    CHECK_FALSE(reads(with_header(text)));
  }
}

TEST_CASE("JWT-14 a token has at most 8 KiB, and a header of few levels") {
  std::string token = with_header(R"({"alg":"RS256"})");
  token.append(8192 - token.size(), 'A');
  REQUIRE(reads(token));
  CHECK_FALSE(reads(token + "AAAA"));
  CHECK_FALSE(reads(token + "A"));
  CHECK_FALSE(
      reads(with_header(R"({"alg":"RS256","a":)" + std::string(1000, '[') + std::string(1000, ']') + "}")));
}
