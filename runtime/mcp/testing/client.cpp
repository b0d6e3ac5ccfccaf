#include "client.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp::testing {
namespace {

constexpr std::string_view kModern = "2026-07-28";

/// Sorts what the server sends: answers by id, questions in order, notifications.
class Inbox final : public Outlet {
 public:
  void send(std::string text) override {
    const auto parsed = read_json(text, kOwnText);
    const std::lock_guard lock(mutex_);
    const auto* message = std::get_if<Json>(&parsed);
    received_.push_back(message == nullptr ? Json(text) : *message);
    if (message == nullptr || !message->is_object()) return;
    if (!message->contains("method")) {
      if (message->contains("id") && message->at("id").is_number_integer()) {
        answers_[message->at("id").get<int>()] = *message;
      }
    } else if (message->contains("id")) {
      questions_.push_back(*message);
    } else {
      notifications_.push_back(*message);
    }
    arrived_.notify_all();
  }

  /// The answer to `id`, or a question that somebody has to answer first.
  std::optional<Json> next(int id, std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    const auto something = [&] { return answers_.contains(id) || !questions_.empty(); };
    if (!arrived_.wait_until(lock, deadline, something)) return std::nullopt;
    if (const auto answer = answers_.extract(id)) return std::move(answer.mapped());
    Json question = std::move(questions_.front());
    questions_.pop_front();
    return question;
  }

  std::vector<Json> notifications() const {
    const std::lock_guard lock(mutex_);
    return notifications_;
  }
  std::vector<Json> received() const {
    const std::lock_guard lock(mutex_);
    return received_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<int, Json> answers_;
  std::deque<Json> questions_;
  std::vector<Json> notifications_;
  std::vector<Json> received_;
};

Json client_info() { return {{"name", "mcp-testing-client"}, {"version", "1"}}; }

Json failure(std::string message) { return {{"error", {{"message", std::move(message)}}}}; }

}  // namespace

struct Client::Impl {
  Impl(Server& server, Options chosen) : options(std::move(chosen)), engine(server) {}

  bool modern() const { return options.revision == kModern; }
  void send(const Json& message) { peer->receive(to_text(message)); }
  void open_session(Client& client);
  void add_meta(Json& params) const;
  Json round_trip(Client& client, std::string_view method, const Json& params);
  void answer(Client& client, const Json& question);
  std::optional<Json> answers_to(Client& client, const Json& requests) const;

  const Options options;
  Engine engine;
  std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
  std::shared_ptr<Peer> peer = engine.connect(inbox);
  std::mutex id_mutex;
  int last_id = 0;
};

void Client::Impl::open_session(Client& client) {
  const Json result = round_trip(client, "initialize",
                                 {{"protocolVersion", options.revision},
                                  {"capabilities", options.capabilities},
                                  {"clientInfo", client_info()}});
  if (!result.contains("error")) send({{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}});
}

void Client::Impl::add_meta(Json& params) const {
  Json& meta = params["_meta"];
  const auto add = [&](const char* name, Json value) {
    if (!meta.contains(name)) meta[name] = std::move(value);
  };
  add("io.modelcontextprotocol/protocolVersion", options.revision);
  add("io.modelcontextprotocol/clientCapabilities", options.capabilities);
  add("io.modelcontextprotocol/clientInfo", client_info());
}

/// One request to its answer, through the questions that a legacy server asks meanwhile.
Json Client::Impl::round_trip(Client& client, std::string_view method, const Json& params) {
  int id = 0;
  {
    const std::lock_guard lock(id_mutex);
    id = ++last_id;
  }
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}});
  const auto deadline = std::chrono::steady_clock::now() + options.timeout;
  while (std::optional<Json> message = inbox->next(id, deadline)) {
    if (message->contains("method")) {
      answer(client, *message);
    } else if (message->contains("result")) {
      return std::move(message->at("result"));
    } else {
      return Json{{"error", message->value("error", Json())}};
    }
  }
  return failure("no answer to " + std::string(method) + " within " +
                 std::to_string(options.timeout.count()) + " ms");
}

void Client::Impl::answer(Client& client, const Json& question) {
  Json reply = {{"jsonrpc", "2.0"}, {"id", question.at("id")}};
  const std::string method = question.at("method");
  if (method == "ping") {
    reply["result"] = Json::object();
  } else if (client.on_question) {
    reply["result"] = client.on_question(method, question.value("params", Json::object()));
  } else {
    reply["error"] = {{"code", -32601}, {"message", "nobody answers questions here"}};
  }
  send(reply);
}

/// `inputResponses` for the `inputRequests` of a modern server; nothing when nobody answers questions.
std::optional<Json> Client::Impl::answers_to(Client& client, const Json& requests) const {
  Json answers = Json::object();
  for (const auto& [key, question] : requests.items()) {
    if (!client.on_question) return std::nullopt;
    answers[key] = client.on_question(question.at("method").get<std::string>(),
                                      question.value("params", Json::object()));
  }
  return answers;
}

Client::Client(Server& server) : Client(server, Options{}) {}

Client::Client(Server& server, Options options) : impl_(std::make_unique<Impl>(server, std::move(options))) {
  if (!impl_->modern()) impl_->open_session(*this);
}

Client::~Client() { impl_->peer->close(); }

Json Client::request(std::string_view method, Json params) {
  if (!impl_->modern()) return impl_->round_trip(*this, method, params);

  constexpr int kMostRounds = 100;
  impl_->add_meta(params);
  Json result;
  for (int round = 0; round < kMostRounds; ++round) {
    result = impl_->round_trip(*this, method, params);
    if (result.value("resultType", Json()) != Json("input_required")) return result;
    std::optional<Json> answers = impl_->answers_to(*this, result.value("inputRequests", Json::object()));
    if (!answers) return result;
    params["inputResponses"] = *std::move(answers);
    params.erase("requestState");
    if (result.contains("requestState")) params["requestState"] = result.at("requestState");
  }
  return failure("the server keeps asking");
}

Json Client::call_tool(std::string_view name, Json arguments) {
  return request("tools/call", {{"name", name}, {"arguments", std::move(arguments)}});
}

Json Client::read_resource(std::string_view uri) { return request("resources/read", {{"uri", uri}}); }

Json Client::get_prompt(std::string_view name, Json arguments) {
  return request("prompts/get", {{"name", name}, {"arguments", std::move(arguments)}});
}

std::vector<Json> Client::notifications() const { return impl_->inbox->notifications(); }

void Client::send_raw(std::string_view frame) { impl_->peer->receive(frame); }

std::vector<Json> Client::received() const { return impl_->inbox->received(); }

}  // namespace mcp::testing
