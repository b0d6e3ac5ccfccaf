#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/engine/change_bus.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/engine/frame.h>
#include <mcp/core/engine/questions.h>
#include <mcp/core/engine/session.h>
#include <mcp/core/engine/subscriptions.h>
#include <mcp/core/rpc/message.h>

namespace mcp {

class Batch;
class Call;

/// The Peer of the engine.
class Connection final : public Peer, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Engine::Impl& engine, std::shared_ptr<Outlet> outlet, Caller caller);

  void receive(std::string_view frame) override;
  void receive_oversized() override;
  void receive(Frame&& frame, Arrival arrival) override;
  void call_tool(std::string_view name, Json arguments, Arrival arrival) override;
  const Revision* session_revision() const override;
  void close() override;
  void drain() override;
  std::size_t in_flight() const override;
  bool wait_idle(std::chrono::steady_clock::time_point deadline) override;

  /// Tells the client of changes from now on.
  void listen();

  Engine::Impl& engine() const { return engine_; }
  /// Sends nothing once the client is gone. Never waits.
  void send(std::string message);
  bool closed() const { return closed_; }
  /// Who hears what is sent.
  std::shared_ptr<const Caller> reader() const;

  std::shared_ptr<Session> session() const;
  /// False when one is open already.
  bool open_session(std::shared_ptr<Session> session);
  Subscriptions& subscriptions() { return subscriptions_; }

  /// False when the client is gone.
  bool add(std::shared_ptr<Call> call);
  void remove(const Call& call);

  /// Sends the questions of a call as requests, by the way that its answer takes; their answers come to
  /// its take_answer().
  void ask(const std::shared_ptr<Call>& call, const std::vector<Question>& questions);
  /// Tells the client that answers are no longer wanted.
  void withdraw_questions(const Call& call);

 private:
  struct Asked {
    std::shared_ptr<Call> call;
    std::string key;
  };

  /// Where the answer to a message goes, and what came with it.
  struct Route {
    Arrival arrival;
    std::shared_ptr<Session> session;  ///< that was open by then
    std::shared_ptr<Batch> batch;
  };

  RpcError counted(const RpcError& fault, const Caller& caller) const;
  void handle(Frame::Item&& item, const Route& route);
  void handle_request(RpcMessage&& message, const Route& route);
  void handle_notification(const RpcMessage& message);
  void handle_response(RpcMessage&& message, const Route& route);
  void cancel(const Json& id);
  std::vector<std::shared_ptr<Call>> open_calls() const;
  void tell(const Change& change);

  Engine::Impl& engine_;
  const std::shared_ptr<Outlet> outlet_;
  const std::shared_ptr<const Caller> caller_;
  std::shared_ptr<void> changes_{};
  std::atomic<bool> closed_ = false;
  Subscriptions subscriptions_;

  mutable std::mutex mutex_{};
  std::condition_variable idle_{};
  std::shared_ptr<Session> session_{};
  std::vector<std::shared_ptr<Call>> calls_{};
  std::map<std::string, Asked, std::less<>> asked_{};
  std::uint64_t next_question_ = 1;
};

}  // namespace mcp
