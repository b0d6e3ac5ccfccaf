#include <mcp/core/engine/audited.h>

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/request.h>
#include <mcp/core/log.h>
#include <mcp/core/sha256.h>
#include <mcp/core/timestamp.h>
#include <mcp/json/compare.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

constexpr std::size_t kLongestValue = 256;
constexpr std::size_t kMostScopes = 16;

std::string_view outcome_of(int code) {
  switch (code) {
    case 0:
      return "ok";
    case rpc_code::kUnauthorized:
    case rpc_code::kForbidden:
      return "denied";
    case rpc_code::kRateLimited:
      return "rateLimited";
    case rpc_code::kDeadlineExceeded:
      return "timeout";
    case rpc_code::kCancelled:
      return "cancelled";
    case rpc_code::kInternalError:
    case rpc_code::kNotFound:  // said by the tool: of a tool that is not there it is said otherwise
      return "toolError";
    default:
      return "error";
  }
}

/// Of bounded length, whoever chose the text.
class Line {
 public:
  Line() { writer_.begin_object(); }

  Line& text(std::string_view name, std::string_view value) {
    if (!value.empty()) writer_.key(name).string(value.substr(0, kLongestValue));
    return *this;
  }
  Line& number(std::string_view name, std::int64_t value) {
    writer_.key(name).integer(value);
    return *this;
  }
  Line& flag(std::string_view name, bool value) {
    if (value) writer_.key(name).boolean(true);
    return *this;
  }
  Line& texts(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return *this;
    writer_.key(name).begin_array();
    for (std::size_t i = 0; i < std::min(values.size(), kMostScopes); ++i)
      writer_.string(std::string_view(values[i]).substr(0, kLongestValue));
    writer_.end_array();
    return *this;
  }
  std::string close() {
    writer_.end_object();
    blank_controls(text_);
    return std::move(text_);
  }

 private:
  std::string text_{};
  JsonWriter writer_{text_};
};

std::string digest_of(const Json* arguments) {
  return sha256_hex(arguments == nullptr ? "{}" : canonical_text(*arguments));
}

}  // namespace

std::shared_ptr<Audited> Audited::begin(const Request& request, std::string_view tool) {
  AuditLog* const log = request.connection->engine().audit;
  if (log == nullptr || !log->covers(tool)) return nullptr;
  return std::make_shared<Audited>(*log);
}

void Audited::end(const Request& request, int code) { record(request, outcome_of(code), code); }

void Audited::end_asking(const Request& request) { record(request, "inputRequired", 0); }

void Audited::record(const Request& request, std::string_view outcome, int code) noexcept {
  if (ended_.exchange(true)) return;
  try {
    log_.write(text_of(request, outcome, code));
  } catch (const std::exception&) {  // no memory
    log_.lose();
  }
}

std::string Audited::text_of(const Request& request, std::string_view outcome, int code) const {
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun_);
  const Caller& caller = *request.caller;
  const std::string* tool = request.text_param("name");
  Line line;
  line.text("time", utc_timestamp(time_)).text("server", request.connection->engine().server.info().name);
  line.text("tool", tool == nullptr ? "" : *tool).text("outcome", outcome);
  if (outcome == "error") line.number("code", code);
  line.number("durationMs", took.count()).text("argumentsHash", digest_of(request.param("arguments")));
  line.text("issuer", caller.principal.issuer).text("subject", caller.principal.subject);
  line.flag("owner", caller.principal.owner).texts("scopes", caller.principal.scopes);
  line.text("address", caller.address).text("requestId", caller.request_id).text("messageId", request.id);
  return line.close();
}

}  // namespace mcp
