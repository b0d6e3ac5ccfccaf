#include "cmake_tokens.h"

#include "catch.h"

namespace {

std::string texts(std::string_view source) {
  std::string out;
  for (const hostile::CmakeToken& token : hostile::cmake_tokens(source).tokens) out += '<' + token.text + '>';
  return out;
}

std::size_t oddities(std::string_view source) { return hostile::cmake_tokens(source).oddities.size(); }

}  // namespace

TEST_CASE("CMake is taken apart into its tokens") {
  CHECK(texts("set(a b\\ c \"d \\\" ) # e\") # f)\nend()") ==
        "<set><(><a><b\\ c><\"d \\\" ) # e\"><)><end><(><)>");
  CHECK(texts("f([==[ ]] ) \" ]==] [x)") == "<f><(><[==[ ]] ) \" ]==]><[x><)>");
  CHECK(texts("#[[ a\nb ]] f()") == "<f><(><)>");
  CHECK(texts("# [[ a\nf()") == "<f><(><)>");
}

TEST_CASE("what CMake would put in place of an argument is seen") {
  for (const char* odd :
       {"f(${A})", "f(\"$ENV{A}\")", "f($<A>)", "f(a;b)", "f(\"a\\\nb\")", "#[[ ]]", "f(\"a"}) {
    CHECK(oddities(odd) == 1);
  }
  CHECK(oddities("f(\"\\${A} \\$<B> a;b\" a\\;b) # ${A}") == 0);
}
