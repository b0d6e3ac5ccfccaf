#pragma once

#include <string>
#include <string_view>

namespace regenerate {

/// A server `hello` with what is given under `tools`.
inline std::string hello(std::string_view tools) {
  return "mcpgen: 1\nname: hello\nversion: 1.0.0\ntools:\n" + std::string(tools);
}

inline constexpr std::string_view kGreet = R"(  greet:
    description: Greet a person.
    input: { name: string -- Who to greet }
    output: { message: string }
    annotations: { readOnlyHint: true }
)";

inline constexpr std::string_view kPart = R"(  part:
    description: Say goodbye.
    output: { message: string }
    annotations: { readOnlyHint: true }
)";

}  // namespace regenerate
