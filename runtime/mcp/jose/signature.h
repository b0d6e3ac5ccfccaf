#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <mcp/jose/algorithm.h>

struct evp_pkey_st;
struct evp_md_ctx_st;

namespace mcp::jose {

/// A key made ready for one algorithm, which has to be of its kind: the library takes its time for that.
/// For any thread. Null when the library fails.
using ReadyKey = std::shared_ptr<const evp_md_ctx_st>;
ReadyKey make_ready(evp_pkey_st& key, Algorithm algorithm);

bool is_signature_of(const evp_md_ctx_st& key, Algorithm algorithm, std::string_view text,
                     std::string_view signature);

/// HMAC with SHA-256. Takes as long for a right one as for a wrong one.
bool is_mac_of(std::string_view secret, std::string_view text, std::string_view mac);

/// Overwrites what nobody shall find in memory later.
void wipe(std::string& secret);

}  // namespace mcp::jose
