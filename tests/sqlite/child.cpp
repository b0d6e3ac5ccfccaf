#include "child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tst {

Child::Child(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), STORE_PROCESS);
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);

  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addclose(&actions, ends[1]);
  char* no_variables = nullptr;
  const int failed = ::posix_spawn(&pid_, STORE_PROCESS, &actions, nullptr, words.data(), &no_variables);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  from_child_ = ends[0];
  if (failed != 0) throw std::runtime_error("no process");
}

Child::~Child() {
  kill();
  ::close(from_child_);
  ::waitpid(pid_, nullptr, 0);
}

void Child::kill() const { ::kill(pid_, SIGKILL); }

const std::string& Child::output(std::size_t lines) {
  std::array<char, 256> buffer{};
  while (static_cast<std::size_t>(std::count(output_.begin(), output_.end(), '\n')) < lines) {
    const ssize_t size = ::read(from_child_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    output_.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return output_;
}

}  // namespace tst
