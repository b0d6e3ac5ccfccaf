#include "discovery.h"

#include "catch.h"

using mcp::auth::metadata_urls;
using Urls = std::vector<std::string>;

TEST_CASE("RS-09 metadata is where OpenID Connect and RFC 8414 put it") {
  CHECK(metadata_urls("https://issuer.example/realms/x") ==
        Urls{"https://issuer.example/realms/x/.well-known/openid-configuration",
             "https://issuer.example/.well-known/oauth-authorization-server/realms/x",
             "https://issuer.example/.well-known/openid-configuration/realms/x"});
  for (const char* issuer : {"https://issuer.example", "https://issuer.example/"}) {
    CHECK(metadata_urls(issuer) == Urls{"https://issuer.example/.well-known/openid-configuration",
                                        "https://issuer.example/.well-known/oauth-authorization-server"});
  }
  CHECK(metadata_urls("https://issuer.example/a/").front() ==
        "https://issuer.example/a/.well-known/openid-configuration");
}
