#include "server_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace stdio_test {
namespace {

struct PipeEnds {
  PipeEnds() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    reader = ends[0];
    writer = ends[1];
  }
  int reader;
  int writer;
};

void fill(int pipe) {
  ::fcntl(pipe, F_SETFL, O_NONBLOCK);
  while (::write(pipe, "x", 1) == 1) {
  }
  ::fcntl(pipe, F_SETFL, 0);
}

}  // namespace

ServerProcess::ServerProcess(Options options) {
  std::signal(SIGPIPE, SIG_IGN);
  const PipeEnds in;
  const PipeEnds out;
  errors_ = std::tmpfile();
  int errors = ::fileno(errors_);
  if (options.stderr_is_a_full_pipe) {
    const PipeEnds blocked;
    fill(blocked.writer);
    blocked_stderr_ = blocked.reader;
    errors = blocked.writer;
  }
  // Everything the child needs is made before the fork: other threads may hold locks at that moment.
  std::vector<std::string> words = {SERVER_PROGRAM};
  if (options.by_manager)
    words.insert(words.begin(), {"/bin/sh", "-c", "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" \"$@\""});
  words.insert(words.end(), options.arguments.begin(), options.arguments.end());
  std::vector<std::string> variables = {"PATH=/usr/bin:/bin"};
  for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
  }
  for (const auto& [name, value] : options.environment) variables.push_back(name + "=" + value);
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::vector<char*> envp;
  envp.reserve(variables.size() + 1);
  for (std::string& variable : variables) envp.push_back(variable.data());
  envp.push_back(nullptr);

  pid_ = ::fork();
  if (pid_ == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    ::dup2(options.stdin_fd >= 0 ? options.stdin_fd : in.reader, STDIN_FILENO);
    ::dup2(out.writer, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    // Whatever this test inherited itself is not the server's to leak.
    const int passed = options.passed_fd >= 0 ? ::dup2(options.passed_fd, STDERR_FILENO + 1) : STDERR_FILENO;
    if (options.passed_fd == passed) ::fcntl(passed, F_SETFD, 0);  // it stands there already
    for (int fd = passed + 1; fd < 1024; ++fd) ::close(fd);
    if (::chdir(options.folder.c_str()) != 0) ::_exit(126);
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  ::close(in.reader);
  ::close(out.writer);
  if (options.stderr_is_a_full_pipe) ::close(errors);
  to_server_ = in.writer;
  from_server_ = out.reader;
}

ServerProcess::~ServerProcess() {
  if (!exit_) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close_stdin();
  close_stdout();
  if (blocked_stderr_ >= 0) ::close(blocked_stderr_);
  std::fclose(errors_);
}

bool ServerProcess::write(std::string_view bytes) {
  dialogue_.sent(bytes);
  while (!bytes.empty()) {
    const ssize_t written = ::write(to_server_, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    if (written < 0 && errno != EINTR) return false;
  }
  return true;
}

void ServerProcess::send(const Json& message) { write(mcp::to_text(message) + "\n"); }

void ServerProcess::call(const Json& id, std::string_view tool, Json arguments, Json meta) {
  send(call_message(id, tool, std::move(arguments), std::move(meta)));
}

void ServerProcess::cancel(const Json& id) {
  send({{"jsonrpc", "2.0"}, {"method", "notifications/cancelled"}, {"params", {{"requestId", id}}}});
}

std::optional<std::string> ServerProcess::read_line(std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  std::size_t searched = 0;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      dialogue_.received(line);
      return line;
    }
    searched = buffer_.size();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd wanted{from_server_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&wanted, 1, static_cast<int>(left.count())) == 0) return std::nullopt;
    std::array<char, 65536> chunk{};
    const ssize_t size = ::read(from_server_, chunk.data(), chunk.size());
    if (size == 0 || (size < 0 && errno != EINTR)) return std::nullopt;
    if (size > 0) buffer_.append(chunk.data(), static_cast<std::size_t>(size));
  }
}

Json ServerProcess::receive(std::chrono::milliseconds timeout) {
  const std::optional<std::string> line = read_line(timeout);
  if (!line) throw std::runtime_error("no message came; standard error: " + errors());
  auto message = mcp::read_json(*line);
  if (!std::holds_alternative<Json>(message))
    throw std::runtime_error("not a message: " + line->substr(0, 200));
  return std::get<Json>(std::move(message));
}

std::map<std::string, Json> ServerProcess::receive_answers(std::size_t count) {
  std::map<std::string, Json> answers;
  while (answers.size() < count) {
    Json message = receive();
    if (message.contains("method")) continue;
    const std::string id = mcp::to_text(message.at("id"));
    if (!answers.emplace(id, std::move(message)).second) throw std::runtime_error("answered twice: " + id);
  }
  return answers;
}

void ServerProcess::close_stdin() {
  if (to_server_ >= 0) ::close(std::exchange(to_server_, -1));
}

void ServerProcess::close_stdout() {
  if (from_server_ >= 0) ::close(std::exchange(from_server_, -1));
}

void ServerProcess::signal(int number) const { ::kill(pid_, number); }

std::optional<int> ServerProcess::wait_exit(std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (!exit_) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    } else if (Clock::now() > deadline) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  return exit_;
}

std::string ServerProcess::errors() const {
  std::string text;
  std::array<char, 4096> chunk{};
  off_t at = 0;
  for (ssize_t size = 0; (size = ::pread(::fileno(errors_), chunk.data(), chunk.size(), at)) > 0;
       at += size) {
    text.append(chunk.data(), static_cast<std::size_t>(size));
  }
  return text;
}

bool ServerProcess::errors_contain(std::string_view text) const {
  const auto deadline = Clock::now() + kSoon;
  while (errors().find(text) == std::string::npos) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::size_t ServerProcess::descriptors() const {
  const std::filesystem::directory_iterator open("/proc/" + std::to_string(pid_) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(open), end(open)));
}

long ServerProcess::status_value(std::string_view name) const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::strtol(line.c_str() + name.size(), nullptr, 10);
  }
  return -1;
}

std::string text_of(const Json& answer) { return answer.at("result").at("content").at(0).at("text"); }

bool is_tool_error(const Json& answer) {
  return answer.contains("result") && answer.at("result").value("isError", false);
}

Json call_message(const Json& id, std::string_view tool, Json arguments, Json meta) {
  meta["io.modelcontextprotocol/protocolVersion"] = "2026-07-28";
  meta["io.modelcontextprotocol/clientCapabilities"] = Json::object();
  return {{"jsonrpc", "2.0"},
          {"id", id},
          {"method", "tools/call"},
          {"params", {{"name", tool}, {"arguments", std::move(arguments)}, {"_meta", std::move(meta)}}}};
}

}  // namespace stdio_test
