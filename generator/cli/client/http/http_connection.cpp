#include "cli/client/http/http_connection.h"

#include <algorithm>
#include <utility>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/http/extra_headers.h"
#include "cli/client/http/http_faults.h"

namespace mcpgen {
namespace {

using mcp::Json;
using std::chrono::milliseconds;

constexpr milliseconds kMaxConnectTime{10'000};
constexpr milliseconds kRetry{1000};
constexpr milliseconds kLeastRetry{10};
constexpr int kMaxVainRetries = 5;
constexpr std::chrono::seconds kFarewell{2};
constexpr std::chrono::seconds kStreamPatience{1};
constexpr std::size_t kMaxSessionId = 1024;
constexpr std::size_t kMaxRefusal = 2048;

bool is_request(const Json& message) { return message.contains("method") && message.contains("id"); }

/// The revision that a request claims for itself, as since 2026-07-28; "" when it does not.
std::string claimed_revision(const Json& message) {
  return text_member(member(member(message, "params"), "_meta"), "io.modelcontextprotocol/protocolVersion");
}

/// What a request is about, for those that route it; "" when there is no such thing.
std::string subject_of(const std::string& method, const Json& params) {
  if (method == "tools/call" || method == "prompts/get") return text_member(params, "name");
  return method == "resources/read" ? text_member(params, "uri") : "";
}

bool is_session_id(const std::string& text) {
  return !text.empty() && text.size() <= kMaxSessionId &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

bool has_credentials(const HttpFields& fields) {
  return std::ranges::any_of(fields, [](const auto& field) { return is_secret_header(field.first); });
}

}  // namespace

HttpConnection::HttpConnection(Options options)
    : options_(std::move(options)),
      requests_(options_.url, options_.authorities, std::min(options_.timeout, kMaxConnectTime)),
      asides_(options_.url, options_.authorities, std::min(options_.timeout, kMaxConnectTime)),
      stream_(options_.url, options_.authorities, std::min(options_.timeout, kMaxConnectTime)) {}

HttpConnection::~HttpConnection() {
  inbox_.close();
  requests_.stop();
  stream_.stop();
  if (session_.empty()) return;
  asides_.start([this, farewell = request_of("DELETE")] {
    asides_.run(
        farewell, [](const HttpHead&) { return false; }, [](std::string_view) { return false; });
  });
  asides_.wait(Clock::now() + kFarewell);
  asides_.stop();
}

void HttpConnection::mirror(const std::string& tool, std::vector<ParamHeader> headers) {
  mirrored_[tool] = std::move(headers);
}

// --- sending ------------------------------------------------------------------------------------

bool HttpConnection::send(const Json& message, Clock::time_point until) {
  if (is_request(message)) pending_ = message;
  if (is_request(message) && !messages_) {
    ask(message);
    return true;
  }
  if (!tell(message, until)) return false;
  if (text_member(message, "method") == "notifications/initialized" && !session_.empty()) listen();
  return true;
}

HttpRequest HttpConnection::request_of(const char* method) const {
  HttpRequest request{.method = method, .target = options_.url.target, .fields = options_.fields};
  if (!revision_.empty()) request.fields.emplace_back("MCP-Protocol-Version", revision_);
  if (!session_.empty()) request.fields.emplace_back("Mcp-Session-Id", session_);
  if (request.method == "GET") request.fields.emplace_back("Accept", "text/event-stream");
  return request;
}

HttpRequest HttpConnection::post_of(const Json& message) const {
  HttpRequest post = request_of("POST");
  if (messages_) post.target = messages_->target;
  post.body = mcp::to_text(message);
  post.fields.emplace_back("Content-Type", "application/json");
  post.fields.emplace_back("Accept", "application/json, text/event-stream");
  const std::string claimed = claimed_revision(message);
  if (claimed.empty()) return post;
  const std::string method = text_member(message, "method");
  const Json& params = member(message, "params");
  post.fields.emplace_back("MCP-Protocol-Version", claimed);
  post.fields.emplace_back("Mcp-Method", method);
  const std::string subject = subject_of(method, params);
  if (!subject.empty()) post.fields.emplace_back("Mcp-Name", header_value(subject));
  if (const auto headers = mirrored_.find(subject); method == "tools/call" && headers != mirrored_.end()) {
    for (auto& field : param_fields(headers->second, member(params, "arguments")))
      post.fields.push_back(std::move(field));
  }
  return post;
}

/// Sends a request and reads its answer, in a thread: what comes of it arrives in the inbox.
void HttpConnection::ask(const Json& request) {
  const bool stands_alone = !claimed_revision(request).empty();
  requests_.start(
      [this, id = request["id"], stands_alone, post = post_of(request), again = request_of("GET")] {
        AnswerReader answer(id, deliver());
        const auto failure =
            stands_alone ? read(requests_, post, answer) : follow(requests_, post, again, answer);
        if (answer.answered()) return;
        Arrival arrival = no_answer(answer, failure);
        arrival.ended = id;
        inbox_.put(std::move(arrival));
      });
}

/// Sends what has no answer, or has it elsewhere, and waits until the server has taken it.
bool HttpConnection::tell(const Json& message, Clock::time_point until) {
  HttpHead head;
  std::string body;
  std::optional<HttpFailure> failure;
  asides_.start([&, post = post_of(message)] {
    failure = asides_.run(
        post,
        [&](const HttpHead& begun) {
          head = begun;
          return head.status >= 300;
        },
        [&](std::string_view data) {
          body += data.substr(0, kMaxRefusal - body.size());
          return body.size() < kMaxRefusal;
        });
  });
  if (!asides_.wait(until)) {
    asides_.stop();
    end(Ending::timed_out, {});
    return false;
  }
  if (failure) {
    end(Ending::closed, failure_fault(*failure, options_.url));
  } else if (head.status >= 300) {
    end(Ending::closed, refusal(head, body));
  } else {
    return true;
  }
  return false;
}

/// In a session, a server may ask and tell things on a stream of their own. Whoever has none says so. Waits
/// for either: the next request may be what makes the server ask.
void HttpConnection::listen() {
  stream_.start([this, get = request_of("GET")] {
    AnswerReader events({}, deliver());
    follow(stream_, get, get, events);
  });
  stream_.wait_answered(Clock::now() + kStreamPatience);
}

void HttpConnection::listen_for_endpoint(ClientFault refusal) {
  stream_.start([this, get = request_of("GET"), refusal = std::move(refusal)] {
    bool found = false;
    AnswerReader events({}, deliver(), [&](std::string target) {
      found = true;
      inbox_.put({.endpoint = std::move(target)});
    });
    const auto failure = read(stream_, get, events);
    Arrival arrival = no_answer(events, failure);
    if (!found) {
      arrival.ending = Ending::closed;
      arrival.fault = refusal;
    }
    inbox_.put(std::move(arrival));
  });
}

/// Sends the request that waits for it to where a server of 2024-11-05 wants messages.
bool HttpConnection::send_to(const std::string& endpoint, Clock::time_point until) {
  messages_ = resolve(options_.url, endpoint);
  if (messages_) return tell(pending_, until);
  end(Ending::malformed, {ExitCode::unreachable, "malformed",
                          options_.url.text() + " sends messages to another server, where they do not go"});
  return false;
}

// --- receiving ----------------------------------------------------------------------------------

AnswerReader::OnMessage HttpConnection::deliver() {
  return [this](Json message, std::size_t size, const HttpHead& head) {
    inbox_.put({.message = std::move(message), .size = size, .session = head.field("Mcp-Session-Id")});
  };
}

std::optional<HttpFailure> HttpConnection::read(HttpLine& line, const HttpRequest& request,
                                                AnswerReader& answer) {
  auto failure = line.run(
      request, [&](const HttpHead& head) { return answer.begin(head); },
      [&](std::string_view data) { return answer.take(data); });
  if (!failure) answer.end();
  return failure;
}

/// As read(), and then, as long as the answer is not complete, comes back with `again` for the rest.
std::optional<HttpFailure> HttpConnection::follow(HttpLine& line, const HttpRequest& request,
                                                  const HttpRequest& again, AnswerReader& answer) {
  auto failure = read(line, request, answer);
  for (int vain = 0; answer.can_resume() && vain < kMaxVainRetries; ++vain) {
    const std::string last = answer.events().last_id();
    if (!line.pause(std::max(answer.events().retry().value_or(kRetry), kLeastRetry))) break;
    HttpRequest rest = again;
    rest.fields.emplace_back("Last-Event-ID", last);
    failure = read(line, rest, answer);
    if (answer.events().last_id() != last) vain = -1;
  }
  return failure;
}

Arrival HttpConnection::no_answer(const AnswerReader& answer,
                                  const std::optional<HttpFailure>& failure) const {
  Arrival arrival{.ending = Ending::closed};
  const HttpHead& head = answer.head();
  const std::string type = head.media_type();
  const bool is_mcp =
      head.status >= 200 && head.status < 300 && (type == "application/json" || type == "text/event-stream");
  if (failure) {
    arrival.fault = failure_fault(*failure, options_.url);
  } else if (is_mcp && (answer.malformed() || type == "application/json")) {
    arrival.ending = Ending::malformed;
    arrival.fault = {ExitCode::unreachable, "malformed",
                     options_.url.text() + " answered with something that is no JSON-RPC answer"};
  } else if (is_mcp) {
    arrival.fault = {ExitCode::unreachable, "unreachable",
                     options_.url.text() + " ended its stream of events before it answered"};
  } else {
    arrival.ending = leaves_older_revisions(head) ? Ending::refused : Ending::closed;
    arrival.fault = refusal(head, answer.body());
  }
  return arrival;
}

ClientFault HttpConnection::refusal(const HttpHead& head, const std::string& body) const {
  return refusal_fault(head, body, options_.url, has_credentials(options_.fields));
}

std::optional<Json> HttpConnection::receive(Clock::time_point until) {
  while (Clock::now() < until) {
    auto arrival = inbox_.take(until);
    if (!arrival) break;
    if (!arrival->endpoint.empty()) {
      if (!send_to(arrival->endpoint, until)) return {};
      continue;
    }
    if (arrival->ending == Ending::none) {
      learn(*arrival);
      return std::move(arrival->message);
    }
    const bool awaited = arrival->ended.is_null() || arrival->ended == member(pending_, "id");
    if (!awaited || try_oldest(*arrival)) continue;
    end(arrival->ending, std::move(arrival->fault));
    return {};
  }
  end(Ending::timed_out, {});
  return {};
}

/// What opens a session says under which name, and in which revision.
void HttpConnection::learn(const Arrival& arrival) {
  ending_ = Ending::none;
  tried_.clear();
  const Json& result = member(arrival.message, "result");
  const bool opens = text_member(pending_, "method") == "initialize" && result.is_object() &&
                     member(arrival.message, "id") == member(pending_, "id");
  if (!opens) return;
  revision_ = text_member(result, "protocolVersion");
  if (!is_session_id(revision_)) revision_.clear();
  if (is_session_id(arrival.session)) session_ = arrival.session;
}

/// A server that does not take `initialize` either may speak as in 2024-11-05.
bool HttpConnection::try_oldest(const Arrival& arrival) {
  const bool may_be = arrival.ending == Ending::refused && text_member(pending_, "method") == "initialize";
  if (!may_be || std::exchange(oldest_tried_, true)) return false;
  listen_for_endpoint(arrival.fault);
  return true;
}

void HttpConnection::end(Ending ending, ClientFault fault) {
  ending_ = ending;
  fault_ = std::move(fault);
  const std::string status = fault_.status == 0 ? "no answer" : std::to_string(fault_.status);
  tried_.push_back(text_member(pending_, "method") + ": " + status);
}

ClientFault HttpConnection::fault(const std::string& method) const {
  if (ending_ == Ending::timed_out) {
    return {ExitCode::unreachable,
            "timeout",
            options_.url.text() + " does not answer " + method + " in time",
            "--timeout SECONDS waits longer",
            0,
            options_.url.text()};
  }
  ClientFault fault = fault_;
  fault.url = options_.url.text();
  if (tried_.size() < 2) return fault;
  std::string tried;
  for (const std::string& one : tried_) tried += (tried.empty() ? "" : ", ") + one;
  fault.message += "; tried " + tried + (oldest_tried_ ? ", and a stream to listen to" : "");
  return fault;
}

}  // namespace mcpgen
