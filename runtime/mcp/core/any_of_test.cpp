#include <mcp/core/any_of.h>

#include "catch.h"

using namespace mcp;

namespace {

/// Knows one word of a header of its own.
class Word final : public Authenticator {
 public:
  Word(std::string header, std::string word) : header_(std::move(header)), word_(std::move(word)) {}

  Result<void> load() override {
    ++loads;
    if (!fault) return {};
    return *fault;
  }
  Result<Principal> authenticate(const RequestHead& head) override {
    ++asked;
    return look(head);
  }
  Result<Principal> look(const RequestHead& head) const {
    if (fault) return *fault;
    if (head.header(header_) != word_) return Error{Error::Code::unauthorized, "no " + header_};
    return Principal{.issuer = header_, .subject = word_};
  }
  std::optional<Result<Principal>> recognise(const RequestHead& head) override {
    if (waits) return {};
    return look(head);
  }
  bool still_stands(const Principal&) override { return stands; }
  bool ready() override { return !fault; }
  std::string challenge(const RequestHead&) const override { return header_ + " realm=\"test\""; }
  bool is_tried(const RequestHead& head) const override { return head.header(header_).has_value(); }
  std::vector<std::string> issuers() const override { return of; }

  int loads = 0;
  int asked = 0;
  bool waits = false;
  bool stands = true;
  std::optional<Error> fault{};
  std::vector<std::string> of{};

 private:
  const std::string header_;
  const std::string word_;
};

class Head final : public RequestHead {
 public:
  Head(std::string name, std::string value) : name_(std::move(name)), value_(std::move(value)) {}
  std::string_view peer() const override { return "192.0.2.1"; }
  std::optional<std::string_view> header(std::string_view name) const override {
    if (name != name_) return {};
    return value_;
  }

 private:
  std::string name_;
  std::string value_;
};

struct Both {
  Word token{"token", "t"};
  Word key{"key", "k"};
  AnyOf any{{&token, &key}};
};

}  // namespace

TEST_CASE("whoever one of the modes knows is let in, and nobody else") {
  Both both;
  CHECK(both.any.load());
  CHECK(both.token.loads + both.key.loads == 2);
  CHECK(both.any.authenticate(Head("token", "t"))->issuer == "token");
  CHECK(both.any.authenticate(Head("key", "k"))->issuer == "key");
  CHECK(both.any.recognise(Head("key", "k")).value()->subject == "k");
  CHECK(both.any.authenticate(Head("key", "t")).error().code == Error::Code::unauthorized);
  CHECK(both.any.is_tried(Head("key", "t")));
  CHECK_FALSE(both.any.is_tried(Head("other", "t")));
}

TEST_CASE("where one cannot be asked at once only who another knows is known at once") {
  Both both;
  both.token.waits = true;
  CHECK(both.any.recognise(Head("key", "k")).has_value());
  CHECK_FALSE(both.any.recognise(Head("key", "other")).has_value());
  CHECK_FALSE(both.any.recognise(Head("token", "t")).has_value());
  CHECK(both.any.authenticate(Head("token", "t")).has_value());
}

TEST_CASE(
    "RS-12 a mode that cannot decide is no reason to let anybody in, nor to turn anybody away for good") {
  Both both;
  both.key.fault = Error{Error::Code::unavailable, "locked"};
  CHECK(both.any.authenticate(Head("token", "t")).has_value());
  CHECK(both.any.authenticate(Head("token", "other")).error().code == Error::Code::unavailable);
  CHECK(both.any.authenticate(Head("key", "k")).error().code == Error::Code::unavailable);
}

TEST_CASE("each mode is loaded, whatever becomes of the others, and each that is not is told of") {
  Both both;
  both.token.fault = Error{Error::Code::invalid_params, "no audience"};
  CHECK(both.any.load().error().message == "auth mode 1 of 2: no audience");
  CHECK(both.key.loads == 1);
  both.key.fault = Error{Error::Code::unavailable, "locked"};
  CHECK(both.any.load().error().message == "auth mode 1 of 2: no audience; auth mode 2 of 2: locked");
  both.token.fault = {};
  both.key.of = {"https://issuer.example.com"};
  CHECK(both.any.load().error().message == "auth mode 2 of 2, for https://issuer.example.com: locked");
  both.key.fault = {};
  CHECK(both.any.load());
}

TEST_CASE("RS-11 what another mode knows, or may know, is shown to no issuer") {
  Both both;
  both.token.of = {"https://issuer.example.com"};
  REQUIRE(both.any.load());
  CHECK(both.any.authenticate(Head("key", "k")));
  CHECK(both.token.asked == 0);
  CHECK_FALSE(both.any.authenticate(Head("key", "other")));
  CHECK(both.token.asked == 1);

  both.token.waits = true;
  for (const auto code : {Error::Code::unavailable, Error::Code::internal}) {
    both.key.fault = Error{code, "locked"};
    CHECK(both.any.authenticate(Head("key", "k")).error().code == code);
    CHECK(both.any.authenticate(Head("token", "t")).error().code == code);
    CHECK(both.token.asked == 1);
  }
  both.token.waits = false;  // it knows whom it lets in
  CHECK(both.any.authenticate(Head("token", "t")));
  CHECK(both.token.asked == 1);
  both.token.waits = true;
  both.key.fault = Error{Error::Code::rate_limited, "too many"};
  CHECK(both.any.authenticate(Head("token", "t")));
  CHECK(both.token.asked == 2);
}

TEST_CASE("RS-11 an issuer that gives no answer keeps nobody from another one") {
  Word one{"token", "t"};
  Word other{"token", "u"};
  one.of = {"https://one.example.com"};
  other.of = {"https://other.example.com"};
  AnyOf any({&one, &other});
  REQUIRE(any.load());
  one.fault = Error{Error::Code::unavailable, "no answer"};
  other.waits = true;
  CHECK(any.authenticate(Head("token", "u")));
  CHECK(any.authenticate(Head("token", "t")).error().code == Error::Code::unavailable);
}

TEST_CASE("who was let in stands as long as the mode that did it says so") {
  Both both;
  CHECK_FALSE(both.any.still_stands({.issuer = "key", .subject = "k"}));
  const auto by_key = both.any.authenticate(Head("key", "k"));
  const auto by_token = both.any.authenticate(Head("token", "t"));
  both.key.stands = false;
  CHECK_FALSE(both.any.still_stands(*by_key));
  CHECK(both.any.still_stands(*by_token));
}

TEST_CASE("two modes do not speak for one issuer") {
  Word first("key", "a");
  Word second("key", "b");
  AnyOf any({&first, &second});
  CHECK(any.authenticate(Head("key", "a")));
  CHECK(any.authenticate(Head("key", "b")).error().code == Error::Code::internal);
}

TEST_CASE("callers can be told apart when every mode can") {
  Both both;
  CHECK(both.any.ready());
  both.key.fault = Error{Error::Code::unavailable, "no key"};
  CHECK_FALSE(both.any.ready());
}

TEST_CASE("a caller is told of every way, of tokens last") {
  Both both;
  both.token.of = {"https://issuer.example.com"};
  REQUIRE(both.any.load());
  CHECK(both.any.challenge(Head("", "")) == "key realm=\"test\", token realm=\"test\"");
  CHECK(both.any.issuers() == std::vector<std::string>{"https://issuer.example.com"});
}
