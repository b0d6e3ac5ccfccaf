#include "catch.h"
#include "manifest/near_url.h"
#include "manifest/testing.h"

using mcpgen::tst::head;
using mcpgen::tst::Read;

TEST_CASE("GEN-16 scopes without authentication are an error") {
  CHECK(Read(head("tools: { t: { scopes: [a] } }\n")).has("E0401"));
  CHECK(Read(head("auth: oauth-server\n")).has("E0206"));
  CHECK(Read(head("auth: { mode: none }\n")).errors() == "");
}

TEST_CASE("GEN-16 scopes are for nobody in a profile that asks nobody who calls") {
  const auto read = [](const std::string& below, const std::string& profile, bool laid_over) {
    mcpgen::Sources sources;
    mcpgen::Diagnostics diagnostics;
    const auto node = [&](const std::string& text) {
      return *mcpgen::read_document(sources.add("mcpgen.yaml", text), diagnostics);
    };
    mcpgen::Document document{node(head("transports: [http]\n" + below + "tools: { t: { scopes: [a] } }\n")),
                              {}};
    if (laid_over) document.profiles.push_back({"dev", document.root.place, node(profile)});
    return mcpgen::read_manifest(document, mcpgen::Catalogue::built_in(), sources, diagnostics).has_value();
  };
  CHECK(read("auth: api-key\n", "auth: none\n", true));
  CHECK(read("auth: api-key\n", "auth: { mode: none }\n", true));
  CHECK_FALSE(read("", "auth: none\n", false));
  CHECK_FALSE(read("auth: none\n", "auth: { mode: none }\n", true));
}

TEST_CASE("GEN-16 scopes of a tool that is for everybody are an error") {
  const auto read = [](const std::string& tool) {
    return Read(head("transports: [http]\nauth: api-key\ndefaults: { scopes: [b] }\ntools: { t: { " + tool +
                     " } }\n"));
  };
  CHECK(read("public: true, scopes: [a]").has("E0406"));
  CHECK(read("public: false, scopes: [a]").errors() == "");
  const Read open = read("public: true");
  CHECK(open.errors() == "");
  REQUIRE(open.manifest);
  CHECK(open.manifest->tools[0].scopes.empty());
  CHECK(read("title: T").manifest->tools[0].scopes.size() == 1);
}

TEST_CASE("JWT-18 GEN-16 what tokens are checked by is one kind of key, and its algorithms are no other's") {
  const auto errors = [](const std::string& rest) {
    return Read(head("transports: [http]\nauth: { mode: jwt, issuer: i, audience: a, " + rest + " }\n"))
        .errors();
  };
  CHECK(errors("publicKey: '${file:/k}'") == "");
  CHECK(errors("secret: '${file:/k}'") == "");
  CHECK(errors("jwksUri: 'https://issuer.example/keys'") == "");
  CHECK(errors("secret: '${file:/k}', algorithms: [HS256]") == "");
  CHECK(errors("publicKey: '${file:/k}', algorithms: [RS256, EdDSA]") == "");
  for (const char* both : {"publicKey: '${file:/k}', secret: '${file:/s}'", "leeway: 5s",
                           "jwksUri: 'https://issuer.example/keys', secret: '${file:/s}'",
                           "jwksUri: 'https://issuer.example/keys', publicKey: '${file:/k}'",
                           "jwksUri: 'https://issuer.example/keys', algorithms: [HS256]",
                           "publicKey: '${file:/k}', algorithms: [RS256, HS256]",
                           "secret: '${file:/k}', algorithms: [HS256, RS256]"}) {
    CAPTURE(both);
    CHECK_THAT(errors(both), tst::StartsWith("E0404 "));
  }
  CHECK_THAT(errors("publicKey: '${file:/k}', algorithms: [none]"), tst::StartsWith("E0207 "));
  CHECK_THAT(errors("publicKey: '${file:/k}', algorithms: []"), tst::StartsWith("E02"));
  CHECK_THAT(errors("secret: 'a secret that stands in the manifest'"), tst::StartsWith("E0402 "));
  CHECK_THAT(errors("publicKey: '${file:/k}', leeway: 61s"), tst::StartsWith("E0204 "));
  CHECK_THAT(Read(head("auth: jwt\n")).errors(), tst::StartsWith("E0202 "));
}

TEST_CASE("the auth mode api-key stands alone, and its options are checked") {
  CHECK(Read(head("transports: [http]\nauth: api-key\n")).errors() == "");
  const auto errors = [](const std::string& rest) {
    return Read(head("transports: [http]\nauth: { mode: api-key, " + rest + " }\n")).errors();
  };
  for (const char* fine : {"header: X-Token", "prefix: a1", "pepper: '${file:/k}'",
                           "database: 'sqlite:////var/k.db'", "database: '${file:/where}'"})
    CHECK(errors(fine) == "");
  for (const char* faulty :
       {"header: 'X Token'", "prefix: MCP", "prefix: a_b", "prefix: abcdefghijklmnopq", "database: k.db",
        "database: 'sqlite:///'", "database: 'sqlite:///k.db?mode=ro'"}) {
    CAPTURE(faulty);
    CHECK_THAT(errors(faulty), tst::StartsWith("E0208 "));
  }
  CHECK_THAT(errors("pepper: hunter2"), tst::StartsWith("E0402 "));
}

TEST_CASE("OUT-04 an issuer is asked by https, unless the manifest says otherwise") {
  const auto errors = [](const std::string& rest) {
    return Read(head("transports: [http]\nauth: { mode: oidc, audience: a, " + rest + " }\n")).errors();
  };
  CHECK(errors("issuer: 'https://issuer.example'") == "");
  CHECK(errors("issuer: 'http://localhost', insecureIssuer: true") == "");
  CHECK(errors("issuer: 'https://i.example', introspection: { clientId: us, clientSecret: '${file:/s}' }") ==
        "");
  CHECK_THAT(errors("issuer: 'http://issuer.example'"), tst::StartsWith("E0404 "));
  CHECK_THAT(errors("issuer: 'http://issuer.example', insecureIssuer: false"), tst::StartsWith("E0404 "));
  CHECK_THAT(errors("issuer: 'https://i.example', jwksUri: 'http://i.example'"), tst::StartsWith("E0404 "));
  CHECK_THAT(errors("issuer: 'https://i.example', algorithms: [HS256]"), tst::StartsWith("E0207 "));
  CHECK_THAT(
      errors("issuer: 'https://i.example', introspection: { clientId: us, clientSecret: 'written out' }"),
      tst::StartsWith("E0402 "));
  CHECK_THAT(errors("issuer: 'https://i.example', introspection: { clientId: us }"),
             tst::StartsWith("E0202 "));
  CHECK_THAT(
      errors("issuer: '${UNKNOWN}', introspection: { clientId: '${OTHER', clientSecret: '${file:/s}' }"),
      tst::ContainsSubstring("E0602 "));
}

TEST_CASE("OUT-04 published keys are fetched by https, unless the manifest says otherwise") {
  const auto errors = [](const std::string& rest) {
    return Read(head("transports: [http]\nauth: { mode: jwt, audience: a, issuer: 'http://i', " + rest +
                     " }\n"))
        .errors();
  };
  CHECK(errors("jwksUri: 'https://i.example/keys', ca: '${file:/ca.pem}'") == "");
  CHECK(errors("jwksUri: 'http://localhost/keys', insecureIssuer: true") == "");
  CHECK_THAT(errors("jwksUri: 'http://localhost/keys'"), tst::StartsWith("E0404 "));
  CHECK_THAT(errors("jwksUri: 'http://localhost/keys', insecureIssuer: false"), tst::StartsWith("E0404 "));
  CHECK_THAT(errors("publicKey: '${file:/k}', insecureIssuer: true"), tst::StartsWith("E0404 "));
  CHECK_THAT(errors("secret: '${file:/k}', ca: '${file:/ca.pem}'"), tst::StartsWith("E0404 "));
}

TEST_CASE("OUT-04 who is asked for keys is named by a URL, and what was meant is proposed") {
  const auto errors = [](const std::string& rest) {
    return Read(head("transports: [http]\nauth: { audience: a, insecureIssuer: true, " + rest + " }\n"))
        .errors();
  };
  CHECK(errors("mode: oidc, issuer: 'http://localhost:9000/'") == "");
  CHECK(errors("mode: jwt, issuer: id.example.com, jwksUri: 'https://id.example.com/keys'") == "");
  for (const char* issuer : {"id.example.com", "HTTP://id.example.com", "HTTPS://id.example.com",
                             "ftp://id.example.com", "//id.example.com", "https://me@id.example.com"}) {
    const std::string url = issuer;
    CAPTURE(url);
    for (const std::string& told : {errors("mode: oidc, issuer: '" + url + "'"),
                                    errors("mode: oidc, issuer: 'https://a', jwksUri: '" + url + "'"),
                                    errors("mode: jwt, issuer: a, jwksUri: '" + url + "'")})
      CHECK_THAT(told, tst::StartsWith("E0208 "));
  }
  CHECK(mcpgen::near_web_url("id.example.com/") == "https://id.example.com/");
  CHECK(mcpgen::near_web_url("HTTP://me:word@id.example.com/a?b") == "https://id.example.com/a?b");
  CHECK(mcpgen::near_web_url("what is that?") == "https://id.example.com");
  CHECK(mcpgen::near_public_url("localhost:8080/") == "https://localhost:8080");
  CHECK(mcpgen::near_public_url("HTTP://a.example/b/?c") == "http://a.example/b");
  CHECK(mcpgen::near_public_url("") == "https://mcp.example.com");
}

TEST_CASE("one mode alone decides on the tokens of an issuer") {
  const auto errors = [](const std::string& modes) {
    return Read(head("transports: [http]\nserver: { publicUrl: 'https://s' }\nauth: { any: [" + modes +
                     "] }\n"))
        .errors();
  };
  const std::string keys = ", publicKey: '${file:/k}' }";
  CHECK(errors("{ mode: jwt, issuer: a" + keys + ", { mode: jwt, issuer: b" + keys) == "");
  CHECK_THAT(errors("{ mode: jwt, issuer: a" + keys + ", { mode: jwt, issuer: a, audience: c" + keys),
             tst::StartsWith("E0405 "));
  CHECK_THAT(errors("{ mode: oidc, issuer: 'https://a' }, api-key, { mode: jwt, issuer: 'https://a'" + keys),
             tst::StartsWith("E0405 "));
}

TEST_CASE("tokens are for the server's own URL, where nothing else is said") {
  const auto errors = [](const std::string& rest) {
    return Read(head("transports: [http]\n" + rest)).errors();
  };
  for (const char* mode : {"mode: jwt, publicKey: '${file:/k}'", "mode: oidc"}) {
    CAPTURE(mode);
    const std::string auth = std::string("auth: { issuer: 'https://i.example', ") + mode + " }\n";
    CHECK_THAT(errors(auth), tst::StartsWith("E0404 "));
    CHECK(errors(auth + "server: { publicUrl: 'https://mcp.example' }\n") == "");
  }
}

TEST_CASE("several modes count, and a class of the user's own") {
  const Read any(
      head("transports: [http]\nauth: { any: [api-key, { mode: oidc, issuer: 'https://i.example', "
           "audience: a }, { class: 'acme::Login', header: login.h }], scopes: { s: Say } }\n"));
  REQUIRE(any.errors() == "");
  REQUIRE(any.manifest->auth.modes.size() == 3);
  CHECK(any.manifest->auth.modes[1].word.value == "oidc");
  CHECK(any.manifest->auth.modes[2].header.value == "login.h");
  CHECK(any.manifest->auth.scopes.size() == 1);
  const auto errors = [](const std::string& auth) {
    return Read(head("transports: [http]\nauth: " + auth + "\n")).errors();
  };
  CHECK(errors("{ class: Login, header: login.h }") == "");
  CHECK_THAT(errors("{ any: [none] }"), tst::StartsWith("E0405 "));
  CHECK_THAT(errors("{ any: [api-key, { mode: api-key }] }"), tst::StartsWith("E0405 "));
  CHECK_THAT(errors("{ any: [{ any: [api-key] }] }"), tst::StartsWith("E020"));
  CHECK_THAT(errors("{ any: [] }"), tst::StartsWith("E020"));
  CHECK_THAT(errors("{ class: 'a b', header: login.h }"), tst::StartsWith("E0301 "));
  CHECK_THAT(errors("{ class: Login, header: ../login.h }"), tst::StartsWith("E0208 "));
  CHECK_THAT(errors("{ class: Login }"), tst::StartsWith("E0202 "));
}
