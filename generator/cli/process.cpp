#include "cli/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

extern char** environ;  // NOLINT(readability-redundant-declaration): not every system declares it

namespace mcpgen {
namespace {

std::vector<char*> argv_of(const std::vector<std::string>& command) {
  std::vector<char*> argv;
  argv.reserve(command.size() + 1);
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  return argv;
}

int exit_code_of(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return 128 + (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

/// We ignore SIGPIPE while we talk to children; they get it back as it was.
struct SpawnSettings {
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  pid_t spawn(const std::vector<std::string>& command) {
    pid_t pid = -1;
    std::vector<char*> argv = argv_of(command);
    return posix_spawnp(&pid, argv[0], &actions, &attributes, argv.data(), environ) == 0 ? pid : -1;
  }

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

struct Pipe {
  Pipe() {
    if (::pipe(ends) != 0) return;
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  }
  bool open() const { return ends[0] >= 0; }
  void close() {
    for (int& end : ends) {
      if (end >= 0) ::close(end);
      end = -1;
    }
  }
  int take(int end) {
    const int fd = ends[end];
    ends[end] = -1;
    return fd;
  }
  int ends[2] = {-1, -1};
};

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return exit_code_of(status);
}

}  // namespace

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "" : path;
  while (!folders.empty()) {
    const std::size_t end = folders.find(':');
    const std::filesystem::path candidate = std::filesystem::path(folders.substr(0, end)) / name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate.string();
    folders.remove_prefix(end == std::string_view::npos ? folders.size() : end + 1);
  }
  return "";
}

int run_program(const std::vector<std::string>& command) {
  SpawnSettings settings;
  const pid_t pid = settings.spawn(command);
  return pid < 0 ? -1 : wait_for(pid);
}

int run_program(const std::vector<std::string>& command, const std::function<void(std::string_view)>& line) {
  Child child;
  if (!child.start(command, Child::Errors::with_output)) return -1;
  child.close_input();
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t got = ::read(child.output(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      line(std::string_view(text).substr(0, end));
      text.erase(0, end + 1);
    }
  }
  if (!text.empty()) line(text);
  return child.wait();
}

void become(const std::string& program, const std::vector<std::string>& words, const std::string& folder) {
  std::error_code failed;
  std::vector<std::string> command{std::filesystem::absolute(program, failed).string()};
  command.insert(command.end(), words.begin(), words.end());
  if (!folder.empty()) std::filesystem::current_path(folder, failed);
  if (!failed) ::execv(command.front().c_str(), argv_of(command).data());
}

bool Child::start(const std::vector<std::string>& command, Errors errors, const std::string& folder) {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe in;
  Pipe out;
  bool started = false;
  if (in.open() && out.open()) {
    SpawnSettings settings;
    posix_spawn_file_actions_adddup2(&settings.actions, in.ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, out.ends[1], STDOUT_FILENO);
    if (errors == Errors::with_output) {
      posix_spawn_file_actions_adddup2(&settings.actions, out.ends[1], STDERR_FILENO);
    } else if (errors == Errors::discarded) {
      posix_spawn_file_actions_addopen(&settings.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&settings.actions, folder.c_str());
    pid_ = settings.spawn(command);
    started = pid_ >= 0;
  }
  if (started) {
    input_ = in.take(1);
    output_ = out.take(0);
  }
  in.close();
  out.close();
  return started;
}

void Child::close_input() {
  if (input_ >= 0) ::close(input_);
  input_ = -1;
}

void Child::close_all() {
  close_input();
  if (output_ >= 0) ::close(output_);
  output_ = -1;
}

int Child::wait() {
  if (pid_ < 0) return -1;
  close_all();
  const int code = wait_for(pid_);
  pid_ = -1;
  return code;
}

int Child::finish(int grace_ms) {
  if (pid_ < 0) return -1;
  close_all();
  constexpr int kStepMs = 10;
  for (const int signal : {0, SIGTERM, SIGKILL}) {
    if (signal != 0) ::kill(pid_, signal);
    for (int waited = 0; waited <= grace_ms; waited += kStepMs) {
      int status = 0;
      if (::waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = -1;
        return exit_code_of(status);
      }
      ::poll(nullptr, 0, kStepMs);
    }
  }
  return wait();
}

Child::~Child() {
  if (pid_ >= 0) finish(1000);
}

}  // namespace mcpgen
