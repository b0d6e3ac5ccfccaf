#include <cstdlib>

#include <mcp/core/base64.h>

#include "token_run.h"

namespace token_test {
namespace {

mcp::Json part(const std::string& token, std::size_t number) {
  std::size_t begin = 0;
  for (; number > 0; --number) begin = token.find('.', begin) + 1;
  const auto text = mcp::from_base64url(token.substr(begin, token.find('.', begin) - begin));
  REQUIRE(text);
  return mcp::Json::parse(*text);
}

/// A folder with a manifest, and the working folder for as long as the test.
class Project {
 public:
  explicit Project(const std::string& auth) {
    folder.file("mcpgen.yaml",
                "mcpgen: 1\nname: hello\nversion: 1.0.0\ntransports: [http]\nauth: " + auth + "\n");
    std::filesystem::current_path(folder.path());
  }
  ~Project() { std::filesystem::current_path(before_); }

  const tst::ScratchFolder folder{};

 private:
  const std::filesystem::path before_ = std::filesystem::current_path();
};

TEST_CASE("a minted token lets in whom it names, with its scopes and roles, for as long as it says") {
  for (const std::string type : {"rsa", "ec", "ed25519"}) {
    CAPTURE(type);
    const tst::ScratchFolder folder;
    make_key(folder, type);
    const std::string token =
        minted({"--key", "@" + folder.path("key.pem"), "--scope", "read write", "--role", "admin", "--role",
                "an auditor", "--ttl", "15m", "--kid", "2026-01"});
    const auto before = std::chrono::system_clock::now();
    for (const char* key : {"key.pub.pem", "jwks.json"}) {
      const auto principal = let_in(token, text_of(folder.path(key)));
      REQUIRE(principal);
      CHECK(principal->subject == "ann");
      CHECK(principal->scopes == std::vector<std::string>{"read", "write"});
      CHECK(principal->roles == std::vector<std::string>{"admin", "an auditor"});
      REQUIRE(principal->expires);
      CHECK(std::chrono::abs(*principal->expires - before - std::chrono::seconds(15 * 60 + 30)) <
            std::chrono::seconds(30));
    }
    const tst::ScratchFolder other;
    make_key(other, type);
    CHECK_FALSE(let_in(token, text_of(other.path("key.pub.pem"))));
  }
}

TEST_CASE("openssl agrees with the signature of a minted token") {
  const tst::ScratchFolder folder;
  make_key(folder, "rsa");
  const std::string token = minted({"--key", "@" + folder.path("key.pem")});
  const std::size_t end = token.rfind('.');
  folder.file("signed", token.substr(0, end)).file("signature", *mcp::from_base64url(token.substr(end + 1)));
  const std::string words =
      "dgst -sha256 -verify " + folder.path("key.pub.pem") + " -signature " + folder.path("signature") + " ";
  CHECK(openssl(words + folder.path("signed")));
  folder.file("signed", token.substr(1, end - 1));
  CHECK_FALSE(openssl(words + folder.path("signed")));
}

TEST_CASE("a minted token says what RFC 9068 asks for, and no two are the same") {
  const tst::ScratchFolder folder;
  make_key(folder, "ec");
  const std::string token = minted({"--key", "@" + folder.path("key.pem"), "--kid", "a"});
  CHECK(part(token, 0) == mcp::Json{{"typ", "at+jwt"}, {"kid", "a"}, {"alg", "ES256"}});
  const auto claims = part(token, 1);
  for (const char* name : {"iss", "aud", "sub", "client_id", "iat", "exp", "jti"})
    CHECK(claims.contains(name));
  CHECK(claims["exp"].get<long>() - claims["iat"].get<long>() == 3600);
  CHECK(part(minted({"--key", "@" + folder.path("key.pem")}), 1)["jti"] != claims["jti"]);
}

TEST_CASE("more claims are texts or JSON, and count last") {
  const tst::ScratchFolder folder;
  make_key(folder, "ec");
  const auto claims = part(minted({"--key", "@" + folder.path("key.pem"), "--claim", "email=a=b:=c",
                                   "--claim", "groups:=[1,\"x\"]", "--claim", "client_id=me"}),
                           1);
  CHECK(claims["email"] == "a=b:=c");
  CHECK(claims["groups"] == mcp::Json::array({1, "x"}));
  CHECK(claims["client_id"] == "me");
}

TEST_CASE("a secret of the environment, a file or standard input signs as HS256") {
  const tst::ScratchFolder folder;
  const std::string secret = "a secret of thirty-two bytes, yes";
  folder.file("secret", secret + "\n");
  ::setenv("MCPGEN_TEST_SECRET", secret.c_str(), 1);
  CHECK(let_in(minted({"--secret", "@" + folder.path("secret")}), "", secret));
  CHECK(let_in(minted({"--secret", "env:MCPGEN_TEST_SECRET"}), "", secret));
  ::unsetenv("MCPGEN_TEST_SECRET");
  const Outcome piped = token({"mint", "--secret", "-", "--subject", "ann", "--issuer",
                               "https://issuer.example", "--audience", "https://api.example/mcp"},
                              secret + "\n");
  CHECK(let_in(piped.out.substr(0, piped.out.size() - 1), "", secret));
  CHECK_FALSE(let_in(minted({"--secret", "@" + folder.path("secret")}), "", secret + "!"));
}

TEST_CASE("issuer, audience and the claim of roles come from the manifest, unless they are the operator's") {
  {
    const Project project(
        "{ mode: jwt, issuer: https://issuer.example, audience: https://api.example/mcp, "
        "publicKey: '${file:/x}', roleClaims: realm_access.roles }");
    make_key(project.folder, "ec");
    const Outcome made = token({"mint", "--key", "@key.pem", "--subject", "ann", "--role", "admin"});
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    const auto claims = part(made.out, 1);
    CHECK(claims["iss"] == "https://issuer.example");
    CHECK(claims["aud"] == "https://api.example/mcp");
    CHECK(claims["realm_access"]["roles"] == mcp::Json::array({"admin"}));
    CHECK(part(token({"mint", "--key", "@key.pem", "--subject", "ann", "--issuer", "me"}).out, 1)["iss"] ==
          "me");
  }
  {
    const Project project(
        "{ any: [api-key, { mode: oidc, issuer: https://one.example, roleClaims: [groups, roles] }, "
        "{ mode: jwt, issuer: https://two.example, audience: two, publicKey: '${file:/x}' }] }\n"
        "server: { publicUrl: https://api.example, path: /orders }");
    make_key(project.folder, "ec");
    const auto claims_for = [](std::vector<std::string> more) {
      std::vector<std::string> words{"mint", "--key", "@key.pem", "--subject", "ann", "--role", "admin"};
      words.insert(words.end(), more.begin(), more.end());
      const Outcome made = token(words);
      INFO(made.err);
      REQUIRE(made.exit_code == 0);
      return part(made.out, 1);
    };
    const auto first = claims_for({});
    CHECK(first["iss"] == "https://one.example");
    CHECK(first["aud"] == "https://api.example/orders");
    CHECK(first["groups"] == mcp::Json::array({"admin"}));
    CHECK(claims_for({"--issuer", "https://two.example"})["aud"] == "two");
  }
  const Project project("{ mode: jwt, issuer: '${ISSUER}', audience: a, publicKey: '${file:/x}' }");
  make_key(project.folder, "ec");
  const Outcome refused = token({"mint", "--key", "@key.pem", "--subject", "ann"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, tst::ContainsSubstring("a token needs --issuer"));
}

TEST_CASE("what tokens say comes from the manifest as the profile of the environment has it") {
  const Project project(
      "{ mode: jwt, issuer: https://issuer.example, audience: a, publicKey: '${file:/x}' }\n"
      "profiles: { here: { auth: { issuer: https://here.example } } }");
  make_key(project.folder, "ec");
  const auto issuer = [] {
    return part(token({"mint", "--key", "@key.pem", "--subject", "ann"}).out, 1)["iss"];
  };
  CHECK(issuer() == "https://issuer.example");
  ::setenv("MCPGEN_PROFILE", "here", 1);
  CHECK(issuer() == "https://here.example");
  ::unsetenv("MCPGEN_PROFILE");
}

TEST_CASE("no secret is taken from the command line, and none is repeated") {
  const std::string secret = "a secret of thirty-two bytes, yes";
  for (const char* option : {"--secret", "--key"}) {
    std::vector<std::string> words{"mint", option, secret, "--subject", "ann"};
    words.insert(words.end(), kForServer.begin(), kForServer.end());
    const Outcome refused = token(words);
    CHECK(refused.exit_code == 2);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.err, tst::ContainsSubstring("@FILE, env:NAME or -"));
    CHECK(refused.err.find(secret) == std::string::npos);
  }
}

TEST_CASE("what signs nothing that a server would take is refused") {
  const tst::ScratchFolder folder;
  make_key(folder, "ec");
  folder.file("short", "too short\n").file("nothing", "\n");
  REQUIRE(openssl("genrsa -out " + folder.path("weak.pem") + " 1024"));
  REQUIRE(openssl("genpkey -algorithm ed25519 -aes256 -pass pass:abcd -out " + folder.path("locked.pem")));
  const auto fault = [&](const char* option, const char* file) {
    std::vector<std::string> words{"mint", option, "@" + folder.path(file), "--subject", "ann"};
    words.insert(words.end(), kForServer.begin(), kForServer.end());
    const Outcome refused = token(words);
    CHECK(refused.exit_code == 2);
    return refused.err;
  };
  CHECK_THAT(fault("--key", "key.pub.pem"), tst::ContainsSubstring("no private key"));
  CHECK_THAT(fault("--key", "locked.pem"), tst::ContainsSubstring("without a passphrase"));
  CHECK_THAT(fault("--key", "weak.pem"), tst::ContainsSubstring("1024 bits"));
  CHECK_THAT(fault("--key", "none.pem"), tst::ContainsSubstring("cannot read the file"));
  CHECK_THAT(fault("--secret", "short"), tst::ContainsSubstring("9 bytes"));
  CHECK_THAT(fault("--secret", "nothing"), tst::ContainsSubstring("has no secret"));
}

TEST_CASE("token mint says which word is missing or wrong") {
  const auto fault = [](std::vector<std::string> words) {
    words.insert(words.begin(), "mint");
    const Outcome refused = token(words);
    CHECK(refused.exit_code == 2);
    return refused.err;
  };
  const std::vector<std::string> good{"--issuer", "i", "--audience", "a", "--subject", "s"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), good.begin(), good.end());
    return fault(more);
  };
  CHECK_THAT(fault({"--issuer", "i", "--audience", "a"}), tst::ContainsSubstring("--subject"));
  CHECK_THAT(with({}), tst::ContainsSubstring("what is the token signed with?"));
  CHECK_THAT(with({"--key", "@a", "--secret", "@b"}), tst::ContainsSubstring("not both"));
  CHECK_THAT(with({"--ttl", "soon"}), tst::ContainsSubstring("--ttl cannot be `soon`"));
  CHECK_THAT(with({"--ttl", "10ms"}), tst::ContainsSubstring("--ttl cannot be `10ms`"));
  CHECK_THAT(with({"--claim", "x"}), tst::ContainsSubstring("--claim cannot be `x`"));
  CHECK_THAT(with({"--claim", "x:={"}), tst::ContainsSubstring("the claim `x` is no JSON"));
  CHECK_THAT(with({"ann"}), tst::ContainsSubstring("unexpected `ann`"));
}

}  // namespace
}  // namespace token_test
