// What clients are told of where tokens come from, and what they are to ask for there.

#include <future>

#include "catch.h"
#include "http_server.h"
#include "stderr_pipe.h"

namespace http_test {
namespace {

/// Takes tokens of an issuer, for one audience.
class Tokens final : public mcp::Authenticator {
 public:
  explicit Tokens(std::string audience) : audience_(std::move(audience)) {}

  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead&) override {
    return mcp::Error{mcp::Error::Code::unauthorized, "say who you are"};
  }
  std::string challenge(const mcp::RequestHead&) const override { return "Bearer"; }
  std::vector<std::string> issuers() const override { return {"https://issuer.example.com"}; }
  std::vector<std::string> audiences() const override { return {audience_}; }

 private:
  const std::string audience_;
};

/// Stands for TLS of the server's own, without the work.
class Pretended final : public mcp::Encryption {
 public:
  mcp::Result<void> load() override { return {}; }
  bool identifies_clients() const override { return false; }
  std::unique_ptr<mcp::Channel> over(std::unique_ptr<mcp::Channel> plain) override { return plain; }
};

/// What a server tells strangers, and its log.
struct Told {
  std::string challenge{};
  std::string resource{};  ///< of its metadata; "" where it has none
  std::string log{};
};

Told told_by(const std::string& host, const std::string& public_url, mcp::Encryption* encryption = nullptr) {
  tst::StderrPipe log;
  Tokens tokens("https://mcp.example.com/mcp");
  mcp::Server server({.name = "tokens", .version = "1"});
  mcp::Engine engine(server);
  mcp::transport::Http http({.public_url = public_url, .authenticator = &tokens, .encryption = encryption});
  std::stop_source stop;
  std::promise<std::uint16_t> ready;
  http.listen_on({host, 0}, [&](std::string_view url) {
    const std::size_t colon = url.rfind(':') + 1;
    ready.set_value(mcp::read_port(url.substr(colon, url.rfind('/') - colon)).value());
  });
  std::jthread serving([&] { CHECK(http.serve(engine, stop.get_token())); });
  const std::uint16_t port = ready.get_future().get();
  Told told;
  told.challenge = Socket(port).send(modern_call("echo")).receive()->field("www-authenticate");
  const auto document =
      Socket(port)
          .send("GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .receive();
  if (document->status == 200) told.resource = document->json()["resource"];
  stop.request_stop();
  serving.join();
  told.log = log.read_all();
  return told;
}

}  // namespace

TEST_CASE("RS-01 an address that stands for all of a machine's is told to nobody") {
  Pretended tls;
  const Told told = told_by("0.0.0.0", "", &tls);
  CHECK(told.challenge == "Bearer");
  CHECK(told.resource.empty());
  CHECK_THAT(told.log, tst::ContainsSubstring("clients are not told where to get tokens") &&
                           tst::ContainsSubstring("server.publicUrl"));
  const Told by_name = told_by("0.0.0.0", "https://mcp.example.com");
  CHECK(by_name.resource == "https://mcp.example.com/mcp");
  CHECK_THAT(by_name.challenge, tst::ContainsSubstring("https://mcp.example.com/.well-known/"));
  CHECK_THAT(by_name.log, !tst::ContainsSubstring("tokens"));
}

TEST_CASE("GEN-16 a server that takes tokens is not started where they would come in the clear") {
  const auto refusal = [](const std::string& host, const std::string& public_url) {
    Tokens tokens("https://mcp.example.com/mcp");
    mcp::Server server({.name = "tokens", .version = "1"});
    mcp::Engine engine(server);
    mcp::transport::Http http({.public_url = public_url, .authenticator = &tokens});
    std::stop_source stop;
    http.listen_on({host, 0}, [&](std::string_view) { stop.request_stop(); });
    const auto served = http.serve(engine, stop.get_token());
    return served ? "" : served.error().message;
  };
  CHECK_THAT(refusal("0.0.0.0", ""), tst::StartsWith("tokens would come to 0.0.0.0:") &&
                                         tst::ContainsSubstring("in the clear: listen on 127.0.0.1") &&
                                         tst::ContainsSubstring("--public-url https://"));
  CHECK_THAT(refusal("0.0.0.0", "http://mcp.example.com"), tst::ContainsSubstring("in the clear"));
  CHECK(refusal("0.0.0.0", "https://mcp.example.com").empty());
  CHECK(refusal("127.0.0.1", "").empty());
}

TEST_CASE("a server says when clients are told to ask for what it refuses") {
  const Told told = told_by("127.0.0.1", "https://other.example.com");
  CHECK(told.resource == "https://other.example.com/mcp");
  CHECK_THAT(told.log, tst::ContainsSubstring("told to ask for tokens for https://other.example.com/mcp"));
}

}  // namespace http_test
