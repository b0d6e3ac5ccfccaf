// round_trips <seconds> <in-flight> <echo|call> -- <command>...
//
// Keeps a number of requests in flight on a child's stdin and stdout and prints round trips per second
// and the child's CPU time per round trip. `echo` wants each line back (for `cat`); `call` opens a session
// first, then calls the tool `greet` and wants to be greeted. Both send the same bytes. An answer that is
// another ends the measurement: errors are quicker than calls.
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Child {
  pid_t pid = -1;
  int in = -1;
  int out = -1;
};

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "round_trips: %s\n", what);
  std::exit(1);
}

Child start(char** command) {
  int to[2];
  int from[2];
  if (pipe(to) != 0 || pipe(from) != 0) fail("no pipe");
  const pid_t pid = fork();
  if (pid < 0) fail("no process");
  if (pid == 0) {
    dup2(to[0], 0);
    dup2(from[1], 1);
    for (int fd : {to[0], to[1], from[0], from[1]}) close(fd);
    execvp(command[0], command);
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  return {pid, to[1], from[0]};
}

void send(const Child& child, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = write(child.in, text.data(), text.size());
    if (sent <= 0) fail("the child stopped reading");
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

/// What a child answers, line by line.
class Answers {
 public:
  /// Reads what there is and returns the number of whole lines in it. Each has to contain `wanted`.
  std::size_t receive(const Child& child, std::string_view wanted) {
    if (buffer_.size() - held_ < kRoom) buffer_.resize(buffer_.size() + kRoom);
    const ssize_t got = read(child.out, buffer_.data() + held_, buffer_.size() - held_);
    if (got <= 0) fail("the child stopped answering");
    std::string_view unread(buffer_.data(), held_ + static_cast<std::size_t>(got));
    std::size_t lines = 0;
    for (std::size_t end = 0; (end = unread.find('\n')) != std::string_view::npos; ++lines) {
      const std::string_view line = unread.substr(0, end);
      if (line.find(wanted) == std::string_view::npos) {
        std::fprintf(stderr, "round_trips: the child answered %.*s\n", static_cast<int>(line.size()),
                     line.data());
        std::exit(1);
      }
      unread.remove_prefix(end + 1);
    }
    held_ = unread.size();
    std::memmove(buffer_.data(), unread.data(), held_);
    return lines;
  }

 private:
  static constexpr std::size_t kRoom = 256 * 1024;
  std::vector<char> buffer_{};
  std::size_t held_ = 0;  ///< bytes of a line that has not come whole
};

void append_request(std::string& out, long id) {
  out += R"({"jsonrpc":"2.0","id":)";
  out += std::to_string(id);
  out += R"(,"method":"tools/call","params":{"name":"greet","arguments":{"name":"Ada"}}})";
  out += '\n';
}

void open_session(const Child& child, Answers& answers) {
  send(child,
       R"({"jsonrpc":"2.0","id":"open","method":"initialize","params":{"protocolVersion":"2025-06-18",)"
       R"("capabilities":{},"clientInfo":{"name":"bench","version":"1"}}})"
       "\n");
  if (answers.receive(child, "\"protocolVersion\"") != 1) fail("no answer to initialize");
  send(child, R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
              "\n");
}

/// Round trips made in `seconds`, `in_flight` at a time.
long exchange(const Child& child, Answers& answers, std::string_view wanted, double seconds, long in_flight,
              long& id) {
  std::string request;
  for (long i = 0; i < in_flight; ++i) append_request(request, ++id);
  send(child, request);
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  long done = 0;
  while (Clock::now() < end) {
    const auto answered = static_cast<long>(answers.receive(child, wanted));
    done += answered;
    for (long i = 0; i < answered; ++i) {  // a write a message, as clients do
      request.clear();
      append_request(request, ++id);
      send(child, request);
    }
  }
  for (long open = in_flight; open > 0;) open -= static_cast<long>(answers.receive(child, wanted));
  return done;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6 || std::strcmp(argv[4], "--") != 0)
    fail("usage: round_trips SECONDS IN_FLIGHT echo|call -- COMMAND...");
  std::signal(SIGPIPE, SIG_IGN);
  const double seconds = std::atof(argv[1]);
  const long in_flight = std::atol(argv[2]);
  const Child child = start(argv + 5);
  const bool calls = std::strcmp(argv[3], "call") == 0;
  const std::string_view wanted = calls ? "Hello, Ada!" : "\"name\":\"Ada\"";
  Answers answers;
  if (calls) open_session(child, answers);

  long id = 0;
  exchange(child, answers, wanted, seconds / 4, in_flight, id);  // warm-up
  const auto begin = Clock::now();
  const long done = exchange(child, answers, wanted, seconds, in_flight, id);
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  const long all = id;

  close(child.in);
  int status = 0;
  rusage usage{};
  if (wait4(child.pid, &status, 0, &usage) < 0) fail("lost the child");
  const auto microseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  const double cpu = (microseconds(usage.ru_utime) + microseconds(usage.ru_stime)) / static_cast<double>(all);
  std::printf("%.0f %.2f\n", static_cast<double>(done) / elapsed, cpu);
}
