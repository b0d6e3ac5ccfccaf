#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/auth/api_key/key.h>

// What `<server> keys …` prints: for people, or one line of JSON.

namespace mcp::auth::keys {

std::string help_report(const std::vector<std::string>& scopes);
std::string key_report(const Key& key, Moment now, bool json);
std::string list_report(const std::vector<Key>& keys, Moment now, bool json);
/// With the key itself. `header` is where it is sent.
std::string issued_report(const IssuedKey& issued, std::string_view header, Moment now, bool json);
std::string import_report(const std::vector<Key>& keys, Moment now, bool json);

}  // namespace mcp::auth::keys
