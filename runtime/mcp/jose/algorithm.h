#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace mcp::jose {

/// The signatures that can be checked. `none` is not among them.
enum class Algorithm { rs256, rs384, rs512, ps256, es256, es384, eddsa, hs256 };

enum class KeyKind { rsa, p256, p384, ed25519, secret };

std::string_view name_of(Algorithm algorithm);
/// Letter case counts. Nothing for any other name.
std::optional<Algorithm> algorithm_named(std::string_view name);

/// The only kind of key that the algorithm works with.
KeyKind kind_for(Algorithm algorithm);
std::vector<Algorithm> algorithms_for(KeyKind kind);

}  // namespace mcp::jose
