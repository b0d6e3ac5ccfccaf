// Certificates and keys as an operator gives them, right and wrong.
#include <cstdlib>

#include <mcp/channel/tls/tls.h>

#include "catch.h"
#include "certificates.h"
#include "scratch_folder.h"

using mcp::channel::Tls;
using tls_test::Authority;
using tls_test::Identity;

namespace {

std::string fault_of(Tls::Options options) {
  const auto loaded = Tls(std::move(options)).load();
  return loaded ? "" : loaded.error().message;
}

}  // namespace

TEST_CASE("a certificate and its key are paths, variables with paths, or texts of files") {
  const tst::ScratchFolder folder;
  const Authority authority;
  const Identity identity = authority.issue("server");
  folder.file("server.crt", identity.cert + authority.cert()).file("server.key", identity.key);
  const std::string cert = folder.path("server.crt"), key = folder.path("server.key");
  CHECK(fault_of({.cert = cert, .key = key}) == "");
  CHECK(fault_of({.cert = "${file:" + cert + "}", .key = "${file:" + key + "}"}) == "");
  ::setenv("TLS_TEST_FOLDER", folder.path().c_str(), 1);
  CHECK(fault_of({.cert = "${TLS_TEST_FOLDER}/server.crt", .key = "${TLS_TEST_FOLDER}/server.key"}) == "");
  CHECK(fault_of({.cert = cert, .key = key, .client_ca = authority.cert()}) == "");
  ::unsetenv("TLS_TEST_FOLDER");
  CHECK_THAT(fault_of({.cert = "${TLS_TEST_FOLDER}/server.crt", .key = key}),
             tst::ContainsSubstring("server.tls.cert: the environment variable TLS_TEST_FOLDER is not set"));
}

TEST_CASE("a file that is not there or holds something else is named, with what it should hold") {
  const tst::ScratchFolder folder;
  const Authority authority;
  const Identity identity = authority.issue("server");
  folder.file("text", "no PEM").file("broken", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
  CHECK(fault_of({.cert = folder.path("none"), .key = identity.key}) ==
        "server.tls.cert: cannot read the file " + folder.path("none") + ": No such file or directory");
  CHECK_THAT(fault_of({.cert = folder.path("text"), .key = identity.key}),
             tst::StartsWith("server.tls.cert: there is no certificate in it"));
  CHECK_THAT(fault_of({.cert = folder.path("broken"), .key = identity.key}),
             tst::StartsWith("server.tls.cert: a certificate cannot be read"));
  CHECK_THAT(fault_of({.cert = identity.cert + "-----BEGIN CERTIFICATE-----\nx\n", .key = identity.key}),
             tst::StartsWith("server.tls.cert: a certificate cannot be read"));
  CHECK_THAT(fault_of({.cert = identity.key, .key = identity.key}),
             tst::StartsWith("server.tls.cert: there is no certificate in it"));
  CHECK_THAT(fault_of({.cert = identity.cert, .key = identity.cert}),
             tst::StartsWith("server.tls.key: there is no private key in it"));
  CHECK_THAT(fault_of({.cert = identity.cert, .key = identity.key, .client_ca = folder.path("text")}),
             tst::StartsWith("server.tls.clientCa: there is no certificate in it"));
}

TEST_CASE("a key that belongs to another certificate, or cannot be opened, is refused") {
  const Authority authority;
  const Identity identity = authority.issue("server"), other = authority.issue("server");
  CHECK_THAT(fault_of({.cert = identity.cert, .key = other.key}),
             tst::StartsWith("server.tls.key: the key does not belong to the certificate"));
  CHECK_THAT(fault_of({.cert = authority.cert() + identity.cert, .key = identity.key}),
             tst::ContainsSubstring("has to come first"));
  CHECK_THAT(fault_of({.cert = identity.cert, .key = tls_test::encrypted(identity.key)}),
             tst::StartsWith("server.tls.key: the key has a passphrase"));
}

TEST_CASE("after a fault the certificates that were there stay in use") {
  const tst::ScratchFolder folder;
  const Identity identity = Authority().issue("server");
  folder.file("server.crt", identity.cert);
  Tls tls({.cert = folder.path("server.crt"), .key = identity.key});
  REQUIRE(tls.load());
  folder.file("server.crt", "");
  CHECK_FALSE(tls.load());
}
