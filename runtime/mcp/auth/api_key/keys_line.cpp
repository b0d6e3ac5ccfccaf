#include "keys_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <mcp/core/nearest_word.h>
#include <mcp/core/timestamp.h>

namespace mcp::auth::keys {
namespace {

using Verb = KeysLine::Verb;
using std::chrono::milliseconds;

struct VerbRule {
  std::string_view name;
  Verb verb;
  std::string_view subject;  ///< "" for none
  std::vector<std::string_view> flags;
};

const std::array<VerbRule, 6> kVerbs = {{
    {"create", Verb::create, "NAME", {"--scope", "--expires", "--not-before"}},
    {"list", Verb::list, "", {}},
    {"show", Verb::show, "NAME or ID", {}},
    {"rotate", Verb::rotate, "NAME or ID", {"--grace"}},
    {"revoke", Verb::revoke, "NAME or ID", {}},
    {"import", Verb::import, "FILE", {}},
}};

Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

/// `90s`, `15m`, `24h`, `90d`.
std::optional<milliseconds> read_duration(std::string_view text) {
  using std::chrono::hours;
  using std::chrono::minutes;
  using std::chrono::seconds;
  constexpr std::int64_t kMost = 1'000'000;
  std::int64_t count = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (fault != std::errc() || count < 0 || count > kMost) return {};
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit == "s") return seconds(count);
  if (unit == "m") return minutes(count);
  if (unit == "h") return hours(count);
  if (unit == "d") return hours(24 * count);
  return {};
}

Result<void> take_value(KeysLine& line, std::string_view flag, std::string_view value) {
  if (flag == "--scope") line.scopes.emplace_back(value);
  if (flag == "--expires") line.expires = value;
  if (flag == "--not-before") line.not_before = value;
  if (flag == "--grace") {
    const auto grace = read_duration(value);
    if (!grace) return unfit("--grace takes a time such as `24h`, not `" + std::string(value) + "`");
    line.grace = *grace;
  }
  return {};
}

Result<const VerbRule*> find_verb(std::string_view word) {
  const auto found = std::ranges::find(kVerbs, word, &VerbRule::name);
  if (found != kVerbs.end()) return &*found;
  std::vector<std::string_view> known;
  for (const VerbRule& rule : kVerbs) known.push_back(rule.name);
  return unknown_word("command", word, known);
}

}  // namespace

Result<KeysLine> read_keys_line(std::span<const std::string_view> arguments) {
  KeysLine line;
  const auto asks_for_help = [](std::string_view word) { return word == "--help" || word == "-h"; };
  if (arguments.empty() || arguments.front() == "help" || std::ranges::any_of(arguments, asks_for_help))
    return line;
  const auto rule = find_verb(arguments.front());
  if (!rule) return rule.error();
  const auto& [name, verb, subject, flags] = **rule;
  line.verb = verb;
  for (auto rest = arguments.subspan(1); !rest.empty(); rest = rest.subspan(1)) {
    const std::string_view word = rest.front();
    if (word == "--json") {
      line.json = true;
      continue;
    }
    if (word == "-" || !word.starts_with('-')) {
      if (subject.empty() || !line.subject.empty())
        return unfit("`" + std::string(word) + "` is too much for `" + std::string(name) + "`");
      line.subject = word;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string_view flag = word.substr(0, equals);
    if (std::ranges::find(flags, flag) == flags.end()) {
      std::vector<std::string_view> known = flags;
      known.emplace_back("--json");
      return unknown_word("option", flag, known);
    }
    if (equals == std::string_view::npos && rest.size() < 2)
      return unfit(std::string(flag) + " needs a value");
    if (equals == std::string_view::npos) rest = rest.subspan(1);
    auto taken =
        take_value(line, flag, equals == std::string_view::npos ? rest.front() : word.substr(equals + 1));
    if (!taken) return taken.error();
  }
  if (line.subject.empty() && !subject.empty())
    return unfit("`" + std::string(name) + "` needs a " + std::string(subject));
  return line;
}

Result<Moment> read_moment(std::string_view what, std::string_view text, Moment now) {
  if (const auto span = read_duration(text)) return now + span->count();
  if (const auto time = read_timestamp(text))
    return std::chrono::duration_cast<milliseconds>(time->time_since_epoch()).count();
  return unfit(std::string(what) + " takes a time from now on such as `90d`, or a point in time such as " +
               "`2030-01-31T12:00:00Z`, not `" + std::string(text) + "`");
}

Result<void> check_scopes(const std::vector<std::string>& scopes, const std::vector<std::string>& known) {
  for (const std::string& scope : scopes) {
    if (std::ranges::find(known, scope) != known.end()) continue;
    Error error = unknown_word("scope", scope, {known.begin(), known.end()});
    if (known.empty()) error.message += ": this server has none";
    return error;
  }
  return {};
}

}  // namespace mcp::auth::keys
