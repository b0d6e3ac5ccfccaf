#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/posix/stream_descriptor.hpp>

#include <mcp/core/channel.h>
#include <mcp/core/descriptor.h>
#include <mcp/transport/http/net/budget.h>
#include <mcp/transport/http/net/loop.h>
#include <mcp/transport/http/net/proxies.h>
#include <mcp/transport/http/net/service.h>
#include <mcp/transport/http/net/wait_memory.h>

namespace mcp::http {

/// Takes connections in, and deals them out to the loops in turn.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  /// Without `encryption`, connections are as plain as they come; without `proxies` nobody is believed.
  Listener(std::vector<std::shared_ptr<Loop>> loops, Descriptor socket, Service& service, Budget& budget,
           const Limits& limits, Encryption* encryption = nullptr, const Proxies* proxies = nullptr);

  void start();
  /// On the first loop.
  void stop();

 private:
  void wait();
  void accept_all();
  void welcome(Descriptor socket, Client client);
  std::unique_ptr<Channel> channel(int socket) const;
  void pause(std::string_view why);

  const std::vector<std::shared_ptr<Loop>> loops_;
  WaitMemory memory_{};
  boost::asio::posix::stream_descriptor socket_;
  boost::asio::steady_timer pause_;
  Service& service_;
  Budget& budget_;
  const Limits& limits_;
  Encryption* const encryption_;
  const Proxies* const proxies_;
  std::size_t next_loop_ = 0;
  bool exhausted_ = false;
  bool stopped_ = false;
};

}  // namespace mcp::http
