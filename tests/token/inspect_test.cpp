#include <cstdlib>

#include <mcp/core/base64.h>

#include "token_run.h"

namespace token_test {
namespace {

/// A token of ann's for the server, and the folder with what signed it.
struct Fixture {
  Fixture() { make_key(folder, "rsa"); }

  std::string key() const { return folder.path("key.pub.pem"); }
  std::string mint(std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--key", "@" + folder.path("key.pem"), "--kid", "2026-01"});
    return minted(more);
  }
  Outcome inspect(const std::string& token, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"inspect", "-"});
    return token_test::token(more, token + "\n");
  }
  Outcome for_server(const std::string& token, std::vector<std::string> more = {}) const {
    more.insert(more.end(), kForServer.begin(), kForServer.end());
    return inspect(token, more);
  }

  tst::ScratchFolder folder{};
};

TEST_CASE("token inspect shows what a token says, and that nothing was verified") {
  const Fixture at;
  const Outcome shown = at.inspect(at.mint({"--scope", "read", "--ttl", "150m"}));
  CHECK(shown.exit_code == 0);
  for (const char* part :
       {"alg         RS256\n", "kid         2026-01\n", "sub         ann\n", "scope       read\n",
        " UTC, in 2 h)\n", "NOT CHECKED: anybody could have written this token",
        "would accept it provided that the signature is right and `iss` is its issuer (--issuer) and "
        "`aud` is its audience (--audience)\n"})
    CHECK_THAT(shown.out, tst::ContainsSubstring(part));
}

TEST_CASE("token inspect says whether the key signed it") {
  const Fixture at;
  const std::string token = at.mint();
  for (const char* file : {"key.pub.pem", "jwks.json"}) {
    const Outcome right = at.for_server(token, {"--key", at.folder.path(file)});
    CHECK(right.exit_code == 0);
    CHECK_THAT(right.out, tst::ContainsSubstring("signature\n  right\nserver\n  would accept it\n"));
  }
  const Fixture other;
  const Outcome wrong = at.for_server(token, {"--key", "@" + other.key()});
  CHECK(wrong.exit_code == 3);
  CHECK_THAT(wrong.out, tst::ContainsSubstring("signature\n  WRONG\nserver\n  would refuse it: "));
  const tst::ScratchFolder folder;
  make_key(folder, "ec");
  const Outcome another_kind = at.for_server(token, {"--key", folder.path("key.pub.pem")});
  CHECK(another_kind.exit_code == 3);
  CHECK_THAT(another_kind.out, tst::ContainsSubstring("cannot be checked by this key"));
}

TEST_CASE("token inspect checks HS256 by the secret") {
  const Fixture at;
  at.folder.file("secret", "a secret of thirty-two bytes, yes\n")
      .file("other", "a secret of thirty-two bytes, no!\n");
  const std::string token = minted({"--secret", "@" + at.folder.path("secret")});
  CHECK(at.for_server(token, {"--secret", "@" + at.folder.path("secret")}).exit_code == 0);
  CHECK(at.for_server(token, {"--secret", "@" + at.folder.path("other")}).exit_code == 3);
  CHECK(at.for_server(token, {"--key", at.key()}).exit_code == 3);
}

TEST_CASE("token inspect says why a server would refuse a token, as the server does") {
  const Fixture at;
  const auto reason = [&](const std::string& claim) {
    const std::string token = at.mint({"--claim", claim});
    const Outcome refused = at.for_server(token, {"--key", at.key()});
    CHECK(refused.exit_code == 3);
    CHECK_THAT(refused.out, tst::ContainsSubstring("signature\n  right\n"));
    CHECK_FALSE(let_in(token, text_of(at.key())));
    return refused.out;
  };
  CHECK_THAT(reason("exp:=1000"), tst::ContainsSubstring("would refuse it: it has expired"));
  CHECK_THAT(reason("exp:=1000"), tst::ContainsSubstring("1970-01-01 00:16:40 UTC, expired "));
  CHECK_THAT(reason("iss=https://other.example"), tst::ContainsSubstring("of another issuer"));
  CHECK_THAT(reason("aud=x"), tst::ContainsSubstring("not for this server"));
  CHECK_THAT(reason("cnf:={}"), tst::ContainsSubstring("together with a key"));
  CHECK_THAT(reason("nbf:=9000000000"), tst::ContainsSubstring("not valid yet"));
  CHECK_THAT(reason("sub:=1"), tst::ContainsSubstring("`sub`"));
}

TEST_CASE("what is no token of ours is shown as far as it can be read") {
  const Fixture at;
  const std::string none =
      mcp::to_base64url(R"({"alg":"none"})") + "." + mcp::to_base64url(R"({"sub":"ann"})") + ".";
  const Outcome shown = at.inspect(none);
  CHECK(shown.exit_code == 3);
  CHECK_THAT(shown.out,
             tst::ContainsSubstring("alg         none\n") && tst::ContainsSubstring("sub         ann\n"));
  CHECK_THAT(shown.out, tst::ContainsSubstring("would refuse it: a part of it is empty"));
  for (const char* text : {"abc", "a.b", "...", "a.b.c.d"}) {
    const Outcome refused = at.inspect(text);
    CHECK(refused.exit_code == 3);
    CHECK_THAT(refused.out,
               tst::ContainsSubstring("cannot be read") && tst::ContainsSubstring("would refuse it"));
  }
}

TEST_CASE("token inspect for programs is one line of JSON") {
  const Fixture at;
  const auto facts = [&](std::vector<std::string> more) {
    more.emplace_back("--json");
    return mcp::Json::parse(at.for_server(at.mint(), more).out);
  };
  const auto right = facts({"--key", at.key()});
  CHECK(right["header"]["alg"] == "RS256");
  CHECK(right["claims"]["sub"] == "ann");
  CHECK(right["signature"] == "right");
  CHECK(right["accepted"] == true);
  const auto unchecked = facts({});
  CHECK(unchecked["signature"] == "unchecked");
  CHECK(unchecked["accepted"].is_null());
  const auto refused = mcp::Json::parse(at.for_server(at.mint({"--claim", "exp:=1"}), {"--json"}).out);
  CHECK(refused["accepted"] == false);
  CHECK(refused["reason"] == "it has expired");
}

TEST_CASE("a token is never given on the command line, and its key is a public one") {
  const Fixture at;
  const std::string token = at.mint();
  const Outcome shown = token_test::token({"inspect", token});
  CHECK(shown.exit_code == 2);
  CHECK(shown.err.find(token) == std::string::npos);
  CHECK_THAT(shown.err, tst::ContainsSubstring("env:TOKEN"));
  CHECK_THAT(token_test::token({"inspect"}).err, tst::ContainsSubstring("which token?"));
  const auto fault = [&](const std::vector<std::string>& more) {
    const Outcome refused = at.inspect(token, more);
    CHECK(refused.exit_code == 2);
    return refused.err;
  };
  CHECK_THAT(fault({"--key", at.folder.path("key.pem")}), tst::ContainsSubstring("it is a private key"));
  CHECK_THAT(fault({"--key", at.folder.path("none.pem")}), tst::ContainsSubstring("cannot read the file"));
  CHECK_THAT(fault({"--secret", "plain"}), tst::ContainsSubstring("--secret env:SECRET"));
  CHECK_THAT(fault({"--secret", "@x", "--key", "y"}), tst::ContainsSubstring("not both"));
}

}  // namespace
}  // namespace token_test
