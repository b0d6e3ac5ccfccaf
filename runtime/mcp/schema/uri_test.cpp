#include <mcp/schema/uri.h>

#include "catch.h"

TEST_CASE("references are resolved as RFC 3986 section 5.4 shows") {
  const std::string base = "http://a/b/c/d;p?q";
  const auto resolved = [&](const char* reference) { return mcp::schema::resolve_uri(base, reference); };
  CHECK(resolved("g:h") == "g:h");
  CHECK(resolved("g") == "http://a/b/c/g");
  CHECK(resolved("./g") == "http://a/b/c/g");
  CHECK(resolved("g/") == "http://a/b/c/g/");
  CHECK(resolved("/g") == "http://a/g");
  CHECK(resolved("//g") == "http://g");
  CHECK(resolved("?y") == "http://a/b/c/d;p?y");
  CHECK(resolved("g?y#s") == "http://a/b/c/g?y#s");
  CHECK(resolved("#s") == "http://a/b/c/d;p?q#s");
  CHECK(resolved("") == "http://a/b/c/d;p?q");
  CHECK(resolved(".") == "http://a/b/c/");
  CHECK(resolved("..") == "http://a/b/");
  CHECK(resolved("../g") == "http://a/b/g");
  CHECK(resolved("../../../g") == "http://a/g");
}

TEST_CASE("references within a schema without a base stay as they are") {
  CHECK(mcp::schema::resolve_uri("", "#/$defs/a") == "#/$defs/a");
  CHECK(mcp::schema::resolve_uri("", "item.json") == "item.json");
  CHECK(mcp::schema::resolve_uri("urn:uuid:0-1", "#/a") == "urn:uuid:0-1#/a");
}

TEST_CASE("percent escapes are decoded, broken ones are left") {
  CHECK(mcp::schema::percent_decoded("a%25b%22") == "a%b\"");
  CHECK(mcp::schema::percent_decoded("%zz%2") == "%zz%2");
}
