#include "key.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include <mcp/core/base64.h>
#include <mcp/jose/signature.h>

#include "catch.h"
#include "cpu_time.h"
#include "token_signer.h"

using mcp::jose::Algorithm;
using mcp::jose::Key;
using mcp::jose::KeyKind;
using tst::TokenSigner;

namespace {

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return bytes;
}

std::string why_not(const mcp::Result<Key>& key) { return key ? "it can be used" : key.error().message; }

/// `bytes` that look random and are the same in every run, the first and the last bit set.
std::string noise(std::size_t bytes, std::uint64_t seed) {
  std::string out;
  for (std::uint64_t x = seed * 0x9e3779b97f4a7c15U; out.size() < bytes;) {
    x ^= x << 13U;
    x ^= x >> 7U;
    x ^= x << 17U;
    out += static_cast<char>(x >> 32U);
  }
  out.front() = static_cast<char>(out.front() | 0x80);
  out.back() = static_cast<char>(out.back() | 1);
  return out;
}

const std::string kUsualExponent = from_hex("010001");
/// "" where none is found.
std::string modulus_of(std::size_t bytes) {
  for (std::uint64_t seed = 1; seed < 200; ++seed) {
    if (std::string modulus = noise(bytes, seed); Key::rsa(modulus, kUsualExponent)) return modulus;
  }
  return {};
}

const std::string kOrderOfP256 = from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

constexpr std::array kAll{Algorithm::rs256, Algorithm::rs384, Algorithm::rs512, Algorithm::ps256,
                          Algorithm::es256, Algorithm::es384, Algorithm::eddsa, Algorithm::hs256};

Key key_of(const TokenSigner& signer, std::string_view secret = {}) {
  const auto key = secret.empty() ? Key::of_pem(signer.public_pem()) : Key::of_secret(secret);
  REQUIRE(key);
  return *key;
}

}  // namespace

TEST_CASE("signatures of every algorithm are checked") {
  for (const Algorithm algorithm : kAll) {
    const std::string secret = algorithm == Algorithm::hs256 ? std::string(32, 's') : "";
    const TokenSigner signer = secret.empty() ? TokenSigner(algorithm) : TokenSigner::with_secret(secret);
    const TokenSigner other = secret.empty() ? TokenSigner(algorithm) : TokenSigner::with_secret("another");
    const Key key = key_of(signer, secret);
    CAPTURE(name_of(algorithm));
    CHECK(key.verifies(algorithm, "text", signer.sign("text")));
    CHECK_FALSE(key.verifies(algorithm, "texT", signer.sign("text")));
    CHECK_FALSE(key.verifies(algorithm, "text", other.sign("text")));
    CHECK_FALSE(key.verifies(algorithm, "text", ""));
    CHECK_FALSE(key.verifies(algorithm, "text", signer.sign("text") + '\0'));
    CHECK_FALSE(key.verifies(algorithm, "text", signer.sign("text").substr(1)));
  }
}

TEST_CASE("JWT-01 JWT-02 a key works with the algorithms of its kind alone") {
  for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::es384, Algorithm::eddsa}) {
    const TokenSigner signer(algorithm);
    const Key key = key_of(signer);
    CAPTURE(name_of(algorithm));
    REQUIRE(key.verifies(algorithm, "text", signer.sign("text")));
    for (const Algorithm other : kAll) {
      if (other != algorithm) CHECK_FALSE(key.verifies(other, "text", signer.sign("text")));
    }
    for (const std::string& known : {signer.public_pem(), signer.public_der(), signer.jwk()})
      CHECK_FALSE(key.verifies(Algorithm::hs256, "text", TokenSigner::with_secret(known).sign("text")));
  }
  const Key secret = key_of(TokenSigner(Algorithm::hs256), std::string(32, 's'));
  CHECK_FALSE(
      secret.verifies(Algorithm::rs256, "text", TokenSigner::with_secret(std::string(32, 's')).sign("text")));
}

TEST_CASE("JWT-02 what everybody knows is no secret") {
  CHECK_THAT(why_not(Key::of_secret(TokenSigner(Algorithm::rs256).public_pem())),
             tst::ContainsSubstring("no PEM"));
}

TEST_CASE("JWT-03 a secret has at least 32 bytes") {
  for (const std::size_t size : {0U, 1U, 31U, 1025U}) {
    const std::string why = why_not(Key::of_secret(std::string(size, 'q')));
    CHECK_THAT(why, tst::ContainsSubstring("has " + std::to_string(size) + " bytes"));
    CHECK_THAT(why, !tst::ContainsSubstring("qq"));
  }
  CHECK(Key::of_secret(std::string(32, 'q')));
  CHECK(Key::of_secret(std::string(1024, 'q')));
}

TEST_CASE("JWT-04 a signature of ES256 is 64 bytes, and neither number is 0 or too large") {
  const TokenSigner signer(Algorithm::es256);
  const Key key = key_of(signer);
  const auto verifies = [&](const std::string& signature) {
    return key.verifies(Algorithm::es256, "text", signature);
  };
  const std::string right = signer.sign("text");
  const std::string r = right.substr(0, 32);
  const std::string s = right.substr(32);
  const std::string zero(1, '\0');
  REQUIRE(right.size() == 64);
  REQUIRE(verifies(r + s));
  // The same numbers, written another way.
  CHECK_FALSE(verifies(zero + r + zero + s));
  CHECK_FALSE(verifies(zero + r + s));
  CHECK_FALSE(verifies(r + s + zero));
  CHECK_FALSE(verifies(right.substr(0, 63)));
  CHECK_FALSE(verifies(from_hex("3044") + from_hex("0220") + r + from_hex("0220") + s));
  for (const std::string& no_number : {std::string(32, '\0'), kOrderOfP256, std::string(32, '\xff')}) {
    CHECK_FALSE(verifies(no_number + s));
    CHECK_FALSE(verifies(r + no_number));
    CHECK_FALSE(verifies(no_number + no_number));
  }
}

TEST_CASE("JWT-04 an EC key lies on the curve of its algorithm") {
  const auto x = mcp::from_base64url("04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY");
  const auto y = mcp::from_base64url("UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw");
  REQUIRE((x && y));
  REQUIRE(Key::ec(KeyKind::p256, *x, *y));
  std::string off = *y;
  off.back() = static_cast<char>(off.back() ^ 1);
  CHECK_FALSE(Key::ec(KeyKind::p256, *x, off));
  CHECK_FALSE(Key::ec(KeyKind::p256, std::string(32, '\0'), std::string(32, '\0')));
  CHECK_FALSE(Key::ec(KeyKind::p256, std::string(1, '\0') + *x, *y));
  CHECK_FALSE(Key::ec(KeyKind::p256, "", ""));
  CHECK_FALSE(Key::ec(KeyKind::p384, *x, *y));
  CHECK_FALSE(Key::ec(KeyKind::p384, std::string(16, '\0') + *x, std::string(16, '\0') + *y));
  CHECK(key_of(TokenSigner(Algorithm::es384)).kind() == KeyKind::p384);
  for (const char* curve : {"EC:secp256k1", "EC:P-521"})
    CHECK_THAT(why_not(Key::of_pem(TokenSigner::unfit(curve).public_pem())),
               tst::ContainsSubstring("curve other than"));
}

TEST_CASE("JWT-05 a signature of EdDSA has one spelling") {
  const TokenSigner signer(Algorithm::eddsa);
  const Key key = key_of(signer);
  const std::string right = signer.sign("text");
  REQUIRE(key.verifies(Algorithm::eddsa, "text", right));
  CHECK_FALSE(key.verifies(Algorithm::eddsa, "text", right.substr(0, 63)));
  CHECK_FALSE(key.verifies(Algorithm::eddsa, "text", right + '\0'));
  // The order of the group, added to S, changes nothing but the text.
  const std::string order = from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  std::string other = right;
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += static_cast<unsigned char>(right[32 + i]) + static_cast<unsigned char>(order[i]);
    other[32 + i] = static_cast<char>(carry & 0xffU);
    carry >>= 8U;
  }
  REQUIRE(other != right);
  CHECK_FALSE(key.verifies(Algorithm::eddsa, "text", other));
}

TEST_CASE("JWT-05 an Ed25519 key under which anybody can sign is refused") {
  for (const char* y : {"0000000000000000000000000000000000000000000000000000000000000000",
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "0100000000000000000000000000000000000000000000000000000000000080",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"}) {
    CAPTURE(y);
    CHECK_THAT(why_not(Key::ed25519(from_hex(y))), tst::ContainsSubstring("anybody can sign"));
  }
  CHECK_FALSE(Key::ed25519(std::string(31, 'x')));
  CHECK_FALSE(Key::ed25519(std::string(33, 'x')));
  CHECK(Key::ed25519(from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
  CHECK_THAT(why_not(Key::of_pem(TokenSigner::unfit("ED448").public_pem())),
             tst::ContainsSubstring("other than RSA"));
}

TEST_CASE("JWT-06 an RSA key has 2048 to 8192 bits") {
  for (const std::size_t bytes : {64U, 128U, 255U})
    CHECK_THAT(why_not(Key::rsa(noise(bytes, 1), kUsualExponent)),
               tst::ContainsSubstring("and not 2048 to 8192"));
  CHECK_THAT(why_not(Key::of_pem(TokenSigner::unfit("RSA:1024").public_pem())),
             tst::ContainsSubstring("of 1024 bits"));
  for (const std::size_t bytes : {1025U, 4096U})
    CHECK_THAT(why_not(Key::rsa(noise(bytes, 1), kUsualExponent)),
               tst::ContainsSubstring("more than 8192 bits"));
  // What is neither prime nor divisible by a small prime passes for a modulus.
  for (const std::size_t bytes : {256U, 1024U}) CHECK_FALSE(modulus_of(bytes).empty());
}

TEST_CASE("JWT-06 RS-06 a prime for a modulus is refused at no more cost than another is taken") {
  const std::string prime = '\x1f' + std::string(531, '\xff');  // 2^4253 - 1
  const std::string other = modulus_of(prime.size());
  CHECK_THAT(why_not(Key::rsa(prime, kUsualExponent)), tst::ContainsSubstring("can be broken"));
  CHECK(tst::times_as_long([&] { static_cast<void>(Key::rsa(prime, kUsualExponent)); },
                           [&] { static_cast<void>(Key::rsa(other, kUsualExponent)); }) < 1.5);
}

TEST_CASE("JWT-06 an RSA exponent is odd, 3 or more, and has 32 bits at most") {
  const std::string modulus = modulus_of(256);
  CHECK(Key::rsa(modulus, from_hex("03")));
  CHECK(Key::rsa(modulus, from_hex("ffffffff")));
  for (const std::string& exponent : {from_hex("01"), from_hex("02"), from_hex("00"), std::string(),
                                      from_hex("010000"), from_hex("0100000001"), std::string(512, '\x01')}) {
    CAPTURE(exponent);
    CHECK_THAT(why_not(Key::rsa(modulus, exponent)), tst::ContainsSubstring("whose exponent"));
  }
}

TEST_CASE("JWT-16 a signature by RSA has all the bytes of its number, also those that are 0") {
  const TokenSigner signer(Algorithm::ps256);
  const Key key = key_of(signer);
  std::string signature = signer.sign("text");
  for (int tries = 0; tries < 10'000 && signature.front() != '\0'; ++tries) signature = signer.sign("text");
  REQUIRE(signature.front() == '\0');
  CHECK(key.verifies(Algorithm::ps256, "text", signature));
  CHECK_FALSE(key.verifies(Algorithm::ps256, "text", signature.substr(1)));
  CHECK_FALSE(key.verifies(Algorithm::ps256, "text", '\0' + signature));
}

TEST_CASE("threads can share a key") {
  for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::ps256, Algorithm::es256, Algorithm::eddsa}) {
    const TokenSigner signer(algorithm);
    const Key key = key_of(signer);
    const std::string signature = signer.sign("text");
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int turn = 0; turn < 200; ++turn) {
          if (key.verifies(algorithm, "text", signature) && !key.verifies(algorithm, "texT", signature))
            ++right;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(right == 800);
  }
}

TEST_CASE("a PEM holds one public key") {
  const TokenSigner signer(Algorithm::es256);
  const std::string pem = signer.public_pem();
  CHECK(Key::of_pem(pem));
  CHECK(Key::of_pem("a comment\n" + pem));
  CHECK_THAT(why_not(Key::of_pem(signer.private_pem())), tst::ContainsSubstring("only the issuer may have"));
  CHECK_THAT(why_not(Key::of_pem(pem + pem)), tst::ContainsSubstring("more than one key"));
  CHECK_THAT(why_not(Key::of_pem(pem + std::string(16 * 1024, ' '))), tst::ContainsSubstring("16 KiB"));
  CHECK_THAT(why_not(Key::of_pem("-----BEGIN CERTIFICATE-----\n")), tst::ContainsSubstring("openssl x509"));
  for (const std::string& text : {std::string(), std::string("key"), pem.substr(0, 60)})
    CHECK_THAT(why_not(Key::of_pem(text)), tst::ContainsSubstring("no public key"));
}

TEST_CASE("what is wiped stands nowhere in memory") {
  std::string secret(64, 's');
  const char* const memory = secret.data();
  mcp::jose::wipe(secret);
  CHECK(secret.empty());
  CHECK(std::all_of(memory, memory + 64, [](char byte) { return byte == '\0'; }));
}
