#pragma once

#include <mcp/core/descriptor.h>
#include <mcp/core/transport.h>

namespace mcp::transport {

/// One client over standard input and output, one message per line. From prepare() on, descriptors 0 and 1
/// are not the client's any more: what handlers print goes to standard error, what they read is empty.
class Stdio final : public Transport {
 public:
  std::string_view name() const override { return "stdio"; }
  bool serves_stdin() const override { return true; }
  void prepare() override;
  /// `deadline_exceeded` when a call holds the reader up past the grace time: the process must then end
  /// without destroying the engine.
  Result<void> serve(Engine& engine, std::stop_token stop) override;

 private:
  Descriptor in_;
  Descriptor out_;
};

}  // namespace mcp::transport
