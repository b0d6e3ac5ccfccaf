#include "loop.h"

#include <exception>
#include <memory>
#include <string_view>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>

#include <mcp/core/log.h>
#include <mcp/transport/http/net/connection.h>

namespace mcp::http {

namespace {

void tell(std::string_view what) {
  log_line(LogLevel::error, "a connection could not be served", {{"what", what}});
}

}  // namespace

void Loop::run() {
  thread_ = std::this_thread::get_id();
  const auto stay = boost::asio::make_work_guard(context_);
  for (;;) {
    try {
      context_.run();
      return;
    } catch (const std::exception& error) {  // no memory: whoever asked for it goes without
      tell(error.what());
    } catch (...) {
      tell("something that is no std::exception was thrown");
    }
  }
}

void Loop::stop() { context_.stop(); }

void Loop::enter(const std::shared_ptr<Connection>& connection) {
  connection->index = connections_.size();
  connections_.push_back(connection);
  try {
    if (!ticking_) look_after();
  } catch (...) {  // no memory
    leave(*connection);
    throw;
  }
  if (draining_) connection->drain();
}

void Loop::leave(Connection& connection) {
  std::swap(connections_[connection.index], connections_.back());
  connections_[connection.index]->index = connection.index;
  connections_.pop_back();
}

void Loop::drain() {
  draining_ = true;
  const auto connections = connections_;  // they leave meanwhile
  for (const auto& connection : connections) connection->drain();
}

void Loop::close_all() {
  while (!connections_.empty()) connections_.back()->close();
}

void Loop::look_after() {
  ticking_ = false;
  if (connections_.empty()) return;
  timer_.expires_after(tick_);
  timer_.async_wait(memory_.keep([this](const boost::system::error_code& error) {
    if (error) return;
    look_after();  // first: what follows may end for want of memory
    const auto now = Clock::now();
    for (std::size_t i = connections_.size(); i-- > 0;) {
      if (i >= connections_.size()) continue;
      const auto connection = connections_[i];  // it may leave meanwhile
      connection->tick(now);
    }
  }));
  ticking_ = true;
}

}  // namespace mcp::http
