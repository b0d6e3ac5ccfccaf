#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <mcp/core/engine/engine.h>
#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// The answer to one POST: one JSON document, unless something has to be said before it; then a stream of
/// events.
class Exchange final : public Outlet, public Watcher {
 public:
  explicit Exchange(Reply reply) : reply_(std::move(reply)) {}

  /// Whose message is answered: it hears when the client goes.
  void belongs_to(std::shared_ptr<Peer> peer) { peer_ = std::move(peer); }
  void gone() override { peer_->close(); }
  void stopping() override { peer_->drain(); }

  void send(std::string message) override;
  void answer(std::string message, const Standing& standing) override;
  void drop() override;
  void abandon() noexcept override { reply_.cut(); }

 private:
  enum class State { silent, streaming, done };

  const Reply reply_;
  std::shared_ptr<Peer> peer_{};
  std::mutex mutex_{};
  State state_ = State::silent;
};

/// Where nothing is said besides the answers.
const std::shared_ptr<Outlet>& silence();

/// One message as an event of a stream.
std::string event(std::string_view message);
/// What a stream of events begins with.
Response event_stream();
/// JSON on its own.
Response json(int status, std::string body);
Response json(const Standing& standing, std::string body);

}  // namespace mcp::http
