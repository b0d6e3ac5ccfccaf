#include "key_text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "catch.h"

using namespace mcp::auth::keys;

namespace {

std::string secret_of(const std::string& text) { return text.substr(text.rfind('_') + 1); }

bool fails(std::span<unsigned char>) { return false; }

/// Gives bytes in a row, those that must not be used included, and begins with another one each time.
bool counts(std::span<unsigned char> out) {
  static unsigned char next = 0;
  ++next;
  for (unsigned char& byte : out) byte = next++;
  return true;
}

}  // namespace

TEST_CASE("KEY-01 a key has 256 random bits, each character as likely as any other") {
  std::set<std::string> secrets;
  std::map<char, int> seen;
  for (int i = 0; i < 2000; ++i) {
    const auto id = make_id(mcp::system_random);
    REQUIRE(id);
    CHECK(id->size() == 11);
    const auto text = make_key_text("mcp", *id, mcp::system_random);
    REQUIRE(text);
    REQUIRE(text->starts_with("mcp_" + *id + "_"));
    const std::string secret = secret_of(*text);
    REQUIRE(static_cast<double>(secret.size()) * std::log2(62.0) >= 256);
    secrets.insert(secret);
    for (const char c : secret) ++seen[c];
    CHECK(std::ranges::all_of(
        *text, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }));
  }
  CHECK(secrets.size() == 2000);
  CHECK(seen.size() == 62);

  // Of the 256 bytes 8 would make eight characters likelier.
  std::map<char, int> counted;
  for (int i = 0; i < 256; ++i)
    for (const char c : secret_of(*make_key_text("", "", counts))) ++counted[c];
  const auto [least, most] =
      std::ranges::minmax_element(counted, {}, [](const auto& entry) { return entry.second; });
  CHECK(most->second - least->second < 20);
}

TEST_CASE("STORE-14 without random numbers there is no key") {
  CHECK(make_id(fails).error().code == mcp::Error::Code::unavailable);
  CHECK(make_key_text("mcp", "id", fails).error().code == mcp::Error::Code::unavailable);
}

TEST_CASE("keys from elsewhere are visible ASCII, and long enough to be secret") {
  CHECK(can_be_key(std::string(22, 'x')));
  CHECK(can_be_key(std::string(256, '~')));
  for (const std::string& text : {std::string(21, 'x'), std::string(257, 'x'), std::string(30, ' '),
                                  std::string(30, '\0'), std::string(30, '\x7f'), std::string(30, '\xc3')})
    CHECK_FALSE(can_be_key(text));
}

TEST_CASE("a prefix is a word of small letters and digits") {
  for (const char* text : {"mcp", "a", "0123456789abcdef"}) CHECK(is_prefix(text));
  for (const char* text : {"", "Mcp", "a_b", "a-b", "0123456789abcdefg", "\xc3\xa9"})
    CHECK_FALSE(is_prefix(text));
}
