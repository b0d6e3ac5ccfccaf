#include <mcp/core/revision/classify.h>

#include "catch.h"

using namespace mcp;

namespace {

constexpr const char* kModern = "2026-07-28";

RpcMessage request(std::string method, Json params = Json::object()) {
  return {
      .kind = RpcMessage::Kind::request, .id = "1", .method = std::move(method), .params = std::move(params)};
}

Json claim(const char* revision = kModern) {
  return {{"_meta",
           {{"io.modelcontextprotocol/protocolVersion", revision},
            {"io.modelcontextprotocol/clientCapabilities", Json::object()}}}};
}

/// The revision's name, or the code of the refusal.
std::string verdict(const RpcMessage& message, const Revision* session = nullptr,
                    const HeaderFacts* headers = nullptr) {
  const auto result = classify(message, {}, session, headers);
  if (const auto* error = std::get_if<RpcError>(&result)) {
    CHECK(error->http_status == 400);
    return std::to_string(error->code);
  }
  return std::string(std::get<const Revision*>(result)->name);
}

}  // namespace

TEST_CASE("the claim of a message decides its era") {
  CHECK(verdict(request("tools/list", claim())) == kModern);
  CHECK(verdict(request("tools/list", claim()), &k2025_06_18) == kModern);
  CHECK(verdict(request("tools/list"), &k2025_06_18) == "2025-06-18");
  CHECK(verdict(request("tools/list", {{"_meta", {{"progressToken", 1}}}}), &k2024_11_05) == "2024-11-05");
  CHECK(verdict(request("initialize")) == "2025-11-25");
  CHECK(verdict(request("ping")) == "2025-11-25");
  CHECK(verdict(request("tools/list")) == "-32602");
}

TEST_CASE("MCP-04 the envelope is checked before the revision") {
  CHECK(verdict(request("tools/list", claim("1900-01-01"))) == "-32022");
  CHECK(verdict(request("tools/list", claim("2025-11-25"))) == "-32022");
  Json bare{{"_meta", {{"io.modelcontextprotocol/protocolVersion", "1900-01-01"}}}};
  CHECK(verdict(request("tools/list", bare)) == "-32602");
  bare["_meta"]["io.modelcontextprotocol/protocolVersion"] = 1;
  CHECK(verdict(request("tools/list", bare)) == "-32602");
}

TEST_CASE("headers and body must agree") {
  const auto with = [](const RpcMessage& message, const HeaderFacts& headers) {
    return verdict(message, nullptr, &headers);
  };
  Json call = claim();
  call["name"] = "greet";
  const HeaderFacts right{.revision = kModern, .method = "tools/call", .name = "greet"};
  CHECK(with(request("tools/call", call), right) == kModern);
  CHECK(with(request("tools/call", call), {.method = "tools/call", .name = "greet"}) == "-32020");
  CHECK(with(request("tools/call", call), {.revision = kModern, .name = "greet"}) == "-32020");
  CHECK(with(request("tools/call", call), {.revision = kModern, .method = "tools/call"}) == "-32020");
  CHECK(with(request("tools/call", call), {.revision = kModern, .method = "tools/call", .name = "Greet"}) ==
        "-32020");
  CHECK(with(request("tools/call", call), {.revision = kModern, .method = "tools/list", .name = "greet"}) ==
        "-32020");
  CHECK(with(request("tools/list", claim()), {.revision = kModern, .method = "tools/list"}) == kModern);

  // A mismatch comes before the question whether the revision is known.
  CHECK(with(request("x", claim("1900-01-01")), {.revision = kModern, .method = "x"}) == "-32020");
  CHECK(with(request("x", claim("1900-01-01")), {.revision = "1900-01-01", .method = "x"}) == "-32022");

  CHECK(with(request("tools/list"), {.revision = kModern}) == "-32602");
  CHECK(with(request("tools/list"), {.revision = "v9"}) == "-32602");
  CHECK(with(request("initialize"), {.revision = kModern}) == "-32020");
  CHECK(with(request("initialize"), {.revision = "2025-06-18", .method = "initialize"}) == "2025-11-25");
}

TEST_CASE("every revision is found by its name") {
  for (const Revision* revision : revisions()) {
    CHECK(find_revision(revision->name) == revision);
    CHECK(revisions()[revision->index] == revision);
  }
  CHECK(find_revision("2025-06-17") == nullptr);
  CHECK(supported_versions({}) == R"(["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"])");
  CHECK(supported_versions({"2025-06-18", "2026-07-28"}) == R"(["2026-07-28","2025-06-18"])");
}
