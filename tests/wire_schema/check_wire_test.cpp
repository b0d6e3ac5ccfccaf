#include <wire_schema/check_wire.h>

#include <string>

#include "catch.h"

using mcp::Json;
using wire::check_wire;

namespace {

Json result(Json body) { return {{"jsonrpc", "2.0"}, {"id", 1}, {"result", std::move(body)}}; }

}  // namespace

TEST_CASE("a right answer passes in every revision") {
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"}) {
    CAPTURE(revision);
    CHECK(check_wire(revision, "ping", result(Json::object())).empty());
    CHECK(check_wire(revision, "tools/list", result({{"tools", Json::array()}})).empty());
  }
  const Json modern{
      {"resultType", "complete"}, {"tools", Json::array()}, {"ttlMs", 0}, {"cacheScope", "public"}};
  CHECK(check_wire("2026-07-28", "tools/list", result(modern)).empty());
}

TEST_CASE("a result is held against the schema of its method") {
  CHECK_FALSE(check_wire("2025-06-18", "tools/list", result({{"tools", 1}})).empty());
  CHECK_FALSE(check_wire("2026-07-28", "tools/list", result({{"tools", Json::array()}})).empty());
  CHECK_FALSE(check_wire("2025-06-18", "tools/call", result({{"content", {{{"type", "wrong"}}}}})).empty());
  CHECK_FALSE(check_wire("2025-03-26", "", result(Json::object())).empty());
}

TEST_CASE("what a revision does not have is reported") {
  const Json elicitation{
      {"jsonrpc", "2.0"},
      {"id", 1},
      {"method", "elicitation/create"},
      {"params",
       {{"message", "?"}, {"requestedSchema", {{"type", "object"}, {"properties", Json::object()}}}}}};
  CHECK(check_wire("2025-06-18", "", elicitation).empty());
  CHECK_FALSE(check_wire("2025-03-26", "", elicitation).empty());
  CHECK_FALSE(check_wire("2026-07-28", "", elicitation).empty());
}

TEST_CASE("errors of the newest revision are held against the schema of their code") {
  Json error{{"jsonrpc", "2.0"}, {"id", 1}, {"error", {{"code", -32022}, {"message", "no"}}}};
  CHECK_FALSE(check_wire("2026-07-28", "tools/list", error).empty());
  error["error"]["data"] = {{"supported", {"2026-07-28"}}, {"requested", "1900-01-01"}};
  CHECK(check_wire("2026-07-28", "tools/list", error).empty());
}
