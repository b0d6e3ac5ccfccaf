#include "aead.h"

#include <cstdlib>
#include <numeric>

#include <mcp/core/base64.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "scratch_folder.h"
#include "sealer_contract.h"

using namespace std::chrono_literals;
using mcp::sealer::Aead;
using tst::refuses;

namespace {

constexpr const char* kOld = "0123456789abcdef0123456789abcdef";
constexpr const char* kNew = "fedcba9876543210fedcba9876543210";

std::unique_ptr<Aead> sealer_with(std::vector<std::string> secrets) {
  auto made = Aead::make({.secrets = std::move(secrets)});
  REQUIRE(made);
  return std::move(*made);
}

std::string why_not(Aead::Options options) {
  const auto made = Aead::make(std::move(options));
  return made ? "made" : made.error().message;
}

Aead::Clock::time_point clock_shows{1'800'000'000s};
Aead::Clock::time_point shown() { return clock_shows; }

bool count_up(std::span<unsigned char> out) {
  std::iota(out.begin(), out.end(), static_cast<unsigned char>(0));
  return true;
}

}  // namespace

TEST_CASE("MCP-10 encrypted state is good for its binding and time, and unchanged only") {
  tst::check_sealer(*sealer_with({}));
  tst::check_sealer(*sealer_with({kNew, kOld}));
}

TEST_CASE("MCP-10 no bit of encrypted state can be changed") {
  const auto sealer = sealer_with({kOld});
  const auto sealed = sealer->seal("state", "binding", 60s);
  REQUIRE(sealed);
  const std::string bytes = *mcp::from_base64(*sealed);
  for (std::size_t i = 0; i < 8 * bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << i % 8));
    CAPTURE(i);
    CHECK(refuses(*sealer, mcp::to_base64(changed), "binding"));
  }
}

TEST_CASE("what is sealed can be told from outside") {
  // Made once with another implementation of HKDF and AES-GCM.
  clock_shows = Aead::Clock::time_point(1'800'000'000s);
  auto sealer = Aead::make({.secrets = {kOld}, .random = count_up, .now = shown});
  REQUIRE(sealer);
  const auto sealed = (*sealer)->seal("the state", "binding", 60s);
  REQUIRE(sealed);
  CHECK(
      *sealed ==
      "AbLXqWEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobrrwLNDEbBsHkUP8jS4m6rbNl++AMLnOVN70p7lT2yO5kjFqUk1fKtYw=");
}

TEST_CASE("MCP-10 every secret opens, the first one seals, and one that is dropped does neither") {
  const auto before = sealer_with({kOld});
  const auto both = sealer_with({kNew, kOld});
  const auto after = sealer_with({kNew});
  const auto old_state = before->seal("old", "b", 60s);
  const auto new_state = both->seal("new", "b", 60s);
  REQUIRE((old_state && new_state));
  CHECK(*both->open(*old_state, "b") == "old");
  CHECK(*after->open(*new_state, "b") == "new");
  CHECK(refuses(*after, *old_state, "b"));
  CHECK(refuses(*before, *new_state, "b"));
  CHECK(refuses(*sealer_with({}), *old_state, "b"));
}

TEST_CASE("MCP-10 STORE-10 encrypted state expires, and a clock that is set back does not help") {
  clock_shows = Aead::Clock::time_point(1'800'000'000s);
  auto made = Aead::make({.secrets = {kOld}, .now = shown});
  REQUIRE(made);
  Aead& sealer = **made;
  const auto sealed = sealer.seal("state", "b", 10s);
  REQUIRE(sealed);
  const auto opens_after = [&](std::chrono::seconds time) {
    clock_shows = Aead::Clock::time_point(1'800'000'000s + time);
    return sealer.open(*sealed, "b").has_value();
  };
  CHECK(opens_after(9s));
  CHECK_FALSE(opens_after(10s));
  CHECK_FALSE(opens_after(24h));
  CHECK(opens_after(-60s));
  CHECK_FALSE(opens_after(-61s));
}

TEST_CASE("state that is too long is neither sealed nor looked at") {
  auto made = Aead::make({.secrets = {kOld}, .bytes = 100});
  REQUIRE(made);
  CHECK((*made)->seal(std::string(100, 'x'), "b", 60s));
  const auto refused = (*made)->seal(std::string(101, 'x'), "b", 60s);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == mcp::Error::Code::unavailable);
  const auto longer = sealer_with({kOld})->seal(std::string(200, 'x'), "b", 60s);
  REQUIRE(longer);
  CHECK(refuses(**made, *longer, "b"));
}

TEST_CASE("secrets that are too short, too long or too many are refused, and not told") {
  CHECK(why_not({.secrets = {std::string(32, 's')}}) == "made");
  for (const std::size_t size : {0U, 31U, 1025U}) {
    const std::string why = why_not({.secrets = {kOld, std::string(size, 's')}});
    CHECK_THAT(why, tst::ContainsSubstring("has " + std::to_string(size) + " bytes"));
    CHECK_THAT(why, tst::ContainsSubstring("openssl rand -base64 32"));
    CHECK_THAT(why, !tst::ContainsSubstring("sss"));
  }
  CHECK(why_not({.secrets = std::vector<std::string>(8, kOld)}) == "made");
  CHECK_THAT(why_not({.secrets = std::vector<std::string>(9, kOld)}), tst::ContainsSubstring("more than 8"));
}

TEST_CASE("the operator sets the secrets, the one that seals first") {
  const tst::ScratchFolder folder;
  folder.file("secrets", std::string(kNew) + "\n" + kOld + "\n");
  ::unsetenv("MCPGEN_STATE_SECRETS");
  ::setenv("MCPGEN_STATE_SECRETS_FILE", folder.path("secrets").c_str(), 1);
  mcp::Server server({.name = "test", .version = "1"});
  const auto both = Aead::of_operator(server);
  ::unsetenv("MCPGEN_STATE_SECRETS_FILE");
  REQUIRE(both);
  const auto sealed = both->seal("state", "b", 60s);
  REQUIRE(sealed);
  CHECK(*sealer_with({kNew})->open(*sealed, "b") == "state");
  CHECK(both->open(*sealer_with({kOld})->seal("state", "b", 60s), "b"));

  ::setenv("MCPGEN_STATE_SECRETS", "short", 1);
  CHECK(server.problems().empty());
  CHECK_FALSE(Aead::of_operator(server));
  CHECK_THAT(server.problems().at(0), tst::ContainsSubstring("5 bytes"));
  ::unsetenv("MCPGEN_STATE_SECRETS");
  const auto own = Aead::of_operator(server);
  const auto other = Aead::of_operator(server);
  REQUIRE((own && other));
  CHECK(refuses(*other, *own->seal("state", "b", 60s), "b"));
}

TEST_CASE("STORE-14 nothing is encrypted when the random source fails") {
  const auto fails = [](std::span<unsigned char>) { return false; };
  CHECK_THAT(why_not({.random = fails}), tst::ContainsSubstring("random"));
  auto made = Aead::make({.secrets = {kOld}, .random = fails});
  REQUIRE(made);
  const auto sealed = (*made)->seal("state", "b", 60s);
  REQUIRE_FALSE(sealed);
  CHECK(sealed.error().code == mcp::Error::Code::unavailable);
}
