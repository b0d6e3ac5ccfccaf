#include "keys_command.h"

#include <utility>

#include <mcp/auth/api_key/keys_file.h>
#include <mcp/auth/api_key/keys_line.h>
#include <mcp/auth/api_key/keys_report.h>

namespace mcp::auth::keys {
namespace {

Result<NewKey> wanted_key(const KeysLine& line, const Desk& desk, Moment now) {
  NewKey wanted{.name = line.subject, .scopes = line.scopes};
  if (auto checked = check_scopes(line.scopes, desk.scopes); !checked) return checked.error();
  if (line.expires) {
    const auto expires = read_moment("--expires", *line.expires, now);
    if (!expires) return expires.error();
    wanted.expires = *expires;
  }
  if (line.not_before) {
    const auto not_before = read_moment("--not-before", *line.not_before, now);
    if (!not_before) return not_before.error();
    wanted.not_before = *not_before;
  }
  return wanted;
}

Result<std::string> create(const KeysLine& line, const Desk& desk, KeyStore& store) {
  const auto wanted = wanted_key(line, desk, store.now());
  if (!wanted) return wanted.error();
  const auto issued = store.create(*wanted);
  if (!issued) return issued.error();
  return issued_report(*issued, desk.header, store.now(), line.json);
}

Result<std::string> rotate(const KeysLine& line, const Desk& desk, KeyStore& store) {
  const auto issued = store.rotate(line.subject, line.grace);
  if (!issued) return issued.error();
  return issued_report(*issued, desk.header, store.now(), line.json);
}

Result<std::string> import(const KeysLine& line, const Desk& desk, KeyStore& store) {
  const auto text = read_keys_text(line.subject);
  if (!text) return text.error();
  const auto wanted = read_foreign_keys(*text, desk.scopes, store.now());
  if (!wanted) return wanted.error();
  const auto keys = store.import(*wanted);
  if (!keys) return keys.error();
  return import_report(*keys, store.now(), line.json);
}

Result<std::string> list(const KeysLine& line, KeyStore& store) {
  const auto keys = store.list();
  if (!keys) return keys.error();
  return list_report(*keys, store.now(), line.json);
}

Result<std::string> one_key(const KeysLine& line, KeyStore& store) {
  const bool revokes = line.verb == KeysLine::Verb::revoke;
  const auto key = revokes ? store.revoke(line.subject) : store.find(line.subject);
  if (!key) return key.error();
  if (revokes && !line.json)
    return "revoked `" + key->name + "` (" + key->id + "): it lets nobody in any more\n";
  return key_report(*key, store.now(), line.json);
}

}  // namespace

Result<std::string> run_keys(const Desk& desk, std::span<const std::string_view> arguments) {
  using Verb = KeysLine::Verb;
  const auto line = read_keys_line(arguments);
  if (!line) return line.error();
  if (line->verb == Verb::help) return help_report(desk.scopes);
  const auto store = desk.open();
  if (!store) return Error{Error::Code::unavailable, store.error().message};
  switch (line->verb) {
    case Verb::create:
      return create(*line, desk, **store);
    case Verb::rotate:
      return rotate(*line, desk, **store);
    case Verb::import:
      return import(*line, desk, **store);
    case Verb::list:
      return list(*line, **store);
    default:
      return one_key(*line, **store);
  }
}

}  // namespace mcp::auth::keys
