#include "keys_report.h"

#include <algorithm>
#include <array>

#include <mcp/json/writer.h>

namespace mcp::auth::keys {
namespace {

std::string_view state_of(const Key& key, Moment now) {
  if (key.revoked != 0) return "revoked";
  if (key.expires <= now) return "expired";
  if (key.not_before > now) return "not yet valid";
  return "valid";
}

/// To the second, for people.
std::string time_text(Moment moment, std::string_view otherwise) {
  if (moment == 0 || moment == kNever) return std::string(otherwise);
  return moment_text(moment).substr(0, 19) + "Z";
}

void write_time(JsonWriter& writer, std::string_view name, Moment moment) {
  writer.key(name);
  if (moment == 0 || moment == kNever) {
    writer.null();
  } else {
    writer.string(moment_text(moment));
  }
}

void write(JsonWriter& writer, const Key& key, Moment now, std::string_view text = {}) {
  writer.begin_object().key("id").string(key.id).key("name").string(key.name);
  if (!text.empty()) writer.key("key").string(text);
  writer.key("state").string(state_of(key, now)).key("scopes").begin_array();
  for (const std::string& scope : key.scopes) writer.string(scope);
  writer.end_array();
  write_time(writer, "created", key.created);
  write_time(writer, "notBefore", key.not_before);
  write_time(writer, "expires", key.expires);
  write_time(writer, "lastUsed", key.last_used);
  write_time(writer, "revoked", key.revoked);
  writer.end_object();
}

std::string json_of(const std::vector<Key>& keys, Moment now) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_array();
  for (const Key& key : keys) write(writer, key, now);
  writer.end_array();
  return text + "\n";
}

}  // namespace

std::string help_report(const std::vector<std::string>& scopes) {
  return "Commands, each with --json for one line of JSON:\n"
         "  keys create NAME [--scope SCOPE]... [--expires 90d] [--not-before TIME]\n"
         "                             make a key, which is shown this once\n"
         "  keys list                  show all keys, never their secrets\n"
         "  keys show NAME|ID          show one\n"
         "  keys rotate NAME|ID [--grace 24h]\n"
         "                             give it a new secret; the old one ends now, or after the grace time\n"
         "  keys revoke NAME|ID        let it in no more, from the next request on\n"
         "  keys import FILE|-         take in keys made elsewhere, all or none: a line of JSON each,\n"
         "                             {\"name\": \"ci\", \"key\": \"...\", \"scopes\": [], \"expires\": "
         "\"90d\"}\n"
         "Times are 90d, 24h, 15m or 30s from now on, or such as 2030-01-31T12:00:00Z.\n"
         "Scopes of this server: " +
         (scopes.empty() ? "none" : joined(scopes)) + "\n";
}

std::string key_report(const Key& key, Moment now, bool json) {
  if (json) {
    std::string text;
    JsonWriter writer(text);
    write(writer, key, now);
    return text + "\n";
  }
  return "name        " + key.name + "\nid          " + key.id + "\nstate       " +
         std::string(state_of(key, now)) + "\nscopes      " +
         (key.scopes.empty() ? "none" : joined(key.scopes)) + "\ncreated     " + time_text(key.created, "-") +
         "\nnot before  " + time_text(key.not_before, "-") + "\nexpires     " +
         time_text(key.expires, "never") + "\nlast used   " + time_text(key.last_used, "never") +
         "\nrevoked     " + time_text(key.revoked, "-") + "\n";
}

std::string list_report(const std::vector<Key>& keys, Moment now, bool json) {
  if (json) return json_of(keys, now);
  if (keys.empty()) return "there are no keys yet: `keys create NAME` makes one\n";
  using Line = std::array<std::string, 6>;
  std::vector<Line> lines{{"NAME", "ID", "STATE", "EXPIRES", "LAST USED", "SCOPES"}};
  for (const Key& key : keys)
    lines.push_back({key.name, key.id, std::string(state_of(key, now)), time_text(key.expires, "never"),
                     time_text(key.last_used, "never"), joined(key.scopes)});
  std::string text;
  for (const Line& line : lines) {
    for (std::size_t column = 0; column + 1 < line.size(); ++column) {
      std::size_t width = 0;
      for (const Line& other : lines) width = std::max(width, other[column].size());
      text += line[column] + std::string(width - line[column].size() + 2, ' ');
    }
    text += line.back();
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string issued_report(const IssuedKey& issued, std::string_view header, Moment now, bool json) {
  if (json) {
    std::string text;
    JsonWriter writer(text);
    write(writer, issued.key, now, issued.text);
    return text + "\n";
  }
  return issued.text + "\n\nThe key `" + issued.key.name + "`, shown this once: keep it, and send it as " +
         std::string(header) + ".\n" +
         (issued.key.scopes.empty() ? "It has no scopes: it may use what needs none.\n"
                                    : "It has the scopes " + joined(issued.key.scopes) + ".\n");
}

std::string import_report(const std::vector<Key>& keys, Moment now, bool json) {
  if (json) return json_of(keys, now);
  return "imported " + std::to_string(keys.size()) + (keys.size() == 1 ? " key\n" : " keys\n");
}

}  // namespace mcp::auth::keys
