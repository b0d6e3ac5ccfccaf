#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mcp {

/// How often something may be done: `count` times in `every`, counted for each of what `per` says. A burst of
/// `count` is within it.
struct Rate {
  enum class Per {
    user,     ///< the principal; callers that are not known by their address
    key,      ///< the same, where what is known of a caller is its key
    ip,       ///< the address
    session,  ///< the session; what stands alone as by `user`
  };

  std::size_t count = 0;  ///< 0: there is no limit
  std::chrono::milliseconds every{0};
  Per per = Per::user;

  bool limits() const { return count > 0; }
};

constexpr std::size_t kHighestRate = 1'000'000;

/// `120/min`, `10/hour per ip`; nothing for other texts.
std::optional<Rate> parse_rate(std::string_view text);
/// `120/min per user`, as parse_rate() takes it where `every` is one of its units.
std::string rate_text(const Rate& rate);
std::string_view per_name(Rate::Per per);
std::optional<Rate::Per> parse_per(std::string_view text);

}  // namespace mcp
