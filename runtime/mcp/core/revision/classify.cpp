#include <mcp/core/revision/classify.h>

#include <algorithm>
#include <array>

#include <mcp/core/log_level.h>
#include <mcp/core/members.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

struct Facts {
  Facts(const RpcMessage& asked, const HeaderFacts* with)
      : message(asked),
        headers(with),
        meta(find_member(asked.params, "_meta")),
        claim(meta == nullptr ? nullptr : find_member(*meta, meta_key::kProtocolVersion)) {}

  const RpcMessage& message;
  const HeaderFacts* headers;
  const Json* meta;   ///< `params._meta`, null when absent
  const Json* claim;  ///< the key that makes a message modern, null when absent
  const std::vector<std::string_view>* protocol = nullptr;
};

RpcError refuse(int code, std::string message) {
  return {.code = code, .message = std::move(message), .http_status = 400};
}

// --- which era ---

enum class Claim { no, yes };
enum class Header { absent, legacy, other };  // other: a modern revision, or one nobody knows
enum class Opening { initialize, anything };
enum class Verdict { modern, legacy, contradiction, broken_envelope };

struct EraRule {
  Claim claim;
  Header header;
  Opening opening;
  Verdict verdict;
};

constexpr std::array kEraRules{
    EraRule{Claim::yes, Header::absent, Opening::initialize, Verdict::modern},
    EraRule{Claim::yes, Header::absent, Opening::anything, Verdict::modern},
    EraRule{Claim::yes, Header::legacy, Opening::initialize, Verdict::modern},
    EraRule{Claim::yes, Header::legacy, Opening::anything, Verdict::modern},
    EraRule{Claim::yes, Header::other, Opening::initialize, Verdict::modern},
    EraRule{Claim::yes, Header::other, Opening::anything, Verdict::modern},
    EraRule{Claim::no, Header::other, Opening::initialize, Verdict::contradiction},
    EraRule{Claim::no, Header::other, Opening::anything, Verdict::broken_envelope},
    EraRule{Claim::no, Header::absent, Opening::initialize, Verdict::legacy},
    EraRule{Claim::no, Header::absent, Opening::anything, Verdict::legacy},
    EraRule{Claim::no, Header::legacy, Opening::initialize, Verdict::legacy},
    EraRule{Claim::no, Header::legacy, Opening::anything, Verdict::legacy},
};

Verdict era_of(const Facts& facts) {
  const Claim claim = facts.claim != nullptr ? Claim::yes : Claim::no;
  Header header = Header::absent;
  if (facts.headers != nullptr && facts.headers->revision) {
    const Revision* named = find_revision(*facts.headers->revision);
    header = named != nullptr && !named->modern() ? Header::legacy : Header::other;
  }
  const Opening opening = facts.message.method == "initialize" ? Opening::initialize : Opening::anything;
  const auto rule = std::find_if(kEraRules.begin(), kEraRules.end(), [&](const EraRule& row) {
    return row.claim == claim && row.header == header && row.opening == opening;
  });
  return rule->verdict;
}

// --- what a modern request must carry, in the order in which it is checked ---

using Fault = std::optional<RpcError>;

Fault check_envelope(const Facts& facts) {
  if (!facts.claim->is_string())
    return refuse(rpc_code::kInvalidParams, "`_meta` needs " + std::string(meta_key::kProtocolVersion));
  const Json* capabilities = find_member(*facts.meta, meta_key::kClientCapabilities);
  if (capabilities == nullptr || !capabilities->is_object())
    return refuse(rpc_code::kInvalidParams, "`_meta` needs " + std::string(meta_key::kClientCapabilities));
  const Json* info = find_member(*facts.meta, meta_key::kClientInfo);
  if (info != nullptr && !info->is_object())
    return refuse(rpc_code::kInvalidParams, std::string(meta_key::kClientInfo) + " must be an object");
  return {};
}

Fault check_optional_meta(const Facts& facts) {
  const Json* level = find_member(*facts.meta, meta_key::kLogLevel);
  if (level != nullptr && (!level->is_string() || !parse_log_level(level->get_ref<const std::string&>())))
    return refuse(rpc_code::kInvalidParams, "unknown log level");
  const Json* token = find_member(*facts.meta, "progressToken");
  if (token != nullptr && !token->is_string() && !token->is_number_integer())
    return refuse(rpc_code::kInvalidParams, "`progressToken` must be a string or an integer");
  return {};
}

Fault check_version_header(const Facts& facts) {
  if (facts.headers == nullptr) return {};
  if (!facts.headers->revision || *facts.headers->revision != facts.claim->get_ref<const std::string&>())
    return refuse(rpc_code::kHeaderMismatch, "MCP-Protocol-Version and `_meta` name different revisions");
  return {};
}

Fault check_version(const Facts& facts) {
  const std::string& requested = facts.claim->get_ref<const std::string&>();
  const Revision* revision = find_revision(requested);
  if (revision != nullptr && revision->modern() && serves(*facts.protocol, *revision)) return {};
  return unsupported_version(rpc_code::kUnsupportedVersion, requested, *facts.protocol);
}

struct NamedBy {
  std::string_view method;
  std::string_view member;
};
constexpr std::array kNamedBy{
    NamedBy{"tools/call", "name"},  NamedBy{"prompts/get", "name"},    NamedBy{"resources/read", "uri"},
    NamedBy{"tasks/get", "taskId"}, NamedBy{"tasks/update", "taskId"}, NamedBy{"tasks/cancel", "taskId"},
};

Fault check_routing_headers(const Facts& facts) {
  if (facts.headers == nullptr) return {};
  const RpcMessage& message = facts.message;
  if (!facts.headers->method || *facts.headers->method != message.method)
    return refuse(rpc_code::kHeaderMismatch, "Mcp-Method is not the method of the body");
  for (const NamedBy& row : kNamedBy) {
    if (row.method != message.method) continue;
    const Json* name = find_member(message.params, row.member);
    const bool same = facts.headers->name && name != nullptr && name->is_string() &&
                      name->get_ref<const std::string&>() == *facts.headers->name;
    if (!same) return refuse(rpc_code::kHeaderMismatch, "Mcp-Name is not the name in the body");
  }
  return {};
}

using Check = Fault (*)(const Facts&);
constexpr std::array<Check, 5> kModernChecks{check_envelope, check_version_header, check_version,
                                             check_routing_headers, check_optional_meta};

std::variant<const Revision*, RpcError> classify_modern(const Facts& facts) {
  if (facts.message.kind == RpcMessage::Kind::request)
    for (const Check check : kModernChecks)
      if (Fault fault = check(facts)) return *std::move(fault);
  return &k2026_07_28;
}

std::variant<const Revision*, RpcError> classify_legacy(const Facts& facts, const Revision* session) {
  if (session != nullptr) return session;
  const std::string& method = facts.message.method;
  if (facts.message.kind == RpcMessage::Kind::notification || method == "initialize" || method == "ping")
    return &newest_legacy();
  return refuse(rpc_code::kInvalidParams, "`_meta` needs " + std::string(meta_key::kProtocolVersion) +
                                              ", or `initialize` must come first");
}

}  // namespace

bool is_modern(const RpcMessage& message, const HeaderFacts* headers) {
  const Verdict verdict = era_of(Facts(message, headers));
  return verdict != Verdict::legacy;
}

std::variant<const Revision*, RpcError> classify(const RpcMessage& message,
                                                 const std::vector<std::string_view>& protocol,
                                                 const Revision* session, const HeaderFacts* headers) {
  Facts facts(message, headers);
  facts.protocol = &protocol;
  switch (era_of(facts)) {
    case Verdict::modern:
      return classify_modern(facts);
    case Verdict::legacy:
      return classify_legacy(facts, session);
    case Verdict::contradiction:
      return refuse(rpc_code::kHeaderMismatch,
                    "`initialize` belongs to earlier revisions than the header names");
    case Verdict::broken_envelope:
      break;
  }
  return refuse(rpc_code::kInvalidParams, "`_meta` needs " + std::string(meta_key::kProtocolVersion));
}

std::string supported_versions(const std::vector<std::string_view>& protocol) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_array();
  for (auto revision = revisions().rbegin(); revision != revisions().rend(); ++revision)
    if (serves(protocol, **revision)) writer.string((*revision)->name);
  writer.end_array();
  return out;
}

RpcError unsupported_version(int code, std::string_view requested,
                             const std::vector<std::string_view>& protocol) {
  RpcError error = refuse(code, "unsupported protocol version");
  JsonWriter writer(error.data);
  writer.begin_object().key("supported").raw(supported_versions(protocol));
  writer.key("requested").string(requested).end_object();
  return error;
}

}  // namespace mcp
