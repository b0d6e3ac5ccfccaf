#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <random>

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
  tst::ScratchFolder folder;
  const auto store = tst::open_keys(folder.path("keys.db"));
  for (int i = 0; i < 100; ++i) REQUIRE(store->create({.name = "k" + std::to_string(i)}));
  const auto issued = store->create({.name = "victim"});
  const auto revoked = store->create({.name = "revoked"});
  REQUIRE((issued && revoked && store->revoke("revoked")));

  // All of one length; which one is tried next is left to chance, so that what disturbs disturbs all alike.
  std::array<std::string, 5> tries;
  tries.fill(issued->text);
  const std::size_t secret = issued->text.rfind('_') + 1;
  std::fill(tries[0].begin(), tries[0].end(), 'q');
  std::fill(tries[1].begin() + static_cast<std::ptrdiff_t>(secret), tries[1].end(), 'q');
  std::fill(tries[2].begin() + static_cast<std::ptrdiff_t>(secret + 1), tries[2].end(), 'q');
  std::fill(tries[3].begin() + static_cast<std::ptrdiff_t>(secret + 31), tries[3].end(), 'q');
  tries[4] = revoked->text;

  std::mt19937 random(2);
  std::vector<std::pair<std::size_t, double>> taken;
  for (std::size_t i = 0; i < 100'000 * tries.size(); ++i) {
    const std::size_t which = random() % tries.size();
    const auto begun = Clock::now();
    const auto holder = store->holder_of(tries[which], mcp::auth::keys::KeyStore::Waiting::not_at_all);
    const double nanoseconds = static_cast<double>((Clock::now() - begun).count());
    REQUIRE((holder && !*holder));
    taken.emplace_back(which, nanoseconds);
  }
  // What was interrupted tells nothing.
  std::vector<double> all;
  for (const auto& [which, time] : taken) all.push_back(time);
  const auto limit = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 9 / 10);
  std::nth_element(all.begin(), limit, all.end());
  std::array<Moments, 5> moments{};
  for (const auto& [which, time] : taken) {
    if (time <= *limit) moments[which].add(time);
  }
  for (std::size_t i = 1; i < moments.size(); ++i) {
    CAPTURE(i, moments[0].mean, moments[i].mean);
    CHECK(separation(moments[0], moments[i]) < 4.5);
  }
}
