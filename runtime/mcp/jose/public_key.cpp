#include "public_key.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <mcp/jose/freed_by.h>

namespace mcp::jose {
namespace {

using Number = Owned<BIGNUM, BN_free>;
using Context = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;

constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 8192;
constexpr int kMostExponentBits = 32;

Error unusable(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

PublicKey owned(EVP_PKEY* key) {
  ERR_clear_error();
  return key == nullptr ? nullptr : PublicKey(key, EVP_PKEY_free);
}

Number number(std::string_view big_endian) {
  return Number(BN_bin2bn(bytes(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

Number number_of(const EVP_PKEY& key, const char* name) {
  BIGNUM* found = nullptr;
  EVP_PKEY_get_bn_param(&key, name, &found);
  return Number(found);
}

PublicKey build(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const Context context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters != nullptr && context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1)
    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get());
  return owned(key);
}

/// By the one round that takes out every prime. The library takes several to be sure, or many, by its
/// version.
bool may_be_prime(const BIGNUM& modulus) {
  const Owned<BN_CTX, BN_CTX_free> scratch(BN_CTX_new());
  const Number two(BN_new());
  const Number less(BN_dup(&modulus));
  const Number power(BN_new());
  const bool told = scratch != nullptr && two != nullptr && less != nullptr && power != nullptr &&
                    BN_set_word(two.get(), 2) == 1 && BN_sub_word(less.get(), 1) == 1 &&
                    BN_mod_exp(power.get(), two.get(), less.get(), &modulus, scratch.get()) == 1;
  ERR_clear_error();
  return !told || BN_is_one(power.get()) != 0;
}

/// The library's own checks: a point on its curve, a modulus that is no prime and has no small factor.
bool is_sound(EVP_PKEY& key) {
  const Context context(EVP_PKEY_CTX_new_from_pkey(nullptr, &key, nullptr));
  const bool sound = context != nullptr && EVP_PKEY_public_check(context.get()) == 1;
  ERR_clear_error();
  return sound;
}

/// Keys of some chips can be broken (CVE-2017-15361): modulo every small prime theirs are powers of 65537.
bool is_of_broken_generator(const BIGNUM& modulus) {
  constexpr std::array<BN_ULONG, 38> kPrimes{3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                             47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                             107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};
  return std::ranges::all_of(kPrimes, [&](BN_ULONG prime) {
    const BN_ULONG wanted = BN_mod_word(&modulus, prime);
    BN_ULONG power = 1;
    for (BN_ULONG tries = 0; tries < prime && power != wanted; ++tries) power = power * 65537 % prime;
    return power == wanted;
  });
}

Result<KeyKind> check_rsa(EVP_PKEY& key) {
  const int bits = EVP_PKEY_get_bits(&key);
  if (bits < kLeastRsaBits || bits > kMostRsaBits)
    return unusable("an RSA key of " + std::to_string(bits) + " bits, and not 2048 to 8192");
  const Number exponent = number_of(key, OSSL_PKEY_PARAM_RSA_E);
  if (exponent == nullptr || BN_is_odd(exponent.get()) == 0 || BN_is_one(exponent.get()) != 0 ||
      BN_num_bits(exponent.get()) > kMostExponentBits)
    return unusable("an RSA key whose exponent is not odd, or not 3 to 4294967295");
  const Number modulus = number_of(key, OSSL_PKEY_PARAM_RSA_N);
  if (modulus == nullptr || BN_is_odd(modulus.get()) == 0 || may_be_prime(*modulus) || !is_sound(key) ||
      is_of_broken_generator(*modulus))
    return unusable("an RSA key that can be broken");
  return KeyKind::rsa;
}

Result<KeyKind> check_ec(EVP_PKEY& key) {
  std::array<char, 32> name{};
  std::size_t size = 0;
  EVP_PKEY_get_group_name(&key, name.data(), name.size(), &size);
  const std::string_view curve(name.data(), std::min(size, name.size()));
  if (curve != "prime256v1" && curve != "secp384r1")
    return unusable("an EC key on a curve other than P-256 and P-384");
  if (!is_sound(key)) return unusable("an EC key whose point is not on its curve");
  return curve == "prime256v1" ? KeyKind::p256 : KeyKind::p384;
}

using Point = std::array<std::uint8_t, 32>;

/// 2^255 - 19 and 0, and what else the y of a point is whose order is at most 8, little-endian.
constexpr Point kEd25519Prime{0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                              0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                              0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
constexpr std::array<Point, 5> kSmallOrder{
    Point{0},
    Point{1},
    Point{0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
          0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
    Point{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
          0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    Point{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
          0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
};

Result<KeyKind> check_ed25519(EVP_PKEY& key) {
  Point y{};
  std::size_t size = y.size();
  if (EVP_PKEY_get_raw_public_key(&key, y.data(), &size) != 1 || size != y.size())
    return unusable("an Ed25519 key that cannot be read");
  y.back() &= 0x7f;  // the sign of x
  if (!std::lexicographical_compare(y.rbegin(), y.rend(), kEd25519Prime.rbegin(), kEd25519Prime.rend()) ||
      std::ranges::find(kSmallOrder, y) != kSmallOrder.end())
    return unusable("an Ed25519 key under which anybody can sign");
  return KeyKind::ed25519;
}

}  // namespace

PublicKey read_public_key(std::string_view pem) {
  const Owned<BIO, BIO_free_all> text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return owned(text == nullptr ? nullptr : PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr));
}

PublicKey rsa_public_key(std::string_view modulus, std::string_view exponent) {
  const Builder builder(OSSL_PARAM_BLD_new());
  const Number n = number(modulus);
  const Number e = number(exponent);
  if (builder == nullptr || n == nullptr || e == nullptr) return nullptr;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return build("RSA", builder.get());
}

PublicKey ec_public_key(KeyKind curve, std::string_view x, std::string_view y) {
  const Builder builder(OSSL_PARAM_BLD_new());
  if (builder == nullptr) return nullptr;
  const std::string point = std::string(1, '\x04').append(x).append(y);
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                  curve == KeyKind::p256 ? "P-256" : "P-384", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return build("EC", builder.get());
}

PublicKey ed25519_public_key(std::string_view x) {
  return owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(x), x.size()));
}

Result<KeyKind> check_public_key(evp_pkey_st& key) {
  if (EVP_PKEY_is_a(&key, "RSA") == 1) return check_rsa(key);
  if (EVP_PKEY_is_a(&key, "EC") == 1) return check_ec(key);
  if (EVP_PKEY_is_a(&key, "ED25519") == 1) return check_ed25519(key);
  return unusable("a key other than RSA, EC and Ed25519");
}

bool are_same(const evp_pkey_st& a, const evp_pkey_st& b) {
  const bool same = EVP_PKEY_eq(&a, &b) == 1;
  ERR_clear_error();
  return same;
}

}  // namespace mcp::jose
