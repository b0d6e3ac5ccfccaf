#pragma once

// One include for both generations of Catch2; TEST_CATCH2_V2 comes from CMake.
#ifdef TEST_CATCH2_V2
#include <catch2/catch.hpp>
#include <string>
namespace tst {
inline auto ContainsSubstring(const std::string& text) { return Catch::Matchers::Contains(text); }
using Catch::Matchers::StartsWith;
}  // namespace tst
#ifndef SKIP  // generation 2 has no skip: pass with a note
#define SKIP(message)             \
  do {                            \
    WARN("skipped: " << message); \
    SUCCEED();                    \
    return;                       \
  } while (false)
#endif
#else
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
namespace tst {
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
}  // namespace tst
#endif
