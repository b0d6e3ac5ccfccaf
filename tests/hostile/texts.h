#pragma once

#include <random>
#include <string>
#include <vector>

namespace hostile {

/// Texts that end, join or start something in one of the languages that mcpgen writes.
const std::vector<std::string>& hostile_texts();

/// Some of them in a row, with words between.
std::string mixed_text(std::mt19937& random);

}  // namespace hostile
