#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "key_files.h"
#include "scratch_folder.h"

using Clock = std::chrono::steady_clock;

namespace {

struct Moments {
  double count = 0;
  double mean = 0;
  double squares = 0;

  void add(double value) {
    count += 1;
    const double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }
  double error() const { return squares / (count - 1) / count; }
};

/// Welch's t: how far two means are apart, for how sure they are.
double separation(const Moments& a, const Moments& b) {
  return std::abs(a.mean - b.mean) / std::sqrt(a.error() + b.error());
}

}  // namespace

TEST_CASE("KEY-02 how long a miss takes does not tell what was missed", "[.][slow]") {
  constexpr std::size_t kKinds = 5;
  tst::ScratchFolder folder;
  const auto store = tst::open_keys(folder.path("keys.db"));
  const auto issued = store->create({.name = "victim"});
  REQUIRE(issued);
  const std::size_t secret = issued->text.rfind('_') + 1;
  std::vector<std::string> revoked;
  for (int i = 0; i < 300; ++i) {
    const auto made = store->create({.name = "k"});
    REQUIRE((made && store->revoke("k")));
    revoked.push_back(made->text);
  }

  // Each try is another one, for where in the file its MAC would stand has a time of its own. Which kind is
  // next is left to chance, so that what disturbs disturbs all alike.
  std::mt19937 random(2);
  const auto wrong_from = [&](std::size_t right) {
    std::string text = issued->text;
    for (std::size_t i = right; i < text.size(); ++i)
      text[i] = static_cast<char>('a' + (static_cast<std::size_t>(text[i]) + 1 + random() % 24) % 26);
    return text;
  };
  std::vector<std::pair<std::size_t, double>> taken;
  std::string text;
  for (std::size_t i = 0; i < 100'000 * kKinds; ++i) {
    // All kinds are made each time, and the text lies in the same place: what was done before tells nothing.
    const std::array<std::string, kKinds> texts{wrong_from(4), wrong_from(secret), wrong_from(secret + 1),
                                                wrong_from(secret + 31), revoked[random() % revoked.size()]};
    const std::size_t kind = random() % kKinds;
    text = texts[kind];
    const auto begun = Clock::now();
    const auto holder = store->holder_of(text, mcp::auth::keys::KeyStore::Waiting::not_at_all);
    const double nanoseconds = static_cast<double>((Clock::now() - begun).count());
    REQUIRE((holder && !*holder));
    taken.emplace_back(kind, nanoseconds);
  }
  // What was interrupted tells nothing.
  std::vector<double> all;
  for (const auto& [kind, time] : taken) all.push_back(time);
  const auto limit = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 9 / 10);
  std::nth_element(all.begin(), limit, all.end());
  std::array<Moments, kKinds> moments{};
  for (const auto& [kind, time] : taken) {
    if (time <= *limit) moments[kind].add(time);
  }
  for (std::size_t kind = 1; kind < kKinds; ++kind) {
    CAPTURE(kind, moments[0].mean, moments[kind].mean);
    CHECK(separation(moments[0], moments[kind]) < 4.5);
  }
}
