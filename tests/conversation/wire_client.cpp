#include "wire_client.h"

#include <algorithm>
#include <deque>
#include <utility>

#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <wire_schema/check_wire.h>

#include "catch.h"

namespace conversation {

Json modern_params(Json params, const Json& capabilities) {
  Json& meta = params["_meta"];
  if (meta.is_null()) meta = Json::object();
  meta["io.modelcontextprotocol/protocolVersion"] = kModern;
  meta["io.modelcontextprotocol/clientCapabilities"] = capabilities;
  return params;
}

class WireClient::Inbox final : public mcp::Outlet {
 public:
  explicit Inbox(std::string revision) : revision_(std::move(revision)) {}

  void send(std::string text) override {
    const std::lock_guard lock(mutex_);
    if (text.find('\n') != std::string::npos) problems_.push_back("a line break: " + text);
    Json message = Json::parse(text, nullptr, false);
    if (message.is_discarded()) {
      problems_.push_back("no JSON: " + text);
      return;
    }
    for (const std::string& violation : wire::check_wire(revision_, method_answered_by(message), message))
      problems_.push_back(violation + " in " + text);
    messages_.push_back(std::move(message));
    arrived_.notify_all();
  }

  std::shared_ptr<const mcp::Caller> reader() const override {
    const std::lock_guard lock(mutex_);
    return reader_;
  }

  void read_as(mcp::Principal principal) {
    const std::lock_guard lock(mutex_);
    reader_ = std::make_shared<const mcp::Caller>(mcp::Caller{.principal = std::move(principal)});
  }

  void expect_answer(const Json& frame) {
    if (!frame.is_object() || !frame.contains("id") || !frame.contains("method")) return;
    const std::lock_guard lock(mutex_);
    asked_[frame["id"].dump()] = frame["method"].is_string() ? frame["method"].get<std::string>() : "";
  }

  Json take(const std::function<bool(const Json&)>& wanted, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    Json found;
    arrived_.wait_for(lock, patience, [&] {
      const auto at = std::find_if(messages_.begin(), messages_.end(), wanted);
      if (at == messages_.end()) return false;
      found = std::move(*at);
      messages_.erase(at);
      return true;
    });
    return found;
  }

  std::vector<std::string> problems() {
    const std::lock_guard lock(mutex_);
    return problems_;
  }

 private:
  std::string method_answered_by(const Json& message) const {
    if (!message.is_object() || !message.contains("id")) return {};
    const auto asked = asked_.find(message["id"].dump());
    return asked == asked_.end() ? std::string() : asked->second;
  }

  const std::string revision_;
  mutable std::mutex mutex_{};
  std::shared_ptr<const mcp::Caller> reader_{};
  std::condition_variable arrived_{};
  std::deque<Json> messages_{};
  std::map<std::string, std::string> asked_{};
  std::vector<std::string> problems_{};
};

WireClient::WireClient(mcp::Engine& engine, std::string revision, Json capabilities, mcp::Principal principal)
    : revision_(std::move(revision)),
      capabilities_(std::move(capabilities)),
      inbox_(std::make_shared<Inbox>(revision_)),
      peer_(engine.connect(inbox_, {.principal = std::move(principal)})) {
  if (modern()) return;
  const Json opened = request("initialize", {{"protocolVersion", revision_},
                                             {"capabilities", capabilities_},
                                             {"clientInfo", {{"name", "test"}, {"version", "1"}}}});
  REQUIRE(opened["result"]["protocolVersion"] == revision_);
  notify("notifications/initialized");
}

WireClient::WireClient(mcp::Engine& engine, Bare bare)
    : revision_(std::move(bare.revision)),
      capabilities_(Json::object()),
      inbox_(std::make_shared<Inbox>(revision_)),
      peer_(engine.connect(inbox_)) {}

WireClient::~WireClient() {
  peer_->close();
  for (const std::string& problem : inbox_->problems()) FAIL_CHECK(problem);
}

void WireClient::send_raw(std::string_view frame) {
  const auto document = mcp::read_json(frame);
  if (const Json* message = std::get_if<Json>(&document)) {
    if (message->is_array())
      for (const Json& item : *message) inbox_->expect_answer(item);
    inbox_->expect_answer(*message);
  }
  peer_->receive(frame);
}

int WireClient::start(std::string_view method, Json params) {
  const int id = next_id_++;
  if (modern()) params = modern_params(std::move(params), capabilities_);
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
  return id;
}

void WireClient::notify(std::string_view method, Json params) {
  send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void WireClient::read_as(mcp::Principal principal) { inbox_->read_as(std::move(principal)); }

Json WireClient::take(const std::function<bool(const Json&)>& wanted, std::chrono::milliseconds patience) {
  return inbox_->take(wanted, patience);
}

Json WireClient::next(std::chrono::milliseconds patience) {
  return take([](const Json&) { return true; }, patience);
}

Json WireClient::response(const Json& id, std::chrono::milliseconds patience) {
  return take(
      [&](const Json& m) { return m.is_object() && !m.contains("method") && m.value("id", Json()) == id; },
      patience);
}

Json WireClient::notification(std::string_view method, std::chrono::milliseconds patience) {
  return take(
      [&](const Json& m) { return m.is_object() && !m.contains("id") && m.value("method", "") == method; },
      patience);
}

Json WireClient::question(std::chrono::milliseconds patience) {
  return take([](const Json& m) { return m.is_object() && m.contains("id") && m.contains("method"); },
              patience);
}

std::string text_of(const Json& response) {
  const Json::json_pointer text("/result/content/0/text");
  return response.contains(text) ? response[text].get<std::string>() : std::string();
}

int code_of(const Json& response) {
  const Json::json_pointer code("/error/code");
  return response.contains(code) ? response[code].get<int>() : 0;
}

}  // namespace conversation
