#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <mcp/jose/algorithm.h>

struct evp_pkey_st;

namespace mcp::jose {

/// A key made ready for one algorithm, which has to be of its kind: the library takes its time for that.
/// For any thread.
struct ReadyKey;
/// Null when the library fails.
std::shared_ptr<const ReadyKey> make_ready(evp_pkey_st& key, Algorithm algorithm);

bool is_signature_of(const ReadyKey& key, std::string_view text, std::string_view signature);

/// HMAC with SHA-256. Takes as long for a right one as for a wrong one.
bool is_mac_of(std::string_view secret, std::string_view text, std::string_view mac);

/// Overwrites what nobody shall find in memory later, and leaves nothing of it.
void wipe(std::string& secret);

}  // namespace mcp::jose
