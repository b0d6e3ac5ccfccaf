#include <mcp/core/engine/rate_check.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/request.h>

namespace mcp {
namespace {

using std::chrono::seconds;

/// Whom a call counts for. No two callers have one, but for those that nobody tells apart.
std::string whose(const Caller& caller, const Session* session, Rate::Per per) {
  if (per == Rate::Per::ip) return "@" + caller.address;
  const bool by_session = per == Rate::Per::session && session != nullptr;
  return by_session ? "#" + std::to_string(session->number) : caller.share();
}

RpcError too_often(std::string_view tool, const Rate& rate, TokenBuckets::Clock::duration wait) {
  const seconds later = std::max(seconds(1), std::chrono::ceil<seconds>(wait));
  const std::string number = std::to_string(later.count());
  const std::string what = tool.empty() ? "requests" : "calls of `" + std::string(tool) + "`";
  return {
      .code = rpc_code::kRateLimited,
      .message = "too many " + what + ": " + rate_text(rate) + " is the limit, try again in " + number + " s",
      .data = R"({"retryAfter":)" + number + "}",
      .http_status = 429,
      .retry_after = later};
}

/// `tool` is "" for all of them together.
std::optional<RpcError> over_rate(Engine::Impl& engine, const Caller& caller, const Session* session,
                                  const Rate& rate, std::string_view tool) {
  if (!rate.limits()) return std::nullopt;
  const std::string key = std::string(tool) + "\n" + whose(caller, session, rate.per);
  const auto wait = engine.buckets.take(key, rate);
  if (!wait) return std::nullopt;
  return too_often(tool, rate, *wait);
}

/// Null where the rate does not ask whose session it is, for a look at it takes a lock.
std::shared_ptr<Session> session_for(const Request& request, const Rate& rate) {
  return rate.per == Rate::Per::session ? request.connection->session() : nullptr;
}

}  // namespace

std::optional<RpcError> over_rate(Engine::Impl& engine, const Caller& caller, const Session* session) {
  return over_rate(engine, caller, session, engine.limits().rate, {});
}

std::optional<RpcError> over_rate(const Request& request) {
  Engine::Impl& engine = request.connection->engine();
  return over_rate(engine, *request.caller, session_for(request, engine.limits().rate).get());
}

std::optional<RpcError> over_rate(const Request& request, const Tool& tool) {
  return over_rate(request.connection->engine(), *request.caller, session_for(request, tool.rate).get(),
                   tool.rate, tool.name);
}

}  // namespace mcp
