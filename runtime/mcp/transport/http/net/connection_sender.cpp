// Who sends the requests of a connection.

#include <utility>

#include <mcp/transport/http/net/address.h>
#include <mcp/transport/http/net/connection.h>
#include <mcp/transport/http/net/proxies.h>

namespace mcp::http {

/// Asks where that takes waiting. Meanwhile nobody here touches what was read of the request. The client has
/// a part of the places where that is done, until it is done: others are to be asked about as well.
void Connection::inquire() {
  auto taken = budget_.inquiries().take(caller_.address);
  if (!taken) {
    const bool own = taken.error().code == Error::Code::rate_limited;
    return refuse(plain(own ? 429 : 503, taken.error().message));
  }
  reader_.keep();
  phase_ = Phase::screening;
  auto place = std::make_shared<Shares::Place>(*std::move(taken));
  const bool asked = service_.do_waiting([self = shared_from_this(), place = std::move(place)]() noexcept {
    if (self->closed_) return;  // nobody waits for it any more
    try {
      Caller caller = self->caller_;
      auto refusal = self->service_.inquire(self->reader_.head(), self->client_, caller);
      *place = {};  // before its client can send more
      self->loop_->post([self, caller = std::move(caller), refusal = std::move(refusal)]() mutable {
        self->guarded([&] { self->hear(std::move(caller), std::move(refusal)); });
      });
    } catch (...) {
      self->cut();  // without memory there is no answer either
    }
  });
  if (asked) return;
  phase_ = Phase::reading;
  refuse(plain(503, "too many wait to be asked who they are, try again later"));
}

/// What became of the inquiry: the request goes on where it stopped.
void Connection::hear(Caller caller, std::optional<Response> refusal) {
  if (phase_ != Phase::screening) return;
  phase_ = Phase::reading;
  caller_ = std::move(caller);
  head_done_ = Clock::now();
  serving_all_ = true;
  std::size_t used = 0;
  if (refusal) {
    refuse(*std::move(refusal));
    if (phase_ == Phase::reading) next_request();
  } else if (take_request({}, used) && phase_ == Phase::reading) {
    next_request();
  }
  serving_all_ = false;
  go_on();
}

/// Who sent the request, where the peer is a proxy. False when that one has too many under way.
bool Connection::knows_sender() {
  if (peer_.proxies == nullptr) return true;
  client_ = peer_.proxies->sender(reader_.head(), peer_);
  auto place = budget_.passed_on().take(subscriber(client_.address));
  if (!place) {
    refuse(plain(503, place.error().message));
    return false;
  }
  sender_place_ = *std::move(place);
  return true;
}

}  // namespace mcp::http
