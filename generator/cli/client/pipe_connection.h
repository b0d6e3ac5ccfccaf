#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json.h>

#include "cli/client/connection.h"
#include "cli/process.h"

namespace mcpgen {

/// One JSON message a line, to and from a server that we start.
class PipeConnection final : public Connection {
 public:
  struct Program {
    std::vector<std::string> command;
    Child::Errors errors = Child::Errors::ours;
    std::string folder{};  ///< "" for ours
    bool anew = true;      ///< may it be started once more?
  };

  bool start(Program program);

  bool send(const mcp::Json& message, Clock::time_point until) override;
  std::optional<mcp::Json> receive(Clock::time_point until) override;
  Ending ending() const override { return ending_; }
  bool reopen() override;
  ClientFault fault(const std::string& method) const override;

 private:
  std::optional<std::string> read_line(Clock::time_point until);
  bool move(std::string_view& unsent, Clock::time_point until);
  bool write_some(std::string_view& unsent);
  bool read_some();
  bool end(Ending ending);

  Program program_;
  Child child_;
  std::string buffer_;
  std::size_t taken_ = 0;          ///< how much of the buffer is read already
  std::deque<mcp::Json> arrived_;  ///< of a batch that was read
  std::string noise_;              ///< what came instead of a message
  Ending ending_ = Ending::none;
};

}  // namespace mcpgen
