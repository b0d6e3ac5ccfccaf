#include <mcp/schema/formats.h>

#include "catch.h"

namespace {

using mcp::schema::has_format;

}  // namespace

TEST_CASE("formats accept what their standards allow") {
  CHECK(has_format("date-time", "2024-02-29T23:59:60.5Z"));
  CHECK(has_format("date-time", "1998-12-31t15:59:60-08:00"));
  CHECK(has_format("date", "2000-02-29"));
  CHECK(has_format("time", "08:30:06.283+00:20"));
  CHECK(has_format("duration", "P1DT12H"));
  CHECK(has_format("duration", "P3W"));
  CHECK(has_format("email", "\"a\\\" b\"@[IPv6:::1]"));
  CHECK(has_format("hostname", "XN--BCHER-KVA.example"));
  CHECK(has_format("hostname", "a-1.example"));
  CHECK(has_format("ipv4", "255.0.10.1"));
  CHECK(has_format("ipv6", "1::d6:192.168.0.1"));
  CHECK(has_format("uri", "http://user:p%40@[2001:db8::7]:80/a;b?c=d/?#e"));
  CHECK(has_format("uri", "urn:a:b"));
  CHECK(has_format("uri-reference", "../a?b#c"));
  CHECK(has_format("uuid", "2eb8aa08-AA98-11ea-b4Aa-73B441D16380"));
  CHECK(has_format("json-pointer", "/a~0b/~1/"));
  CHECK(has_format("byte", "YWI="));
  CHECK(has_format("base64", ""));
}

TEST_CASE("formats refuse what only looks alike") {
  CHECK_FALSE(has_format("date-time", "2023-02-29T00:00:00Z"));
  CHECK_FALSE(has_format("date-time", "2023-01-01 00:00:00Z"));
  CHECK_FALSE(has_format("date-time", "2023-01-01T00:00:00"));
  CHECK_FALSE(has_format("date-time", "2023-01-01T12:00:60Z"));
  CHECK_FALSE(has_format("date", "1900-02-29"));
  CHECK_FALSE(has_format("date", "2023-13-01"));
  CHECK_FALSE(has_format("date", "2023-00-10"));
  CHECK_FALSE(has_format("time", "24:00:00Z"));
  CHECK_FALSE(has_format("duration", "P"));
  CHECK_FALSE(has_format("duration", "PT"));
  CHECK_FALSE(has_format("duration", "P1S"));
  CHECK_FALSE(has_format("duration", "P1T1H"));
  CHECK_FALSE(has_format("duration", "P1Y1D"));
  CHECK_FALSE(has_format("email", "a@b@c"));
  CHECK_FALSE(has_format("email", "a..b@c"));
  CHECK_FALSE(has_format("email", "\"a\\\"@c"));
  CHECK_FALSE(has_format("email", "\"\\\\\"x\"@example.com"));
  CHECK_FALSE(has_format("email", "@c"));
  CHECK_FALSE(has_format("hostname", ""));
  CHECK_FALSE(has_format("hostname", "a..b"));
  CHECK_FALSE(has_format("ipv4", "1.2.3.04"));
  CHECK_FALSE(has_format("ipv4", "1.2.3.4."));
  CHECK_FALSE(has_format("ipv6", "1:2:3:4:5:6:7::8"));
  CHECK_FALSE(has_format("ipv6", ":"));
  CHECK_FALSE(has_format("uri", "no scheme"));
  CHECK_FALSE(has_format("uri", "http://a:b/"));
  CHECK_FALSE(has_format("uri", "http://[::1"));
  CHECK_FALSE(has_format("uri", "http://a/%2"));
  CHECK_FALSE(has_format("uri", "http://a/<b>"));
  CHECK_FALSE(has_format("uri-reference", "a b"));
  CHECK_FALSE(has_format("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638"));
  CHECK_FALSE(has_format("json-pointer", "a"));
  CHECK_FALSE(has_format("json-pointer", "/~2"));
  CHECK_FALSE(has_format("byte", "YWI"));
  CHECK_FALSE(has_format("byte", "Y==="));
}

TEST_CASE("only formats that are checked are known") {
  CHECK(mcp::schema::is_known_format("uri"));
  CHECK_FALSE(mcp::schema::is_known_format("iri"));
  CHECK_FALSE(mcp::schema::is_known_format("password"));
  CHECK(mcp::schema::format_noun("email") == "an email address");
}
