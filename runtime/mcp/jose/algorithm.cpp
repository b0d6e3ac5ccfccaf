#include "algorithm.h"

#include <algorithm>
#include <array>

namespace mcp::jose {
namespace {

struct Row {
  Algorithm algorithm;
  std::string_view name;
  KeyKind kind;
};

constexpr std::array kRows{
    Row{Algorithm::rs256, "RS256", KeyKind::rsa},     Row{Algorithm::rs384, "RS384", KeyKind::rsa},
    Row{Algorithm::rs512, "RS512", KeyKind::rsa},     Row{Algorithm::ps256, "PS256", KeyKind::rsa},
    Row{Algorithm::es256, "ES256", KeyKind::p256},    Row{Algorithm::es384, "ES384", KeyKind::p384},
    Row{Algorithm::eddsa, "EdDSA", KeyKind::ed25519}, Row{Algorithm::hs256, "HS256", KeyKind::secret},
};

const Row& row(Algorithm algorithm) { return *std::ranges::find(kRows, algorithm, &Row::algorithm); }

}  // namespace

std::string_view name_of(Algorithm algorithm) { return row(algorithm).name; }

std::optional<Algorithm> algorithm_named(std::string_view name) {
  const auto* found = std::ranges::find(kRows, name, &Row::name);
  return found == kRows.end() ? std::nullopt : std::optional(found->algorithm);
}

KeyKind kind_for(Algorithm algorithm) { return row(algorithm).kind; }

std::vector<Algorithm> algorithms_for(KeyKind kind) {
  std::vector<Algorithm> found;
  for (const Row& each : kRows) {
    if (each.kind == kind) found.push_back(each.algorithm);
  }
  return found;
}

}  // namespace mcp::jose
