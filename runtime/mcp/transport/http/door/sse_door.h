#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <mcp/core/engine/engine.h>
#include <mcp/transport/http/door/door.h>

namespace mcp::http {

/// HTTP+SSE as clients of 2024-11-05 know it: a stream of events at /sse that says where to POST messages.
/// Everything the server says comes on the stream; the client is there as long as it reads it.
class SseDoor final : public Door {
 public:
  explicit SseDoor(Engine& engine) : engine_(engine) {}

  std::string_view entrance() const override;
  bool leads(std::string_view path) const override;
  std::string_view methods(std::string_view path) const override;
  std::optional<Response> screen(const Head& head) const override;
  void serve(const Request& request) override;
  void drain() override;
  void close() override;

 private:
  class Stream;
  struct Client {
    std::string owner;  ///< the principal's id
    std::shared_ptr<Stream> stream;
    std::shared_ptr<Peer> peer;
  };

  void open(const Request& request);
  void post(const Request& request);
  void forget(const std::string& id);
  std::map<std::string, Client, std::less<>> clients() const;

  Engine& engine_;
  mutable std::mutex mutex_{};
  std::map<std::string, Client, std::less<>> clients_{};
};

}  // namespace mcp::http
