#pragma once

#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include <mcp/json/json.h>
#include <wire_schema/dialogue.h>

namespace stdio_test {

using mcp::Json;
using Clock = std::chrono::steady_clock;

/// Long enough for anything that happens at once, on a busy machine and under sanitizers.
inline constexpr std::chrono::seconds kSoon{20};

/// The program that the tests are about as a child process, spoken to over pipes.
class ServerProcess {
 public:
  struct Options {
    std::vector<std::string> arguments{};
    std::map<std::string, std::string> environment = {{"STDIO_TEST_NEEDED", "1"}};
    bool stderr_is_a_full_pipe = false;
    int stdin_fd = -1;         ///< instead of a pipe
    int passed_fd = -1;        ///< the child's descriptor 3
    std::string folder = ".";  ///< that it is started in
    bool by_manager = false;   ///< started as a service manager does that passes descriptor 3
  };

  ServerProcess() : ServerProcess(Options{}) {}
  explicit ServerProcess(Options options);
  /// Kills what is left.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  /// Writes bytes as they are; false when the server does not read any more.
  bool write(std::string_view bytes);
  void send(const Json& message);
  /// A request of the newest revision that calls a tool.
  void call(const Json& id, std::string_view tool, Json arguments = Json::object(),
            Json meta = Json::object());
  void cancel(const Json& id);

  /// The next line of standard output, nothing at its end or when none came in time. Throws when it is a
  /// message that the protocol's schema does not allow.
  std::optional<std::string> read_line(std::chrono::milliseconds timeout = kSoon);
  /// The next message; fails the test when there is none or the line is not JSON.
  Json receive(std::chrono::milliseconds timeout = kSoon);
  /// The next `count` answers by the text of their ids.
  std::map<std::string, Json> receive_answers(std::size_t count);

  void close_stdin();
  void close_stdout();
  void signal(int number) const;
  /// Exit code, or minus the signal that ended it; nothing when it still runs.
  std::optional<int> wait_exit(std::chrono::milliseconds timeout = kSoon);
  /// What was written to standard error so far.
  std::string errors() const;
  /// Waits for it.
  bool errors_contain(std::string_view text) const;
  /// In KiB: what it uses now, and the most it ever did.
  long memory() const { return status_value("VmRSS:"); }
  long peak_memory() const { return status_value("VmHWM:"); }
  std::size_t descriptors() const;
  long threads() const { return status_value("Threads:"); }

 private:
  long status_value(std::string_view name) const;

  pid_t pid_ = -1;
  int to_server_ = -1;
  int from_server_ = -1;
  int blocked_stderr_ = -1;
  std::FILE* errors_ = nullptr;
  std::string buffer_{};
  wire::Dialogue dialogue_{};
  std::optional<int> exit_{};
};

/// Text of the first content block of an answer to tools/call.
std::string text_of(const Json& answer);
bool is_tool_error(const Json& answer);
/// How a call of `tool` looks on the wire.
Json call_message(const Json& id, std::string_view tool, Json arguments = Json::object(),
                  Json meta = Json::object());

}  // namespace stdio_test
