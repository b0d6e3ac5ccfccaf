#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <mcp/core/descriptor.h>
#include <mcp/core/shares.h>
#include <mcp/transport/http/net/budget.h>
#include <mcp/transport/http/net/channel.h>
#include <mcp/transport/http/net/limits.h>
#include <mcp/transport/http/net/loop.h>
#include <mcp/transport/http/net/service.h>
#include <mcp/transport/http/wire/request_reader.h>

namespace mcp::http {

/// One client's connection: reads requests one after the other, has them served, and writes the answers in
/// the same order. Belongs to its loop, unless said otherwise.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Clock = Loop::Clock;

  Connection(std::shared_ptr<Loop> loop, Descriptor socket, std::unique_ptr<Channel> channel, Client client,
             Shares::Place place, Service& service, Budget& budget, const Limits& limits);
  ~Connection();

  void start();
  /// Ends what took too long.
  void tick(Clock::time_point now);
  /// The server stops: no further request is read.
  void drain();
  void close();

  // What Reply does, from any thread. Ignored unless `request` is the one being served.
  void send(std::uint64_t request, Response response);
  void begin(std::uint64_t request, Response head);
  void write(std::uint64_t request, std::string part);
  void end(std::uint64_t request);
  /// What there was to say cannot be said, whatever request is being served: its loop closes it.
  void cut() noexcept { closed_ = true; }

  std::size_t index = 0;  ///< among the loop's connections

 private:
  enum class Phase { reading, screening, serving, streaming, finishing, lingering, closed };

  /// Whoever runs out of memory on the way is closed: nobody knows how far it got.
  template <typename Job>
  void guarded(Job job) {
    try {
      job();
    } catch (...) {
      close();
      throw;
    }
  }
  template <typename Job>
  void on_loop(Job job);
  void wait_to_read();
  void wait_to_write();
  void readable();
  void take(std::string_view bytes);
  std::size_t serve_all(std::string_view input);
  bool take_request(std::string_view rest, std::size_t& used);
  void inquire();
  void hear(Caller caller, std::optional<Response> refusal);
  void serve_one();
  bool knows_sender();
  void refuse(Response response);
  void complete(Response& response);
  void answered();
  void next_request();
  void resume();
  void go_on();
  void flush();
  void peer_gone();
  void look_after(Clock::time_point now);
  void tell_of_end();
  bool hung_up_unread();
  bool fits_budget();
  std::shared_ptr<const void> pass_on_held();
  void settle_held();
  bool reads_on() const;
  bool is_last() const;
  void written(std::size_t bytes);

  const std::shared_ptr<Loop> loop_;
  boost::asio::posix::stream_descriptor socket_;
  const std::unique_ptr<Channel> channel_;
  const Client peer_;
  Client client_;  ///< who sent the request
  Shares::Place place_;
  Shares::Place sender_place_{};  ///< of one whose requests a proxy passes on
  Service& service_;
  Budget& budget_;
  const Limits& limits_;
  const Clock::time_point made_;

  Phase phase_ = Phase::reading;
  RequestReader reader_;
  Caller caller_{};  ///< of the request
  std::string unread_{};
  std::string out_{};
  std::size_t sent_ = 0;  ///< of out_
  std::shared_ptr<Watcher> watcher_{};
  Framing framing_{};
  Fields fields_{};            ///< of whatever answers the request
  std::uint64_t request_ = 0;  ///< its number on this connection
  std::size_t held_ = 0;       ///< bytes, but for those of calls that run
  std::size_t discarded_ = 0;
  bool waits_to_read_ = false;
  bool waits_to_write_ = false;
  bool reads_when_writable_ = false;  ///< to read, the channel has to write first
  bool serving_all_ = false;
  bool draining_ = false;
  bool screened_ = false;
  bool told_to_continue_ = false;
  std::optional<Clock::time_point> begun_{};  ///< the first byte of the request came
  Clock::time_point head_done_{};
  Clock::time_point quiet_since_;
  Clock::time_point write_progress_{};
  Clock::time_point vouched_{};

  std::atomic<bool> closed_ = false;
  std::atomic<std::size_t> posted_ = 0;  ///< of what Reply does, on its way to the loop
  std::atomic<std::size_t> queued_ = 0;  ///< bytes of a stream on their way to the loop
  std::atomic<std::size_t> unsent_ = 0;  ///< bytes that the socket did not take
  std::atomic<std::size_t> unread_parts_ = 0;
};

}  // namespace mcp::http
