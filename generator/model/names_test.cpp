#include "model/names.h"

#include <array>

#include "catch.h"
#include "model/reserved_names.h"

using mcpgen::enumerator_identifier;
using mcpgen::identifier;
using mcpgen::server_identifier;
using mcpgen::type_identifier;

TEST_CASE("GEN-05 a legal, unreserved name keeps its spelling") {
  for (const char* name : {"greet", "get_user", "GET_USER", "getUser", "_private", "x1", "a"}) {
    CHECK(identifier(name) == name);
  }
}

TEST_CASE("GEN-05 a reserved name gets an underscore or has its own spelled out") {
  for (const char* name :
       {"delete", "operator", "main", "std", "mcp", "errno", "NULL", "linux", "unix", "assert", "NDEBUG",
        "EOF", "SIGINT", "co_await", "requires", "char8_t", "xor_eq"}) {
    CHECK(identifier(name) == std::string(name) + '_');
  }
  CHECK(identifier("__x") == "u5F_x");
  CHECK(identifier("_X") == "u5FX");
  CHECK(identifier("a__b") == "au5F_b");
}

TEST_CASE("GEN-05 whatever a name holds, an identifier comes out that C++ leaves to us") {
  const auto is_legal = [](const std::string& name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    for (const char c : name) {
      if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
        return false;
    }
    return name.find("__") == std::string::npos &&
           !(name[0] == '_' && name.size() > 1 && name[1] <= 'Z' && name[1] >= 'A');
  };
  const auto names =
      std::to_array<std::string>({"", "1abc", "a-b", "a--b", "a b", "emoji \xF0\x9F\x98\x80", "\xD0\xB0",
                                  "../../etc", "a\nb", "\xFF\xFE", "-", "--", "_", "__", "_-", "-A",
                                  ")\"; evil(); //", std::string(10'000, 'x'), std::string("a\0b", 3)});
  for (const std::string& name : names) {
    INFO(name);
    CHECK(is_legal(identifier(name)));
    CHECK(is_legal(type_identifier(name)));
    CHECK(is_legal(server_identifier(name)));
    CHECK_FALSE(mcpgen::is_keyword_or_macro(identifier(name)));
  }
  CHECK(identifier("\xD0\xB0") != identifier("a"));
  CHECK(identifier("\xD0\xB0") != identifier("\xD0\xB1"));
  CHECK(identifier("get-user") == "get_user");
  CHECK(identifier("1abc") == "n1abc");
}

TEST_CASE("GEN-05 enumerators of signs are named after them") {
  CHECK(enumerator_identifier("+") == "plus");
  CHECK(enumerator_identifier("-") == "minus");
  CHECK(enumerator_identifier("<=") == "less_equals");
  CHECK(enumerator_identifier("a-b") == "a_b");
  CHECK(enumerator_identifier("_") == "_");
  CHECK(enumerator_identifier("") == "empty_");
  for (char c = ' '; c <= '~'; ++c) {
    INFO(c);
    CHECK(mcpgen::identifier(enumerator_identifier(std::string(1, c))) ==
          enumerator_identifier(std::string(1, c)));
  }
}

TEST_CASE("types are spelled in PascalCase") {
  CHECK(type_identifier("get_user") == "GetUser");
  CHECK(type_identifier("get-user") == "GetUser");
  CHECK(type_identifier("getUser") == "GetUser");
  CHECK(type_identifier("2d") == "N2d");
  CHECK(type_identifier("EOF") == "EOF_");
  CHECK(mcpgen::type_word("EOF") + "Input" == "EOFInput");
}

TEST_CASE("a server's name keeps out of the way of the C library, its headers and CMake") {
  for (const char* name : {"time", "printf", "stat", "sinf", "pthread_create", "string", "stdio", "test",
                           "all", "con", "main", "state", "std", "namespace", "edit_cache", "Nightly"}) {
    CHECK(server_identifier(name) == std::string(name) + '_');
  }
  for (const char* name :
       {"Main", "State", "Time", "STRING", "preinstall", "INSTALL", "ALL_BUILD", "ZERO_CHECK"}) {
    CHECK(server_identifier(name) == std::string(name) + '_');
  }
  CHECK(server_identifier("hello") == "hello");
  CHECK(server_identifier("time-zone") == "time_zone");
}

TEST_CASE("GEN-06 the second claim of a name shows both places") {
  const mcpgen::SourceFile file("mcpgen.yaml", "get-user\nget_user\n");
  mcpgen::Diagnostics diagnostics;
  mcpgen::Scope scope("a C++ function", diagnostics);
  CHECK(scope.claim(identifier("get-user"), "get-user", {&file, 1, 1, 9}));
  CHECK_FALSE(scope.claim(identifier("get_user"), "get_user", {&file, 2, 1, 9}));
  REQUIRE(diagnostics.all().size() == 1);
  const mcpgen::Diagnostic& error = diagnostics.all().front();
  CHECK(error.code == "E0701");
  CHECK(error.place.line == 2);
  REQUIRE(error.notes.size() == 1);
  CHECK(error.notes[0].place.line == 1);
}
