#include <sys/stat.h>

#include <mcp/core/base64.h>

#include "token_run.h"

namespace token_test {
namespace {

TEST_CASE("token keygen makes keys that openssl reads and knows as a pair") {
  for (const std::string type : {"rsa", "ec", "ed25519"}) {
    CAPTURE(type);
    const tst::ScratchFolder folder;
    make_key(folder, type);
    CHECK(openssl("pkey -in " + folder.path("key.pem") + " -noout"));
    CHECK(openssl("pkey -in " + folder.path("key.pem") + " -pubout -out " + folder.path("again.pem")));
    CHECK(text_of(folder.path("again.pem")) == text_of(folder.path("key.pub.pem")));
    const auto jwks = mcp::Json::parse(text_of(folder.path("jwks.json")));
    CHECK(jwks["keys"][0]["kid"] == "2026-01");
    CHECK_FALSE(jwks["keys"][0].contains("d"));
  }
}

TEST_CASE("token keygen lets nobody else read the private key") {
  const tst::ScratchFolder folder;
  const ::mode_t before = ::umask(0);
  make_key(folder, "ec");
  ::umask(before);
  struct stat found {};
  REQUIRE(::stat(folder.path("key.pem").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
}

TEST_CASE("token keygen never writes over a file, and leaves nothing where one is there") {
  for (const std::string there : {"key.pem", "key.pub.pem", "jwks.json"}) {
    CAPTURE(there);
    const tst::ScratchFolder folder;
    folder.file(there, "mine");
    const Outcome refused = token({"keygen", "--out", folder.path("key.pem"), "--public",
                                   folder.path("key.pub.pem"), "--jwks", folder.path("jwks.json")});
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.err, tst::ContainsSubstring(there + "` is there already"));
    CHECK(text_of(folder.path(there)) == "mine");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  }
  const tst::ScratchFolder folder;
  folder.link("key.pem", folder.path("elsewhere"));
  CHECK(token({"keygen", "--out", folder.path("key.pem")}).exit_code == 1);
  CHECK_FALSE(std::filesystem::exists(folder.path("elsewhere")));
}

TEST_CASE("token keygen without a file shows the key, and nothing else on standard output") {
  const Outcome shown = token({"keygen"});
  CHECK(shown.exit_code == 0);
  CHECK(shown.out.starts_with("-----BEGIN PRIVATE KEY-----\n"));
  CHECK(shown.out.ends_with("-----END PRIVATE KEY-----\n"));
  CHECK_THAT(shown.err, tst::ContainsSubstring("ES256"));
}

TEST_CASE("token keygen says what it cannot do with its words") {
  CHECK_THAT(token({"keygen", "key.pem"}).err, tst::ContainsSubstring("--out"));
  CHECK_THAT(token({"keygen", "--kid", "a"}).err, tst::ContainsSubstring("--jwks"));
  CHECK_THAT(token({"keygen", "--type", "dsa"}).err, tst::ContainsSubstring("rsa, ec or ed25519"));
  const Outcome nowhere = token({"keygen", "--out", "/no/such/folder/key.pem"});
  CHECK(nowhere.exit_code == 1);
  CHECK_THAT(nowhere.err, tst::ContainsSubstring("cannot write `/no/such/folder/key.pem`: No such file"));
}

TEST_CASE("a key without a name is known by its thumbprint, the same each time") {
  const tst::ScratchFolder folder;
  REQUIRE(token({"keygen", "--type", "rsa", "--jwks", folder.path("a.json"), "--out", folder.path("a.pem")})
              .exit_code == 0);
  const auto kid = mcp::Json::parse(text_of(folder.path("a.json")))["keys"][0]["kid"].get<std::string>();
  CHECK(kid.size() == 43);
  // What RFC 7638 makes of it, by openssl.
  const auto key = mcp::Json::parse(text_of(folder.path("a.json")))["keys"][0];
  folder.file("members", R"({"e":")" + key["e"].get<std::string>() + R"(","kty":"RSA","n":")" +
                             key["n"].get<std::string>() + "\"}");
  REQUIRE(openssl("dgst -sha256 -binary -out " + folder.path("digest") + " " + folder.path("members")));
  CHECK(mcp::from_base64url(kid) == text_of(folder.path("digest")));
}

}  // namespace
}  // namespace token_test
