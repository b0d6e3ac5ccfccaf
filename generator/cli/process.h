#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace mcpgen {

/// The program `name` as PATH finds it; "" when it is not there.
std::string find_program(const std::string& name);

/// Runs to the end with our own standard streams. The exit code; 128 + n when signal n ended it, -1 when
/// it could not be started.
int run_program(const std::vector<std::string>& command);

/// Runs to the end and hands over each line it prints on either stream.
int run_program(const std::vector<std::string>& command, const std::function<void(std::string_view)>& line);

/// Lets another program take our place, in `folder`. Comes back only where it cannot be started.
void become(const std::string& program, const std::vector<std::string>& words, const std::string& folder);

/// A program that we talk to: pipes at its standard input and output, its standard error as asked for.
class Child {
 public:
  Child() = default;
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  enum class Errors { ours, with_output, discarded };

  /// In `folder`, "" for ours.
  bool start(const std::vector<std::string>& command, Errors errors, const std::string& folder = {});
  int input() const { return input_; }
  int output() const { return output_; }
  void close_input();
  /// The exit code, as run_program() gives it. Waits at most `grace_ms`, then asks it to end, then ends it.
  int finish(int grace_ms);
  /// Waits as long as it takes.
  int wait();

 private:
  void close_all();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
};

}  // namespace mcpgen
