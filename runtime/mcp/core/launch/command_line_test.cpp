#include "command_line.h"

#include <string>
#include <vector>

#include "catch.h"

using Verb = mcp::CommandLine::Verb;

namespace {

mcp::Result<mcp::CommandLine> parse(std::vector<std::string_view> arguments, bool listens = false) {
  mcp::ServerLimits limits;
  return mcp::parse_command_line(arguments, mcp::settings_of(limits), listens);
}

std::string refusal(std::vector<std::string_view> arguments) {
  const auto line = parse(std::move(arguments));
  return line ? "accepted" : line.error().message;
}

}  // namespace

TEST_CASE("commands and options are read in any order and either spelling") {
  CHECK(parse({})->verb == Verb::none);
  CHECK(parse({"serve"})->verb == Verb::serve);
  CHECK(parse({"--help"})->verb == Verb::help);
  CHECK(parse({"config", "-h", "--nonsense"})->verb == Verb::help);
  CHECK(parse({"--version"})->verb == Verb::version);
  const auto line = parse({"--timeout", "5", "config", "--grace=2", "--json", "--timeout=7"});
  REQUIRE(line);
  CHECK(line->verb == Verb::config);
  CHECK(line->json);
  CHECK(line->flags == mcp::Flags{{"--timeout", "7"}, {"--grace", "2"}});
}

TEST_CASE("what is not known is refused with what was probably meant") {
  CHECK(refusal({"--timout", "5"}) == "unknown option `--timout`, did you mean `--timeout`?");
  CHECK(refusal({"--timout=5"}) == "unknown option `--timout`, did you mean `--timeout`?");
  CHECK(refusal({"confg"}) == "unknown command `confg`, did you mean `config`?");
  CHECK(refusal({"--frobnicate"}) == "unknown option `--frobnicate`");
  CHECK(refusal({std::string(100'000, 'x')}).starts_with("unknown command `xxx"));
  CHECK(refusal({"serve", "config"}) == "one command at a time: `config` is too many");
  CHECK(refusal({"--grace"}) == "--grace needs a value");
  CHECK(refusal({"--json"}) == "--json goes with `config` and `version`");
  CHECK(refusal({""}).starts_with("unknown command"));
}

TEST_CASE("a part's command takes all that follows its name") {
  class Keys final : public mcp::Command {
   public:
    std::string_view name() const override { return "keys"; }
    std::string_view summary() const override { return "keys and their ends"; }
    mcp::Result<std::string> run(std::span<const std::string_view>) override { return "done"; }
  } keys;
  const auto parse_with = [&](std::vector<std::string_view> arguments) {
    return mcp::parse_command_line(arguments, {}, false, {&keys});
  };
  const auto line = parse_with({"--log-level", "debug", "keys", "list", "--json", "--help"});
  REQUIRE(line);
  CHECK(line->verb == Verb::command);
  CHECK(line->command == &keys);
  CHECK(line->arguments == std::vector<std::string_view>{"list", "--json", "--help"});
  CHECK(line->flags == mcp::Flags{{"--log-level", "debug"}});
  CHECK(parse_with({"kys"}).error().message == "unknown command `kys`, did you mean `keys`?");
  CHECK(parse_with({"config", "keys"}).error().message == "one command at a time: `keys` is too many");
  CHECK(refusal({"keys"}).starts_with("unknown command `keys`"));
}

TEST_CASE("options about an address are those of a server that listens") {
  CHECK(refusal({"--port", "0"}) == "unknown option `--port`");
  const auto line = parse({"--host=::1", "--port", "0", "--ready-fd", "3"}, true);
  REQUIRE(line);
  CHECK(line->flags == mcp::Flags{{"--host", "::1"}, {"--port", "0"}, {"--ready-fd", "3"}});
}
